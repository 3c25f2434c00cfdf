"""Staff: people, their roles, how they sign in, and the sessions that remember it."""

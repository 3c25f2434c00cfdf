"""Areas, teams, and the chats in the diary."""

"""Other ways to tell many viewers one thing, for comparison in the same run."""

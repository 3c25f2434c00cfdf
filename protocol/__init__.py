"""The register of the force's channels and accounts, and promotion on them; no word of chats."""

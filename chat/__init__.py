"""Live, fully moderated web chats between a police force and the public."""

VERSION = "0.1.0"

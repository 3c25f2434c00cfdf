"""A chat's state in the words that pages and scripts use."""

from chat.schedule.models import Chat, ChatState

PHASES = {
    ChatState.ANNOUNCED: "announced", ChatState.LOBBY: "lobby", ChatState.LIVE: "live",
    ChatState.DRAINING: "closing", ChatState.CLOSED: "closed", ChatState.CANCELLED: "cancelled",
}  # fmt: skip


def phase(chat: Chat) -> str:
    return PHASES[chat.state]

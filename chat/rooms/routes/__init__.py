"""Addresses of the room: in public, for whoever holds a receipt, and on the officers' desk."""

from chat.rooms.routes import (
    appealing,
    correcting,
    following_up,
    lines,
    panel,
    promising,
    receipts,
    room,
    supporting,
    taking,
)

routes = [
    *room.routes,
    *receipts.routes,
    *following_up.routes,
    *supporting.routes,
    *appealing.routes,
    *panel.routes,
    *correcting.routes,
    *taking.routes,
    *lines.routes,
    *promising.routes,
]

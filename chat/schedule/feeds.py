"""The diary for other programs: iCalendar (RFC 5545) and Atom (RFC 4287)."""

from collections.abc import Sequence
from xml.etree import ElementTree

from icalendar import Calendar, Event

from chat.schedule.models import Chat, ChatState
from foundation.clock import stamp

ATOM = "http://www.w3.org/2005/Atom"


def ics(chats: Sequence[Chat], *, name: str, url: str) -> bytes:
    """A calendar of chats; a cancelled one stays in it as cancelled, so that it leaves people's
    diaries."""
    calendar = Calendar()
    calendar.add("prodid", "-//Webchat//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for chat in chats:
        calendar.add_component(entry(chat, url=url))
    return calendar.to_ical()


def entry(chat: Chat, *, url: str) -> Event:
    event = Event()
    event.add("uid", f"{chat.slug}@{url.partition('://')[2]}")
    event.add("summary", chat.title)
    event.add("description", f"{chat.about}\n{url}/chats/{chat.slug}".strip())
    event.add("url", f"{url}/chats/{chat.slug}")
    event.add("dtstamp", chat.opens_at)
    event.add("dtstart", chat.opens_at)
    event.add("dtend", chat.closes_at)
    event.add("status", "CANCELLED" if chat.state is ChatState.CANCELLED else "CONFIRMED")
    return event


def atom(chats: Sequence[Chat], *, name: str, url: str, path: str) -> bytes:
    """The same as a feed, newest first."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    newest = max((chat.opens_at for chat in chats), default=None)
    add(feed, "id", f"{url}{path}")
    add(feed, "title", name)
    add(feed, "updated", stamp(newest) if newest else "1970-01-01T00:00:00.000Z")
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=f"{url}{path}")
    add(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", name)
    for chat in chats:
        item = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        add(item, "id", f"{url}/chats/{chat.slug}")
        add(item, "title", chat.title)
        add(item, "updated", stamp(chat.opens_at))
        add(item, "summary", chat.about)
        ElementTree.SubElement(item, f"{{{ATOM}}}link", href=f"{url}/chats/{chat.slug}")
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text

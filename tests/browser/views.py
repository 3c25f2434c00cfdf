"""Every page and what it can be found in: the table that the check of each page
is generated from."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.acts import decide, read
from tests.browser.scene import Scene

Step = Callable[[Page], object]
# Answers that are no pages: for calendars, feeds, machines, and ways that only lead on.
NO_PAGES = {
    "GET /chats.ics", "GET /chats.atom", "GET /areas/{slug}.ics", "GET /areas/{slug}.atom",
    "GET /chats/{slug}.ics", "GET /chats/{slug}/events", "GET /staff/chats/{slug}/events",
    "GET /staff/chats/{slug}/panel/events", "GET /healthz", "GET /readyz", "GET /metrics",
    "GET /.well-known/security.txt", "GET /robots.txt", "GET /staff",
    "GET /staff/questions/{id}", "GET /staff/answers/{id}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """One page in one state: who looks, at which address, and what they do there first."""

    door: str
    state: str
    address: Callable[[Scene], str]
    who: str = ""
    first: Step | None = None
    refused: bool = False  # it comes with a refusal, which the browser remarks on

    @property
    def name(self) -> str:
        return f"{self.door.removeprefix('GET ')} {self.state}"


def press(*names: str) -> Step:
    """Press buttons, links and folds by what they say."""

    def do(page: Page) -> None:
        for name in names:
            page.locator("button, a, summary").filter(has_text=name).filter(
                visible=True
            ).first.click()

    return do


def sent_as_a_form(form: str, **values: str) -> Step:
    """Fill in a form and send it as a page without scripts does."""

    def do(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"{form} [name={name}]").first.fill(value)
        with page.expect_navigation():
            page.locator(form).first.evaluate("(form) => form.submit()")

    return do


def keys(*pressed: str) -> Step:
    def do(page: Page) -> None:
        read(page)
        for key in pressed:
            page.keyboard.press(key)

    return do


def in_turn(*steps: Step) -> Step:
    def do(page: Page) -> None:
        for step in steps:
            step(page)

    return do


def shows(selector: str) -> Step:
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def from_another_site(page: Page) -> None:
    address = page.url
    page.goto("about:blank")
    page.set_content(f"<a href={address}>x</a>")
    page.get_by_role("link").click()
    page.wait_for_url(address)


def has_asked(text: str) -> Step:
    def do(page: Page) -> None:
        page.locator("#ask-text").fill(text)
        page.locator("#ask-name").fill("Dana")
        page.locator("#ask-rules").check()
        page.locator("#ask").get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("[data-asked]")).to_be_visible()

    return do


def begin_to_ask(page: Page) -> None:
    page.locator("#ask-text").focus()


def refused_in_place(page: Page) -> None:
    begin_to_ask(page)
    page.locator("#ask").get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("[data-errors] [role=alert]")).to_be_visible()


def offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("onnection is lost")


def fixed(address: str) -> Callable[[Scene], str]:
    return lambda scene: address


def room(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/chats/{getattr(scene, of)}"


def desk(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/staff/chats/{getattr(scene, of)}"


def item(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/staff/chats/{scene.talk}?item={scene.ids[of]}"


def panel(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/staff/chats/{getattr(scene, of)}/panel"


def receipt(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/questions/{scene.receipts[of]}"


def person(of: str) -> Callable[[Scene], str]:
    return lambda scene: f"/staff/people/{scene.ids[of]}"


HOME, DIARY, AREA, ROOM, STATUS = (
    "GET /", "GET /chats", "GET /areas/{slug}", "GET /chats/{slug}", "GET /questions/{receipt}",
)  # fmt: skip
CHATS, DESK, PANEL = "GET /staff/chats", "GET /staff/chats/{slug}", "GET /staff/chats/{slug}/panel"
SIGN_IN, ACCOUNT, PASSWORD = (
    "GET /staff/sign-in",
    "GET /staff/account",
    "GET /staff/account/password",
)
PEOPLE, PERSON = "GET /staff/people", "GET /staff/people/{person_id:int}"
NOWHERE = "no page at all"

VIEWS = [
    # ---- the public ----
    View(HOME, "on a busy evening", fixed("/")),
    View(DIARY, "on a busy evening", fixed("/chats")),
    View(AREA, "with a chat that is live", lambda scene: f"/areas/{scene.live}"),
    View(AREA, "with a chat to come", lambda scene: f"/areas/{scene.announced}"),
    View(AREA, "with a chat that is over", lambda scene: f"/areas/{scene.closed}"),
    View(ROOM, "announced", room("announced")),
    View(ROOM, "lobby", room("lobby")),
    View(ROOM, "live and empty", room("empty")),
    View(ROOM, "live with talk and a notice", room("talk")),
    View(ROOM, "live, for its asker", room("talk"), who="dana", first=press("Your questions")),
    View(ROOM, "live, one's own held", room("talk"), who="the asker of one held"),
    View(ROOM, "live, one's own approved", room("talk"), who="the asker of one approved"),
    View(ROOM, "live, one's own rejected", room("talk"), who="the asker of one rejected"),
    View(ROOM, "live, one's own urgent", room("talk"), who="the asker of one urgent"),
    View(ROOM, "live, just asked", room("talk"), first=has_asked("Who patrols the park?")),
    View(
        ROOM,
        "live, just asked something urgent",
        room("talk"),
        first=has_asked("Somebody is breaking into my neighbour's house right now"),
    ),
    View(ROOM, "live, refused in place", room("talk"), first=refused_in_place, refused=True),
    View(
        ROOM,
        "live, a form refused",
        room("talk"),
        first=sent_as_a_form("#ask", text="?"),
        refused=True,
    ),
    View(
        ROOM,
        "live, with its rules and choices unfolded",
        room("talk"),
        first=in_turn(
            press("What a screen reader announces"), begin_to_ask, press("Read the house rules")
        ),
    ),
    View(ROOM, "live, renewing itself", lambda scene: f"/chats/{scene.talk}?watch=20"),
    View(
        ROOM,
        "live, without a connection",
        room("talk"),
        first=in_turn(
            lambda page: page.context.set_offline(True),
            lambda page: expect(page.locator("#connection")).to_contain_text("Connection lost"),
        ),
    ),
    View(ROOM, "closing", room("closing")),
    View(ROOM, "closed, with talk", room("ended")),
    View(ROOM, "closed and empty", room("closed")),
    View(ROOM, "cancelled", room("cancelled")),
    *(
        View(STATUS, state, receipt(state))
        for state in (
            "held",
            "urgent",
            "approved",
            "answered",
            "rejected",
            "taken-down",
            "edited",
            "lapsed",
            "unanswered",
        )
    ),
    View("GET /help", "", fixed("/help")),
    View("GET /privacy", "", fixed("/privacy")),
    View("GET /accessibility", "", fixed("/accessibility")),
    View(NOWHERE, "(404)", fixed("/chats/nowhere"), refused=True),
    View(NOWHERE, "(403)", fixed("/staff/people"), who="cole", refused=True),
    # ---- the way in, one's account, people ----
    View(SIGN_IN, "fresh", fixed("/staff/sign-in")),
    View(
        SIGN_IN,
        "refused",
        fixed("/staff/sign-in"),
        refused=True,
        first=sent_as_a_form("main form", email="priya@example.org", password="not it at all"),
    ),
    View(
        SIGN_IN,
        "with nothing filled in",
        fixed("/staff/sign-in"),
        refused=True,
        first=sent_as_a_form("main form", email=""),
    ),
    View(SIGN_IN, "signed out", fixed("/staff/sign-in?signed-out")),
    View(SIGN_IN, "from another site", fixed("/staff/sign-in"), first=from_another_site),
    View(ACCOUNT, "signed in once", fixed("/staff/account"), who="sal"),
    View(ACCOUNT, "signed in twice", fixed("/staff/account"), who="kit"),
    View(PASSWORD, "fresh", fixed("/staff/account/password"), who="sal"),
    View(
        PASSWORD,
        "refused",
        fixed("/staff/account/password"),
        who="sal",
        refused=True,
        first=sent_as_a_form("main form", current="not it at all", new="short"),
    ),
    View(
        PASSWORD,
        "after a one-time code",
        fixed("/staff/account/password"),
        who="somebody with a one-time code",
    ),
    View(PEOPLE, "", fixed("/staff/people"), who="kit"),
    View(PERSON, "signed in", person("signed in"), who="kit"),
    View(PERSON, "disabled", person("disabled"), who="kit"),
    View(
        PERSON,
        "whose one-time code is shown",
        person("to be reset"),
        who="kit",
        first=press("Reset their password"),
    ),
    # ---- the desks ----
    View(CHATS, "for a moderator", fixed("/staff/chats"), who="priya"),
    View(CHATS, "for an officer", fixed("/staff/chats"), who="cole"),
    View(DESK, "with nothing to do", desk("empty"), who="priya"),
    View(DESK, "with a full queue, an urgent item open", desk("talk"), who="priya", first=read),
    View(DESK, "an item with findings open", item("held"), who="priya", first=read),
    View(
        DESK,
        "an answer open",
        desk("talk"),
        who="priya",
        first=in_turn(
            press("Answer to Q"),
            lambda page: expect(page.locator("#item[data-sort=answer]")).to_be_visible(),
        ),
    ),
    View(DESK, "editing", desk("talk"), who="priya", first=keys("e")),
    View(DESK, "rejecting", desk("talk"), who="priya", first=keys("r")),
    View(DESK, "announcing", desk("talk"), who="priya", first=keys("n")),
    View(DESK, "extending", desk("talk"), who="priya", first=press("Extend…")),
    View(DESK, "about to close", desk("talk"), who="priya", first=press("Close…")),
    View(DESK, "about to end", desk("closing"), who="priya", first=press("End…")),
    View(DESK, "about to open", desk("announced"), who="priya", first=press("Open…")),
    View(DESK, "with its keys listed", desk("talk"), who="priya", first=keys("?")),
    View(
        DESK,
        "taking something down",
        desk("talk"),
        who="priya",
        first=in_turn(press("Take down"), shows("#take-down")),
    ),
    View(
        DESK,
        "a decision refused",
        desk("talk"),
        who="priya",
        refused=True,
        first=lambda page: refused_decision(page),
    ),
    View(DESK, "without a connection", desk("talk"), who="priya", first=offline),
    View(DESK, "after the end", desk("ended"), who="priya"),
    View(PANEL, "with nothing to do", panel("empty"), who="cole"),
    View(PANEL, "with talk and one in hand", panel("talk"), who="cole"),
    View(PANEL, "for another officer", panel("talk"), who="adeyemi"),
    View(PANEL, "for a moderator without a seat", panel("talk"), who="priya"),
    View(
        PANEL,
        "an answer refused",
        panel("talk"),
        who="cole",
        refused=True,
        first=sent_as_a_form("form[data-deed=answer]", text="Yes. " * 401),
    ),
    View(PANEL, "without a connection", panel("talk"), who="cole", first=offline),
    View(PANEL, "after the end", panel("ended"), who="cole"),
]


def refused_decision(page: Page) -> None:
    """Send a decision on another version than the one that stands."""
    page.locator("#item [data-deed=approve] [name=version]").evaluate(
        "(field) => { field.value = 'x'; }"
    )
    decide(page, "a")
    expect(page.locator("#told [role=status]")).not_to_be_empty()

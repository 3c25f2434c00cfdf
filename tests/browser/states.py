"""A page and what it can be found in, and how each state comes about."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.acts import ask, read
from tests.browser.scene import Scene

Step = Callable[[Page], object]
Address = Callable[[Scene], str]


@dataclass(frozen=True, slots=True)
class State:
    """What a page can be found in, and what is done there to bring it about."""

    name: str
    first: Step | None = None
    refused: bool = False  # it comes with a refusal, which the browser remarks on


@dataclass(frozen=True, slots=True)
class View:
    """One row: a page in one state, and who looks at it where."""

    door: str
    address: Address
    who: str
    state: State
    before: tuple[State, ...]  # what it goes through first, in this order

    @property
    def name(self) -> str:
        return f"{self.door.removeprefix('GET ')} {self.state.name}"


def views(door: str, address: Address, *states: State, who: str = "") -> list[View]:
    """The rows of one page at one address, each state coming about from the one before."""
    return [View(door, address, who, state, states[:at]) for at, state in enumerate(states)]


def press(*names: str) -> Step:
    """Press buttons, links and folds by what they say."""

    def do(page: Page) -> None:
        for name in names:
            page.locator("button, a, summary").filter(has_text=name).filter(
                visible=True
            ).first.click()

    return do


def follow(name: str) -> Step:
    """Go where a link of the page leads."""

    def do(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("link", name=name).first.click()

    return do


def sent_as_a_form(form: str, **values: str) -> Step:
    """Fill in a form and send it as a page without scripts does."""

    def do(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"{form} [name={name}]").first.fill(value)
        with page.expect_navigation():
            page.locator(form).first.evaluate("(form) => form.submit()")

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


def begin_to_ask(page: Page) -> None:
    page.locator("#ask-text").focus()


def refused_in_place(page: Page) -> None:
    begin_to_ask(page)
    page.locator("#ask").get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("[data-errors] [role=alert]")).to_be_visible()


def asks(text: str, *, then: str) -> Step:
    def do(page: Page) -> None:
        ask(page, text)
        expect(page.locator(f"[data-asked] {then}").first).to_be_visible()

    return do


def loses_its_connection(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("onnection")


def folded_up(page: Page) -> None:
    page.evaluate("""() => {
      for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
      for (const fold of document.querySelectorAll(".desk details[open]")) fold.open = false;
    }""")


def deciding(*pressed: str) -> Step:
    """Press keys of the desk over an item that can have been read, with nothing else unfolded."""

    def do(page: Page) -> None:
        folded_up(page)
        read(page)
        for key in pressed:
            page.keyboard.press(key)

    return do


def refused_decision(page: Page) -> None:
    """Send a decision on another version than the one that stands."""
    field = page.locator("#item [data-deed=approve] [name=version]")
    field.evaluate("(field) => { field.value = 'x'; }")
    deciding("a")(page)
    expect(page.locator("#told.told--late")).to_be_visible()
    expect(page.locator("#item[aria-busy]")).to_have_count(0)  # it has come back


def tried(page: Page) -> None:
    page.locator("#text").fill("Are you plonkers asleep?")
    press("Try it")(page)
    expect(page.locator("#tried mark")).to_be_visible()


def changed_meanwhile(page: Page) -> None:
    """Send the words with another version than the one that stands."""
    page.locator(".list-form [name=version]").evaluate("(field) => { field.value = '9'; }")
    sent_as_a_form(".list-form", entries="numpty")(page)


def fixed(address: str) -> Address:
    return lambda scene: address


def room(of: str, more: str = "") -> Address:
    return lambda scene: f"/chats/{getattr(scene, of)}{more}"


def area(of: str) -> Address:
    return lambda scene: f"/areas/{getattr(scene, of)}"


def desk(of: str, item: str = "") -> Address:
    return lambda scene: (
        f"/staff/chats/{getattr(scene, of)}" + (f"?item={scene.ids[item]}" if item else "")
    )


def watched(of: str) -> Address:
    return lambda scene: f"/staff/chats/{getattr(scene, of)}/watch-list/versions"


def log(of: str, more: str = "", item: str = "") -> Address:
    return lambda scene: f"/staff/chats/{getattr(scene, of)}/log{more}" + scene.ids.get(item, "")


def panel(of: str) -> Address:
    return lambda scene: f"/staff/chats/{getattr(scene, of)}/panel"


def receipt(of: str) -> Address:
    return lambda scene: f"/questions/{scene.receipts[of]}"


def appeal(of: str) -> Address:
    return lambda scene: f"/questions/{scene.receipts[of]}/appeal"


def person(of: str) -> Address:
    return lambda scene: f"/staff/people/{scene.ids[of]}"

"""What people do in their windows: asking, reading, deciding by key, answering."""

from playwright.sync_api import Locator, Page, expect

from tests.people import Staff, Visitor

READ = 250  # milliseconds an item stands before a key may decide it


def ask(page: Page, text: str, *, name: str = "Dana") -> None:
    """Write a question into the room's form and send it; the first time with a name
    and the rules."""
    page.locator("#ask-text").fill(text)
    if page.locator("#ask-name").is_visible():
        page.locator("#ask-name").fill(name)
    rules = page.locator("#ask-rules")
    if rules.count() and rules.is_visible():
        rules.check()
    page.locator("#ask").get_by_role("button", name="Ask", exact=True).click()


def read(desk: Page, item: str = "") -> None:
    """Wait until the open item, or the one of that id, has stood long enough to be read."""
    if item:
        expect(desk.locator("#item")).to_have_attribute("data-item", item)
    desk.wait_for_function(
        f"() => window.stood?.item && performance.now() - window.stood.at > {READ}"
    )


def decide(desk: Page, key: str, item: str = "") -> None:
    """Press a key over the open item, once it can have been read."""
    read(desk, item)
    desk.keyboard.press(key)


def overrule(senior: Staff, item: str) -> None:
    """Take over what somebody has open, and approve it."""
    assert senior.post(f"/staff/questions/{item}/taking-over").status_code == 200
    assert senior.approve(item).status_code == 200


def blocks(page: Page) -> Locator:
    """The questions with their answers, as the room shows them."""
    return page.locator("[data-list=room] > li")


def waiting(desk: Page) -> Locator:
    """What waits in the desk's queue; what has been decided and only lingers is no row."""
    return desk.locator("[data-list=queue] > .row:not(.row--ghost, .row--pending)")


def told(desk: Page) -> Locator:
    """The line above the item that says what came of the last deed."""
    return desk.locator("#told [role=status]")


def said(page: Page, words: str) -> None:
    """What the page says of its connection."""
    expect(page.locator("#connection")).to_contain_text(words)


def own(page: Page) -> Locator:
    """One's latest own question, on the room's page or that of its receipt."""
    return page.locator("[data-list=own] > li").first


def focused(page: Page) -> str:
    """Where the focus is: the element's id, or its tag and class."""
    return page.evaluate(
        "() => { const { id, tagName, className } = document.activeElement;"
        " return id || `${tagName.toLowerCase()}.${className}`; }"
    )


def born(page: Page) -> float:
    """When the document began: a page that was never loaded again keeps it."""
    return page.evaluate("() => performance.timeOrigin")


def questions(visitor: Visitor, slug: str, *texts: str) -> list[str]:
    """Ask from outside the browser; the ids in order."""
    return [visitor.asked(slug, text)["id"] for text in texts]

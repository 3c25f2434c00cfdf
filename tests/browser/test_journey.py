"""Dana asks, Priya decides, Sgt Cole answers: in windows of their own, none of
them loaded again."""

from playwright.sync_api import expect

from tests.browser.acts import ask, blocks, born, decide, own, waiting
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House


def test_a_question_goes_its_way_from_window_to_window(chat: Chat, windows: Windows) -> None:
    dana, bystander = windows.open(chat.room), windows.open(chat.room)
    priya, cole = windows.sign_in("priya", chat.desk), windows.sign_in("cole", chat.panel)
    people = [dana, bystander, priya, cole]
    begun = [born(page) for page in people]

    ask(dana, "Will the crossing on Cotham Road move?")
    expect(dana.locator("[data-asked]")).to_contain_text("Your question has reached us")
    expect(own(dana)).to_contain_text("Held")
    expect(waiting(priya)).to_contain_text(["Will the crossing"])
    expect(blocks(bystander)).to_have_count(0)

    decide(priya, "a")
    for page in (bystander, dana, priya):
        expect(blocks(page)).to_contain_text(["Will the crossing on Cotham Road move?"])
    expect(own(dana)).to_contain_text("as Q1")
    asked = cole.locator(".asked")
    expect(asked).to_contain_text("Will the crossing on Cotham Road move?")

    asked.get_by_role("button", name="Answer this").click()
    for page in (bystander, dana, priya):
        expect(page.get_by_text("Sgt Cole is answering this now")).to_be_visible()
    expect(cole.locator("#told")).to_contain_text("Everyone sees that you are answering Q1")

    cole.locator(".composer__field").fill("Yes: the council starts in May.")
    cole.get_by_role("button", name="Send the answer").click()
    expect(cole.locator("#told")).to_contain_text("waits for a moderator")
    expect(waiting(priya)).to_contain_text(["Yes: the council starts in May."])
    expect(blocks(bystander).locator(".answer")).to_have_count(0)

    decide(priya, "a")
    for page in (bystander, dana, priya):
        expect(blocks(page).locator(".answer")).to_contain_text("Yes: the council starts in May.")
        expect(page.get_by_text("is answering this now")).to_have_count(0)
    expect(cole.locator("[data-list=panel-written]")).to_contain_text("shown to everyone")
    expect(own(dana)).to_contain_text("Answered")
    assert [born(page) for page in people] == begun


GONE = """() => {
  const list = document.querySelector("[data-list=room]") ?? document.querySelector("[data-list=panel]");
  new MutationObserver(() => {
    if (!list.children.length) window.gone ??= performance.timeOrigin + performance.now();
  }).observe(list, { childList: true });
}"""
PRESSED = """() => document.querySelector("#take-down").addEventListener("submit", () => {
  window.pressed = performance.timeOrigin + performance.now();
}, { capture: true })"""


def test_what_is_taken_down_leaves_every_page_within_a_second(
    house: House, chat: Chat, staff: SignedIn, windows: Windows
) -> None:
    visitor, priya = house.visitor(), staff("priya")
    asked = visitor.asked(chat.slug, "My neighbour Kevin deals from number 4.")
    priya.approve(asked["id"])
    dana, bystander = windows.open(chat.room, cookies_of=visitor), windows.open(chat.room)
    panel = windows.open(chat.panel, cookies_of=staff("cole"))
    desk = windows.open(chat.desk, cookies_of=priya)
    onlookers = [dana, bystander, panel, desk]
    for page in onlookers:
        expect(page.get_by_text("My neighbour Kevin").first).to_be_visible()
        page.evaluate(GONE)
    desk.evaluate(PRESSED)

    desk.locator("#room").get_by_role("button", name="Take down").click()
    desk.locator("#take-down").get_by_role("button", name="personal information").click()
    for page in (bystander, panel):
        expect(page.locator("body")).not_to_contain_text("My neighbour Kevin")
    for page in onlookers:
        page.wait_for_function("() => window.gone")
    pressed = desk.evaluate("() => window.pressed")
    took = [round(page.evaluate("() => window.gone") - pressed) for page in onlookers]
    print(f"\nfrom the click to its being gone from four pages: {took} ms")
    assert max(took) < 1_000

    expect(own(dana)).to_contain_text("it has personal information in it")
    bystander.reload()
    expect(blocks(bystander)).to_have_count(0)

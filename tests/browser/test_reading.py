"""Reading while others talk: nothing moves, what is new says so, and aloud only as much as one
wishes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import ask, blocks
from tests.browser.conftest import Chat, NewChat, SignedIn
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Staff, Visitor

PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 720}
LONG = "The bins on our street were not emptied for three weeks and nobody says why. " * 4
URGENT = "Somebody is breaking into my neighbour's house right now"
PAUSE = 5_000  # milliseconds between two announcements, at least
ROUNDED = 2  # pixels: five corrections, each to a whole one
EARLY = 50  # by how much a timer of the browser may seem early to what listens to it


@pytest.fixture
def chat(new_chat: NewChat) -> Chat:
    """Answers show at once here."""
    return new_chat(direct=True)


@pytest.fixture
def dana(house: House) -> Visitor:
    return house.visitor()


@pytest.fixture
def priya(staff: SignedIn) -> Staff:
    return staff("priya")


def show(visitor: Visitor, priya: Staff, chat: Chat, text: str) -> str:
    """Ask and approve; the question's id."""
    asked = visitor.asked(chat.slug, text)["id"]
    assert priya.approve(asked).status_code == 200
    return asked


def answer(cole: Staff, question: str, text: str) -> None:
    assert cole.post(f"/staff/questions/{question}/answer", text=text).status_code == 200


def take_down(priya: Staff, question: str) -> None:
    taken = priya.post(f"/staff/questions/{question}/withdrawal", reason="off-topic")
    assert taken.status_code == 200


@pytest.fixture
def talk(dana: Visitor, priya: Staff, chat: Chat) -> list[str]:
    """A dozen long questions in the room, from the oldest on."""
    return [show(dana, priya, chat, f"{number}: {LONG}") for number in range(12)]


def top(page: Page, question: str) -> float:
    """How far the words of a block stand from the top of the screen, in pixels."""
    words = page.locator(f"#q-{question} .talk__words").first
    return words.evaluate("(words) => words.getBoundingClientRect().top")


def read_at(page: Page, question: str) -> float:
    """Scroll until a block is where eyes rest; where its words stand then."""
    block = page.locator(f"#q-{question}")
    block.evaluate("(block) => scrollBy(0, block.getBoundingClientRect().top - innerHeight * 0.3)")
    return top(page, question)


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["on a phone", "on a screen"])
def test_the_line_one_reads_stays_where_it_is(
    windows: Windows, chat: Chat, talk: list[str], dana: Visitor, priya: Staff, staff: SignedIn,
    size: dict[str, int],
) -> None:  # fmt: skip
    cole = staff("cole")
    page = windows.open(chat.room, viewport=size)
    before = read_at(page, talk[6])
    assert 0 < before < size["height"]

    answer(cole, talk[2], f"An answer far above. {LONG}")
    expect(page.locator(f"#q-{talk[2]} .answer")).to_have_count(1)
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)

    answer(cole, talk[11], f"An answer below. {LONG}")
    expect(page.locator(f"#q-{talk[11]} .answer")).to_have_count(1)
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)

    priya.post(f"/staff/chats/{chat.slug}/notice", text=f"A notice above all. {LONG}")
    expect(page.locator("#notice")).to_contain_text("A notice above all.")
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)

    take_down(priya, talk[1])
    expect(page.locator(f"#q-{talk[1]}")).to_have_count(0)
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)

    answer(cole, talk[6], f"An answer to the very block. {LONG}")
    expect(page.locator(f"#q-{talk[6]} .answer")).to_have_count(1)
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)

    new = show(dana, priya, chat, "A new question")
    expect(page.locator(f"#q-{new}")).to_have_count(1)
    assert top(page, talk[6]) == pytest.approx(before, abs=ROUNDED)


def test_what_is_new_out_of_sight_waits_behind_a_button_that_leads_there(
    windows: Windows, chat: Chat, talk: list[str], dana: Visitor, priya: Staff, staff: SignedIn
) -> None:
    page = windows.open(chat.room, viewport=PHONE)
    button = page.locator("[data-newest] button")
    before = read_at(page, talk[4])
    expect(button).to_be_hidden()
    new = show(dana, priya, chat, "A new question")
    expect(button).to_have_text("1 new – go to newest")
    answer(staff("cole"), talk[11], "An answer out of sight")
    expect(button).to_have_text("2 new – go to newest")
    newer = show(dana, priya, chat, "A newer question")
    expect(button).to_have_text("3 new – go to newest")
    take_down(priya, new)
    expect(button).to_have_text("2 new – go to newest")
    assert top(page, talk[4]) == pytest.approx(before, abs=1)

    staff("cole").post(f"/staff/questions/{newer}/picking")
    expect(page.locator(f"#q-{newer}")).to_contain_text("is answering this now")
    expect(button).to_have_text("2 new – go to newest")
    button.click()
    expect(page.locator(f"#q-{newer}")).to_be_in_viewport()
    expect(page.locator(f"#q-{newer}")).to_be_focused()
    expect(button).to_be_hidden()


def test_what_one_scrolls_to_is_new_no_longer_also_when_it_has_changed_since(
    windows: Windows, chat: Chat, talk: list[str], dana: Visitor, priya: Staff, staff: SignedIn
) -> None:
    page = windows.open(chat.room, viewport=PHONE)
    new = show(dana, priya, chat, "A new question")
    expect(page.locator("[data-newest] button")).to_have_text("1 new – go to newest")
    staff("cole").post(f"/staff/questions/{new}/picking")
    expect(page.locator(f"#q-{new}")).to_contain_text("is answering this now")
    page.locator(f"#q-{new}").scroll_into_view_if_needed()
    page.mouse.wheel(0, 2_000)
    expect(page.locator("[data-newest]")).to_be_hidden()


def test_at_the_newest_nothing_is_new_and_the_button_covers_nothing(
    windows: Windows, chat: Chat, talk: list[str], dana: Visitor, priya: Staff, staff: SignedIn
) -> None:
    page = windows.open(chat.room, viewport=PHONE)
    button = page.locator("[data-newest] button")
    read_at(page, talk[6])
    answer(staff("cole"), talk[1], "An answer above")
    for number in range(3):
        show(dana, priya, chat, f"New {number}: {LONG}")
    expect(button).to_have_text("4 new – go to newest")
    page.evaluate("() => { location.hash = '#newest'; }")
    expect(button).to_be_hidden()

    answer(staff("cole"), talk[2], "Another answer above")
    expect(button).to_have_text("1 new further up – go there")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    over, under = button.bounding_box(), page.locator(".room__aloud").bounding_box()
    assert over
    assert under
    assert under["y"] + under["height"] <= over["y"]
    button.click()
    expect(page.locator(f"#q-{talk[2]}")).to_be_focused()


def test_a_new_notice_out_of_sight_is_said_before_all_else(
    windows: Windows, chat: Chat, talk: list[str], dana: Visitor, priya: Staff
) -> None:
    page = windows.open(chat.room, viewport=PHONE)
    button, notice = page.locator("[data-newest] button"), page.locator("#notice")
    before = read_at(page, talk[6])
    for words in ("We end at half past seven.", "We end at seven."):
        priya.post(f"/staff/chats/{chat.slug}/notice", text=words)
        expect(notice).to_contain_text(words)
        expect(button).to_have_text("New notice – go to it")
    show(dana, priya, chat, "A new question")
    expect(blocks(page)).to_have_count(len(talk) + 1)
    expect(button).to_have_text("New notice – go to it")
    assert top(page, talk[6]) == pytest.approx(before, abs=1)
    button.click()
    expect(notice).to_be_in_viewport(ratio=1)
    expect(notice).to_be_focused()
    expect(button).to_have_text("1 new – go to newest")
    priya.post(f"/staff/chats/{chat.slug}/notice", text="We end at eight after all.")
    expect(notice).to_contain_text("at eight")
    expect(button).to_have_text("1 new – go to newest")


def test_an_extension_is_seen_and_heard_and_a_statement_stands_first(
    windows: Windows, chat: Chat, priya: Staff
) -> None:
    page = windows.open(chat.room)
    hear(page)
    ends = page.locator("#chat-state time").first
    before = ends.inner_text()
    priya.post(f"/staff/chats/{chat.slug}/extension", minutes="30")
    expect(ends).not_to_have_text(before)
    (_, words), *_ = heard(page, count=1)
    assert words.startswith(f"Notice: Live now · ends {ends.inner_text()}")
    priya.post(f"/staff/chats/{chat.slug}/notice", text="We run late.")
    priya.post("/staff/statement", text="There was a fire. Nobody is hurt.")
    expect(page.locator("#statement")).to_contain_text("Nobody is hurt.")
    priya.post("/staff/statement/withdrawal")
    expect(page.locator("#statement")).to_have_count(0)
    expect(page.locator("#notice")).to_have_text(re.compile("We run late."))


def test_what_is_new_in_sight_needs_no_button(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff
) -> None:
    page = windows.open(chat.room)
    show(dana, priya, chat, "A new question")
    expect(blocks(page)).to_be_in_viewport()
    expect(page.locator("[data-newest]")).to_be_hidden()


HEARD = """() => {
  const region = document.getElementById("announcer");
  window.heard = [];
  new MutationObserver(() => {
    if (region.textContent) window.heard.push([performance.now(), region.textContent]);
  }).observe(region, { childList: true, characterData: true, subtree: true });
}"""


def hear(page: Page) -> None:
    """Keep what the polite region is given from now on."""
    assert page.locator("#announcer").get_attribute("role") == "status"
    page.evaluate(HEARD)


def heard(page: Page, *, count: int) -> list[tuple[float, str]]:
    page.wait_for_function(f"() => window.heard.length >= {count}")
    return page.evaluate("() => window.heard")


def five_seconds_on(page: Page) -> None:
    page.evaluate("""() => {
      const now = Date.now;
      Date.now = () => now.call(Date) + 5_000;
    }""")


def choose(page: Page, words: str) -> None:
    fold = page.locator(".room__aloud")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.get_by_label(words).check()


def test_a_busy_room_is_summed_up_every_five_seconds_at_most(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff, staff: SignedIn
) -> None:
    page = windows.open(chat.room)
    hear(page)
    first = show(dana, priya, chat, "First")
    heard(page, count=1)
    show(dana, priya, chat, "Second")
    show(dana, priya, chat, "Third")
    answer(staff("cole"), first, "Yes.")
    expect(blocks(page).locator(".answer")).to_have_count(1)
    (at, one), (later, rest) = heard(page, count=2)
    assert one == "New question 1 from Dana."
    assert rest == "Sgt Cole answered question 1. 2 new questions."
    assert later - at >= PAUSE - EARLY
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_who_wishes_to_hear_only_of_their_own_hears_only_that(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff
) -> None:
    page = windows.open(chat.room)
    choose(page, "Only what concerns my own questions")
    hear(page)
    show(dana, priya, chat, "Somebody else's")
    expect(blocks(page)).to_have_count(1)
    ask(page, "My own", name="Ali")
    expect(page.locator("[data-list=own] > li")).to_have_count(1)
    mine = page.locator("[data-list=own] > li").get_attribute("data-question")
    priya.approve(mine)
    (_, words), *_ = heard(page, count=1)
    assert "Your question is now: shown as Q2." in words
    assert "Somebody" not in words
    page.reload()
    expect(page.get_by_label("Only what concerns my own questions")).to_be_checked()


def test_who_wishes_to_hear_nothing_hears_nothing(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff
) -> None:
    page = windows.open(chat.room)
    choose(page, "Nothing")
    hear(page)
    show(dana, priya, chat, "Not a word of this")
    expect(blocks(page)).to_have_count(1)
    five_seconds_on(page)
    choose(page, "All new questions and answers")
    show(dana, priya, chat, "Of this again")
    (_, words), *_ = heard(page, count=1)
    assert words == "New question 2 from Dana."


def test_urgent_words_show_999_and_101_at_once_and_stand_first_on_the_desk(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff
) -> None:
    dana.asked(chat.slug, "When are the bins emptied?")
    page, desk = windows.open(chat.room), windows.open(chat.desk, cookies_of=priya)
    ask(page, URGENT, name="Ali")
    advice = page.locator("[data-asked]")
    expect(advice.get_by_role("link", name="999")).to_be_in_viewport()
    expect(advice.get_by_role("link", name="101")).to_be_in_viewport()
    expect(desk.locator("[data-list=queue] > li").first).to_contain_text("Urgent")
    expect(desk.locator("[data-list=queue] > li").first).to_contain_text("breaking into")


def test_pressing_ask_on_the_folded_form_opens_it_where_one_writes(
    windows: Windows, chat: Chat
) -> None:
    page = windows.open(chat.room)
    expect(page.locator("#ask-name")).to_be_hidden()
    page.locator("#ask").get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#ask-name")).to_be_visible()
    expect(page.locator("#ask-text")).to_be_focused()
    expect(page.locator("[data-errors] [role=alert]")).to_have_count(0)


def test_calm_words_show_no_advice_nobody_needs(windows: Windows, chat: Chat) -> None:
    page = windows.open(chat.room)
    ask(page, "When are the bins emptied?")
    expect(page.locator("[data-asked]")).to_be_visible()
    expect(page.locator(".own__urgent")).to_have_count(0)


AWAY = """(away) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_the_title_counts_what_came_while_one_looked_elsewhere(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff
) -> None:
    page = windows.open(chat.room)
    title = page.title()
    page.evaluate(AWAY, True)
    show(dana, priya, chat, "First")
    expect(page).to_have_title(f"(1) {title}")
    show(dana, priya, chat, "Second")
    expect(page).to_have_title(f"(2) {title}")
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", "/static/favicon-marked.svg")
    page.evaluate(AWAY, False)
    expect(page).to_have_title(title)


def test_the_desks_and_the_panels_titles_count_what_waits(
    windows: Windows, chat: Chat, dana: Visitor, priya: Staff, staff: SignedIn
) -> None:
    desk = windows.open(chat.desk, cookies_of=priya)
    panel = windows.open(chat.panel, cookies_of=staff("cole"))
    asked = dana.asked(chat.slug, "When are the bins emptied?")["id"]
    desk.wait_for_function("() => document.title.startsWith('(1) ')")
    priya.approve(asked)
    panel.wait_for_function("() => document.title.startsWith('(1) ')")
    desk.wait_for_function("() => !document.title.startsWith('(')")

"""Two moderators at one desk: nothing moves under a hand, and who was first is said in words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from chat import presence
from tests.browser.acts import blocks, decide, overrule, questions, read, said, told, waiting
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Staff

TEXTS = [f"Question number {number}: when are the bins emptied?" for number in range(1, 7)]
URGENT = "Somebody is breaking into my neighbour's house right now"


@pytest.fixture(scope="module", autouse=True)
def often() -> Iterator[None]:
    """Who is here is said every half second."""
    with pytest.MonkeyPatch.context() as hurry:
        hurry.setattr(presence, "EVERY", 0.5)
        yield


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return questions(house.visitor(), chat.slug, *TEXTS)


@pytest.fixture
def sam(staff: SignedIn) -> Staff:
    return staff("sam")


@pytest.fixture
def helen(staff: SignedIn) -> Staff:
    return staff("helen")


def opens(desk: Page, item: str) -> None:
    """Wait until the item is open, and until the others have been told."""
    read(desk, item)
    expect(row(desk, item)).to_have_attribute("data-holder", re.compile(r"\d+"))


def row(desk: Page, item: str) -> Locator:
    return desk.locator(f"#h-{item}")


def place(element: Locator) -> FloatRect:
    found = element.bounding_box()
    assert found, "it is not on the page"
    return found


def test_a_row_stays_under_the_pointer_whatever_happens_around_it(
    desk: Page, house: House, chat: Chat, asked: list[str], sam: Staff
) -> None:
    pointed_at = row(desk, asked[3])
    pointed_at.hover()
    before = place(pointed_at)
    sam.approve(asked[1])
    expect(row(desk, asked[1])).to_contain_text("approved by Sam Doyle")
    sam.reject(asked[5])
    expect(row(desk, asked[5])).to_contain_text("rejected by Sam Doyle")
    urgent = house.visitor("Ali").asked(chat.slug, URGENT)["id"]
    expect(desk.locator("#behind")).to_have_text("1 urgent, new")
    assert place(pointed_at) == before

    desk.mouse.move(700, 400)
    expect(waiting(desk)).to_have_count(5)
    expect(waiting(desk).first).to_have_id(f"h-{urgent}")
    expect(desk.locator("#behind")).to_be_hidden()


def test_a_row_stays_under_the_focus_and_u_brings_the_queue_up_to_date(
    desk: Page, house: House, chat: Chat, asked: list[str], sam: Staff
) -> None:
    opens(desk, asked[0])
    for key in ("/", "ArrowDown", "ArrowDown"):
        desk.keyboard.press(key)
    focused = row(desk, asked[2])
    expect(focused.locator("a")).to_be_focused()
    before = place(focused)
    sam.approve(asked[1])
    expect(row(desk, asked[1])).to_contain_text("approved by Sam Doyle")
    house.visitor("Ali").asked(chat.slug, URGENT)
    expect(desk.locator("#behind")).to_have_text("1 urgent, new")
    assert place(focused) == before
    desk.keyboard.press("u")
    expect(waiting(desk)).to_have_count(6)
    expect(waiting(desk).first).to_contain_text("breaking into")
    expect(focused.locator("a")).to_be_focused()


def test_a_click_on_a_row_that_was_decided_meanwhile_opens_no_other(
    desk: Page, asked: list[str], sam: Staff
) -> None:
    row(desk, asked[2]).hover()
    sam.approve(asked[2])
    expect(row(desk, asked[2])).to_contain_text("approved by Sam Doyle")
    row(desk, asked[2]).click()
    expect(told(desk)).to_have_text("That one is decided: approved by Sam Doyle.")
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[0])


def test_what_another_moderator_decided_under_ones_eyes_is_said_and_nothing_is_swapped(
    desk: Page, asked: list[str], helen: Staff
) -> None:
    opens(desk, asked[0])
    desk.wait_for_function("() => performance.now() - window.stood.at > 1_600")  # no longer fresh
    overrule(helen, asked[0])
    expect(told(desk)).to_have_text("Dana: approved by Helen Okafor. Press J for the next item.")
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[0])
    desk.keyboard.press("a")
    expect(told(desk)).to_have_text("This one no longer waits. Press J for the next.")
    desk.keyboard.press("j")
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[1])
    expect(blocks(desk)).to_have_count(1)


@pytest.mark.parametrize(("key", "then"), [("a", ""), ("r", "4")], ids=["approving", "rejecting"])
def test_a_decision_that_came_second_is_refused_saying_who_was_first(
    desk: Page, windows: Windows, asked: list[str], helen: Staff, key: str, then: str
) -> None:
    """Helen's decision falls while Priya's is on its way."""
    windows.forgive("status of 409")

    def helen_first(route: Route) -> None:
        overrule(helen, asked[0])
        route.continue_()

    desk.route("**/staff/questions/*/approval", helen_first)
    desk.route("**/staff/questions/*/rejection", helen_first)
    decide(desk, key, asked[0])
    if then:
        desk.keyboard.press(then)
    expect(told(desk)).to_contain_text("Dana: Helen Okafor approved this")
    desk.unroute_all()
    expect(waiting(desk)).to_have_count(5)
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[1])
    expect(blocks(desk)).to_have_count(1)


def picks(officer: Staff, *items: str) -> None:
    for item in items:
        assert officer.post(f"/staff/questions/{item}/picking").status_code == 200


@pytest.mark.parametrize("width", [1280, 1000, 360])
def test_the_bar_keeps_its_height_and_its_notice_stays_in_the_window(
    windows: Windows, staff: SignedIn, chat: Chat, asked: list[str], width: int
) -> None:
    look = {"width": width, "height": 800}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=look)
    for item in asked[:5]:
        staff("priya").approve(item)
    expect(waiting(desk)).to_have_count(1)
    before = place(desk.locator(".bar"))
    picks(staff("cole"), *asked[:5])
    windows.open(chat.desk, cookies_of=staff("sam"))
    expect(desk.locator("[data-answering-words] b")).to_have_text("Q1, Q2, Q3, Q4, Q5")
    expect(desk.locator("[data-others] b")).to_have_text("Sam Doyle")
    assert place(desk.locator(".bar")) == before
    desk.locator(".fold--notice summary").click()
    unfolded = place(desk.locator(".fold--notice .fold__in"))
    assert unfolded["x"] >= 0
    assert unfolded["x"] + unfolded["width"] <= width


BROKEN = """() => {
  const head = document.querySelector(".column--queue .column__head");
  const [alarm, behind] = ["alarm", "behind"].map((id) => document.getElementById(id));
  Object.assign(alarm, { textContent: "27 over 12:00" });
  Object.assign(behind, { textContent: "12 urgent, new", hidden: false });
  const { right, bottom } = head.getBoundingClientRect();
  return [...head.querySelectorAll("p")].map((one) => one.getBoundingClientRect())
    .filter((one) => one.right > right || one.bottom > bottom || one.height > 25).length;
}"""


@pytest.mark.parametrize("width", [1280, 1000])
def test_an_alarm_and_news_at_once_stand_whole_in_the_queues_head(
    windows: Windows, staff: SignedIn, chat: Chat, width: int
) -> None:
    look = {"width": width, "height": 800}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=look)
    assert desk.evaluate(BROKEN) == 0


COVERED = """() => [...document.querySelectorAll("button, summary, .row__link")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.closest(".connection");
  })
  .map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("width", [1280, 1000, 360])
def test_a_lost_connection_is_said_without_moving_or_covering_anything(
    windows: Windows, staff: SignedIn, chat: Chat, asked: list[str], width: int
) -> None:
    windows.forgive(r"ERR_INTERNET_DISCONNECTED|WebSocket")
    look = {"width": width, "height": 640}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=look)
    opens(desk, asked[0])
    before = place(row(desk, asked[0]))
    desk.context.set_offline(True)
    said(desk, "nothing can be decided")
    assert place(row(desk, asked[0])) == before
    assert desk.evaluate(COVERED) == []
    if width < 992:
        desk.locator("[data-tab=item]").click()
        assert desk.evaluate(COVERED) == []
    desk.keyboard.press("?")
    expect(desk.locator("#keys .connection")).to_contain_text("nothing can be decided")
    desk.context.set_offline(False)
    said(desk, "Connected again")


def test_each_sees_who_else_is_at_the_desk(
    desk: Page, windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    other = windows.open(chat.desk, cookies_of=staff("sam"))
    expect(other.locator("[data-others]")).to_contain_text("Priya Shah")
    expect(desk.locator("[data-others]")).to_contain_text("Sam Doyle")


def park(who: Staff, *items: str) -> None:
    for item in items:
        answer = who.post(f"/staff/questions/{item}/parking", version=who.version(item))
        assert answer.status_code == 200, answer.text


def test_what_is_in_doubt_below_the_queue_is_reached_by_j_and_never_by_a(
    desk: Page, asked: list[str], sam: Staff, staff: SignedIn
) -> None:
    park(sam, *asked[1:3])
    park(staff("priya"), *asked[3:])
    expect(waiting(desk)).to_have_count(1)
    decide(desk, "a", asked[0])
    expect(desk.locator("#item")).to_contain_text(
        "Below the queue something waits", use_inner_text=True
    )
    desk.keyboard.press("j")
    read(desk, asked[1])
    expect(row(desk, asked[1])).to_be_visible()
    decide(desk, "a", asked[1])  # whoever is at such a one goes on with the next
    read(desk, asked[2])
    desk.keyboard.press("Escape")
    expect(row(desk, asked[2])).to_be_visible()
    desk.keyboard.press("j")  # the others are in her own doubt
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[2])
    expect(blocks(desk)).to_have_count(2)


def test_an_urgent_row_is_brought_into_sight_unless_one_has_scrolled_away(
    windows: Windows, house: House, staff: SignedIn, chat: Chat, asked: list[str]
) -> None:
    more = questions(house.visitor(), chat.slug, *(f"When is pool {n} open?" for n in range(14)))
    look = {"width": 1280, "height": 640}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=look)
    row(desk, more[-1]).locator("a").click()
    read(desk, more[-1])
    desk.mouse.move(700, 300)
    queue = desk.locator("[data-list=queue]")
    assert queue.evaluate("(list) => list.scrollTop") > 0
    house.visitor("Ali").asked(chat.slug, URGENT)
    expect(waiting(desk).first).to_be_in_viewport()
    queue.hover()
    desk.mouse.wheel(0, 1_000)
    expect(desk.locator("#behind")).to_have_text("1 urgent above")
    desk.mouse.move(700, 300)
    house.visitor("Mo").asked(chat.slug, URGENT)
    expect(desk.locator("#behind")).to_have_text("2 urgent above")

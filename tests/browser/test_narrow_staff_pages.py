"""Staff pages on a phone: words stay whole."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House

PHONE = {"width": 360, "height": 740}
LINE = 25  # pixels, at most


def heights(lines: Locator) -> list[float]:
    return lines.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")


def test_an_address_stands_on_one_line(windows: Windows, staff: SignedIn) -> None:
    page = windows.open("/staff/people", cookies_of=staff("kit"), viewport=PHONE)
    found = heights(page.locator("td > span", has_text="@example.org"))
    assert found
    assert max(found) < LINE


def test_browsers_and_buttons_keep_their_words_whole(house: House, windows: Windows) -> None:
    house.staff("kit")  # signed in elsewhere too
    page = windows.open("/staff/account", cookies_of=house.staff("kit"), viewport=PHONE)
    expect(page.get_by_role("button", name="Sign out").nth(1)).to_be_visible()
    assert max(heights(page.locator("td button"))) < 2 * LINE
    assert max(heights(page.locator("th[scope=row]"))) < LINE


@pytest.mark.parametrize("path", ["/staff/people", "/staff/account", "/staff/chats"])
def test_nothing_is_wider_than_the_screen(windows: Windows, staff: SignedIn, path: str) -> None:
    page = windows.open(path, cookies_of=staff("kit"), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize(("verdict", "first"), [("Reject", "[name=reason]"), ("Edit", "textarea")])
def test_what_a_verdict_unfolds_is_brought_into_view(
    verdict: str, first: str, house: House, chat: Chat, windows: Windows, staff: SignedIn
) -> None:
    question = house.visitor().asked(chat.slug, "Will the crossing on Cotham Road move? " * 12)
    desk = windows.open(
        f"{chat.desk}?item={question['id']}", cookies_of=staff("priya"), viewport=PHONE
    )
    desk.locator("[data-tab=item]").click()
    fold = desk.locator(f".verdicts__{verdict.lower()}")
    fold.locator("summary").click()
    expect(fold.locator(first).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", ["watch", "pace", "alarm"])
def test_what_unfolds_below_the_queue_is_on_the_screen(
    name: str, chat: Chat, windows: Windows, staff: SignedIn
) -> None:
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=PHONE)
    desk.locator(f".fold--{name} summary").click()
    expect(desk.locator(f".fold--{name} .fold__in")).to_be_in_viewport(ratio=1)


def test_an_alarm_on_the_smallest_screen_scrolls_nothing_sideways(
    house: House, chat: Chat, windows: Windows, staff: SignedIn
) -> None:
    house.visitor().asked(chat.slug, "Will the crossing on Cotham Road move?")
    small = {"width": 320, "height": 640}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=small)
    desk.evaluate("document.getElementById('desk').dataset.longest = '0'")
    expect(desk.locator("#alarm")).not_to_be_empty()
    desk.locator("#alarm").evaluate("(alarm) => { alarm.textContent = '12 over 13:00'; }")
    desk.locator("[data-waiting]").first.evaluate("(count) => { count.textContent = '120'; }")
    assert desk.evaluate("document.documentElement.scrollWidth") == small["width"]

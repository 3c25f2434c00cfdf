"""The watch list at the desk: what is marked by it shows at once, and every desk has the list as it
stands."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import questions, read
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return questions(house.visitor(), chat.slug, "When are the bins emptied?", "Was it Henderson?")


def watch(desk: Page, entries: str) -> None:
    desk.locator(".fold--watch summary").click()
    desk.get_by_label("Watch list of this chat").fill(entries)
    desk.get_by_role("button", name="Change the list").click()
    expect(desk.locator("#told")).to_contain_text("The watch list was changed")
    desk.wait_for_function(  # the sentence may be the last change's
        "(words) => document.getElementById('watch-entries').defaultValue === words", arg=entries
    )


def test_what_waits_is_marked_also_where_it_was_fetched_ahead(desk: Page, asked: list[str]) -> None:
    read(desk, asked[0])
    watch(desk, "Henderson")
    expect(desk.locator(f"#h-{asked[1]} .mark")).to_contain_text("On the watch list")
    desk.locator(f"#h-{asked[1]} a").click()
    read(desk, asked[1])
    expect(desk.locator("#item .finding")).to_contain_text("Henderson")


def test_a_desk_that_was_opened_before_has_the_list_as_it_stands(
    desk: Page, asked: list[str], windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    other = windows.open(chat.desk, cookies_of=staff("sam"))
    expect(other.locator("#item-name")).to_be_visible()
    watch(desk, "Henderson")
    watch(desk, "Henderson\nOp Oak")
    other.locator(".fold--watch summary").click()
    expect(other.get_by_label("Watch list of this chat")).to_have_value("Henderson\nOp Oak")
    other.locator(".fold--watch summary").click()
    watch(other, "Op Oak")

"""A refused question says all that is wrong with it at once."""

from playwright.sync_api import expect

from tests.browser.conftest import Chat
from tests.browser.windows import Windows


def test_all_that_needs_mending_is_said_and_the_first_is_focused(
    windows: Windows, chat: Chat
) -> None:
    windows.forgive(r"status of 422")
    page = windows.open(chat.room)
    page.locator("#ask-text").focus()
    page.get_by_role("button", name="Ask", exact=True).click()
    errors = page.locator("[data-errors] a")
    expect(errors).to_have_text(
        ["Enter your question.", "Enter a name to show beside your question. A first name is "
         "enough.", "Please read and accept the house rules first."]
    )  # fmt: skip
    expect(page.locator("#ask [aria-invalid]")).to_have_count(3)
    expect(page.locator("#ask-text")).to_be_focused()
    errors.last.click()
    expect(page.locator("#ask-rules")).to_be_focused()

"""The officers' desk: what one has just taken is what one writes next."""

from playwright.sync_api import expect

from tests.browser.acts import questions
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House


def test_the_question_taken_last_stands_first(
    house: House, windows: Windows, chat: Chat, staff: SignedIn
) -> None:
    for asked in questions(house.visitor(), chat.slug, "Who patrols the park?", "And at night?"):
        staff("priya").approve(asked)
    panel = windows.open(chat.panel, cookies_of=staff("cole"))
    for number, words in enumerate(("Who patrols the park?", "And at night?"), start=1):
        panel.locator(f"[data-number='{number}'] .asked__pick button").click()
        first = panel.locator(".composer").first
        expect(first.locator(".composer__words")).to_have_text(words)
        expect(first.locator(".composer__field")).to_be_focused()
    panel.reload()
    expect(panel.locator(".composer__words").first).to_have_text("And at night?")

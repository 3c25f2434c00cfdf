"""What the desk says of a deed fits the deed: an answer is no question, and a room has no name."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import blocks, decide, told
from tests.browser.conftest import Chat, NewChat, SignedIn
from tests.browser.windows import Windows
from tests.house import House


@pytest.fixture
def answered(house: House, new_chat: NewChat, staff: SignedIn) -> Chat:
    """A chat with one answer, which shows at once."""
    chat = new_chat(direct=True)
    asked = house.visitor().asked(chat.slug, "Will the crossing move?")["id"]
    assert staff("priya").approve(asked).status_code == 200
    staff("cole").post(f"/staff/questions/{asked}/answer", text="Yes, in May.")
    return chat


def test_an_answer_is_taken_down_with_words_of_its_own(
    windows: Windows, staff: SignedIn, answered: Chat
) -> None:
    desk = windows.open(answered.desk, cookies_of=staff("priya"))
    expect(blocks(desk).locator(".answer")).to_have_count(1)
    blocks(desk).locator(".answer .down").click()
    dialog = desk.locator("dialog[open]")
    expect(dialog.get_by_role("heading")).to_have_text("Take this answer down?")
    expect(dialog.locator(".ask__about")).to_have_text("Q1 Sgt Cole: Yes, in May.")
    expect(dialog).not_to_contain_text("asker")
    expect(dialog).not_to_contain_text("urgent")
    desk.keyboard.press("7")  # a question's last reason
    expect(dialog).to_be_visible()
    desk.keyboard.press("5")
    expect(dialog).to_be_hidden()
    expect(told(desk)).to_have_text("Taken down: Q1 Sgt Cole.")
    expect(blocks(desk).locator(".answer")).to_have_count(0)
    expect(blocks(desk)).to_have_count(1)


def test_a_key_that_an_answer_has_no_use_for_says_so(
    house: House, chat: Chat, windows: Windows, staff: SignedIn
) -> None:
    asked = house.visitor().asked(chat.slug, "Will the crossing move?")["id"]
    staff("priya").approve(asked)
    staff("cole").post(f"/staff/questions/{asked}/answer", text="Yes, in May.")
    desk = windows.open(chat.desk, cookies_of=staff("priya"))
    for key in ("m", "p"):
        decide(desk, key)
        expect(told(desk)).to_contain_text("That key is for something else than this")
    expect(desk.locator("#item[data-sort=answer]")).to_be_visible()


def test_a_question_is_taken_down_with_the_words_of_a_question(
    windows: Windows, staff: SignedIn, answered: Chat
) -> None:
    desk = windows.open(answered.desk, cookies_of=staff("priya"))
    blocks(desk).locator("> .down").click()
    expect(desk.locator("dialog[open]")).to_contain_text("The asker is told why.")
    desk.keyboard.press("7")
    expect(blocks(desk)).to_have_count(0)


def opening(windows: Windows, staff: SignedIn, chat: Chat) -> Page:
    desk = windows.open(chat.desk, cookies_of=staff("priya"))
    desk.locator(".fold--open summary").click()
    return desk


def test_a_refused_control_says_its_sentence_and_nothing_before_it(
    windows: Windows, staff: SignedIn, new_chat: NewChat
) -> None:
    windows.forgive("409")
    desk = opening(windows, staff, new_chat(opens=timedelta(hours=30)))
    expect(desk.get_by_role("button", name="Open it now")).to_be_hidden()
    expect(desk.locator(".fold--open")).to_contain_text("That is from")
    # as on a page whose clock is wrong
    desk.locator(".fold--open form").evaluate("(form) => form.requestSubmit()")
    expect(desk.locator(".fold--open [role=alert]")).to_have_text(
        "A chat can be opened at most 15 minutes early."
    )


def test_a_chat_is_opened_a_little_early(
    windows: Windows, staff: SignedIn, new_chat: NewChat
) -> None:
    desk = opening(windows, staff, new_chat(opens=timedelta(minutes=14)))
    expect(desk.locator(".fold--open")).not_to_contain_text("That is from", use_inner_text=True)
    desk.get_by_role("button", name="Open it now").click()
    expect(told(desk)).to_have_text("The chat is open.")

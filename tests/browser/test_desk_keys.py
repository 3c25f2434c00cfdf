"""The desk by keyboard alone: every act has its key, and the focus never gets lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import blocks, decide, focused, overrule, questions, read, told, waiting
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.conftest import Rows
from tests.house import House

TEXTS = ("Will the crossing move?", "When are the bins emptied?", "Who patrols the park?")
NAME = "item-name"  # the heading of the open item: where the focus rests between decisions


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return questions(house.visitor(), chat.slug, *TEXTS)


def item(desk: Page) -> Locator:
    return desk.locator("#item")


def keys(desk: Page, *pressed: str) -> None:
    for key in pressed:
        desk.keyboard.press(key)


def is_open(desk: Page, words: str) -> None:
    expect(item(desk)).to_contain_text(words)


def test_a_does_not_show_what_is_urgent_nor_does_enter_but_on_approve(
    desk: Page, house: House, chat: Chat
) -> None:
    """It comes to the top by itself: a key pressed once more in passing must not show it."""
    urgent = house.visitor("Ali").asked(chat.slug, "There is a man with a knife here now")["id"]
    expect(desk.locator(f"#h-{urgent}")).to_be_visible()
    decide(desk, "a")
    for _ in range(2):
        decide(desk, "a", urgent)
    expect(told(desk)).to_contain_text("Urgent: the key A does not show it.")
    keys(desk, "Enter")  # by habit, wherever the focus is
    expect(blocks(desk)).to_have_count(1)
    approve = desk.locator("#item [data-deed=approve] button")
    while not approve.evaluate("(button) => button === document.activeElement"):
        keys(desk, "Tab")
    keys(desk, "Enter")
    expect(blocks(desk)).to_have_count(2)


def test_j_and_k_walk_the_queue_and_stay_at_its_ends(desk: Page) -> None:
    is_open(desk, TEXTS[0])
    for key, words in (
        ("j", TEXTS[1]),
        ("j", TEXTS[2]),
        ("j", TEXTS[2]),
        ("k", TEXTS[1]),
        ("k", TEXTS[0]),
        ("k", TEXTS[0]),
    ):
        keys(desk, key)
        is_open(desk, words)
    expect(desk.locator(f"#{NAME}")).to_be_focused()


def test_a_row_is_reached_with_arrows_and_opened_with_enter(desk: Page) -> None:
    keys(desk, "/", "ArrowDown", "ArrowDown")
    expect(waiting(desk).nth(2).locator("a")).to_be_focused()
    is_open(desk, TEXTS[0])  # pointing is not opening
    keys(desk, "Enter")
    is_open(desk, TEXTS[2])
    expect(desk.locator(f"#{NAME}")).to_be_focused()


def test_g_leads_round_the_three_columns(desk: Page) -> None:
    decide(desk, "a")
    expect(blocks(desk)).to_have_count(1)
    keys(desk, "g")
    expect(desk.locator("#room-name")).to_be_focused()
    keys(desk, "g")
    expect(desk.locator(".row__link[aria-current]")).to_be_focused()
    keys(desk, "g")
    expect(desk.locator(f"#{NAME}")).to_be_focused()


def test_a_approves_and_steps_on_until_nothing_is_left(desk: Page) -> None:
    for number, words in enumerate(TEXTS, 1):
        is_open(desk, words)
        decide(desk, "a")
        expect(blocks(desk)).to_have_count(number)
        expect(told(desk)).to_have_text("Approved: Dana.")
        expect(desk.locator(f"#{NAME}")).to_be_focused()
    is_open(desk, "Nothing to decide")


def test_an_item_that_was_only_glimpsed_is_not_decided(desk: Page) -> None:
    """A key struck in the moment that another item takes the place decides neither."""
    read(desk)
    desk.evaluate(
        """() => {
      const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      press("j");
      press("a");
    }""".replace("document.dispatch", "document.body.dispatch")
    )
    expect(told(desk)).not_to_contain_text("Approved")
    is_open(desk, TEXTS[1])
    expect(waiting(desk)).to_have_count(3)


STRUCK_AS_IT_CAME = """() => {
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const before = document.getElementById("item").dataset.item;
  new MutationObserver((_, observer) => {
    if (document.getElementById("item")?.dataset.item === before) return;
    observer.disconnect();
    window.struck = true;
    press("a");
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
  press("j");
}"""


def test_an_item_is_not_decided_in_the_moment_it_comes(desk: Page) -> None:
    read(desk)
    desk.evaluate(STRUCK_AS_IT_CAME)
    desk.wait_for_function("() => window.struck")
    read(desk)
    is_open(desk, TEXTS[1])
    expect(waiting(desk)).to_have_count(3)
    decide(desk, "a")
    expect(blocks(desk)).to_contain_text([TEXTS[1]])
    expect(waiting(desk)).to_have_count(2)


def test_a_row_that_is_only_pointed_at_is_opened_before_it_is_decided(desk: Page) -> None:
    keys(desk, "/", "ArrowDown", "a")
    is_open(desk, TEXTS[1])
    expect(told(desk)).to_have_text("Opened. Press again to decide.")
    decide(desk, "a")
    expect(blocks(desk)).to_contain_text([TEXTS[1]])


def test_e_edits_and_approves_and_the_original_is_kept(
    desk: Page, asked: list[str], chat: Chat, windows: Windows, rows: Rows
) -> None:
    decide(desk, "e")
    expect(desk.locator("#edit-text")).to_be_focused()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Will the crossing be safer?")
    keys(desk, "Control+Enter")
    expect(told(desk)).to_have_text("Approved as edited: Dana.")
    expect(desk.locator(f"#{NAME}")).to_be_focused()
    public = windows.open(chat.room)
    expect(blocks(public)).to_contain_text(["edited by a moderator"])
    expect(blocks(public)).to_contain_text(["Will the crossing be safer?"])
    kept = rows("SELECT text FROM revisions WHERE about = :id ORDER BY at", id=asked[0])
    assert [words for (words,) in kept] == [TEXTS[0], "Will the crossing be safer?"]


def test_an_edit_that_leaves_no_words_is_refused_in_words_for_a_moderator(
    desk: Page, windows: Windows
) -> None:
    windows.forgive("status of 422")
    decide(desk, "e")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("  ")
    keys(desk, "Control+Enter")
    expect(told(desk)).to_have_text("Dana: Leave some words to show, or reject the question.")


def test_an_edit_that_was_begun_is_not_approved_by_its_original(desk: Page) -> None:
    decide(desk, "e")
    desk.keyboard.type(" Please!")
    keys(desk, "Escape", "a")
    expect(told(desk)).to_contain_text("There is an edit here.")
    expect(waiting(desk)).to_have_count(3)


def test_r_and_a_digit_reject_and_z_brings_it_back(desk: Page) -> None:
    decide(desk, "r")
    expect(item(desk).get_by_role("button", name="It has personal information")).to_be_focused()
    keys(desk, "4")
    expect(told(desk)).to_have_text(
        "Rejected: Dana. It is abusive. The asker is told in 10 seconds."
    )
    expect(waiting(desk)).to_have_count(2)
    is_open(desk, TEXTS[1])
    expect(desk.locator(f"#{NAME}")).to_be_focused()
    keys(desk, "z")
    expect(told(desk)).to_have_text("Back in the queue: Dana.")
    expect(waiting(desk)).to_have_count(3)
    is_open(desk, TEXTS[0])
    expect(desk.locator(f"#{NAME}")).to_be_focused()


HURRIED = """() => {
  const real = window.setTimeout;
  window.setTimeout = (act, after, ...given) => real(act, after > 9_000 ? 0 : after, ...given);
}"""


def test_a_sentence_ends_once_it_no_longer_applies(desk: Page) -> None:
    keys(desk, "z")
    expect(told(desk)).to_have_text("There is nothing to undo.")
    keys(desk, "j")
    is_open(desk, TEXTS[1])
    expect(told(desk)).to_have_text("")
    decide(desk, "a")
    expect(told(desk)).to_have_text("Approved: Dana.")
    keys(desk, "k")
    is_open(desk, TEXTS[0])
    expect(told(desk)).to_have_text("Approved: Dana.")  # Undo stands beside it
    desk.evaluate(HURRIED)
    decide(desk, "a")
    expect(waiting(desk)).to_have_count(1)
    expect(told(desk)).to_have_text("")


def test_z_after_an_approval_asks_why_and_takes_it_down(desk: Page) -> None:
    decide(desk, "a")
    expect(blocks(desk)).to_have_count(1)
    expect(told(desk)).to_have_text("Approved: Dana.")  # the room may show it before that
    keys(desk, "z")
    expect(desk.locator("#take-down")).to_be_visible()
    keys(desk, "1")
    expect(told(desk)).to_have_text("Taken down: Dana.")
    expect(blocks(desk)).to_have_count(0)
    expect(desk.locator(f"#{NAME}")).to_be_focused()


def test_what_is_taken_down_is_named_by_the_words_that_are_out(desk: Page) -> None:
    decide(desk, "e")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Will the crossing be safer?")
    keys(desk, "Control+Enter")
    expect(blocks(desk)).to_contain_text(["Will the crossing be safer?"])
    expect(told(desk)).to_have_text("Approved as edited: Dana.")
    keys(desk, "z")
    expect(desk.locator("#take-down .ask__about")).to_have_text("Dana: Will the crossing be safer?")


def test_w_takes_down_the_block_one_is_at_and_escape_keeps_it(desk: Page) -> None:
    decide(desk, "a")
    expect(blocks(desk)).to_have_count(1)
    is_open(desk, TEXTS[1])
    keys(desk, "g", "ArrowDown")
    expect(blocks(desk).first).to_be_focused()
    keys(desk, "w")
    expect(desk.locator("#take-down")).to_contain_text(TEXTS[0])
    keys(desk, "Escape")
    expect(desk.locator("#take-down")).to_be_hidden()
    expect(blocks(desk)).to_have_count(1)
    assert desk.evaluate("document.activeElement.closest('[data-list=room] > li') !== null")
    keys(desk, "w", "6")
    expect(blocks(desk)).to_have_count(0)
    assert focused(desk) != "body.", "the focus fell out of the page"


def test_escape_folds_up_and_leads_back(desk: Page) -> None:
    decide(desk, "r")
    keys(desk, "Escape")
    expect(desk.locator(".verdicts__reject summary")).to_be_focused()
    expect(desk.locator(".verdicts__reject")).not_to_have_attribute("open", "")
    keys(desk, "Escape")
    expect(desk.locator(f"#{NAME}")).to_be_focused()


def test_n_announces_a_notice(desk: Page, chat: Chat, windows: Windows) -> None:
    public = windows.open(chat.room)
    keys(desk, "n")
    expect(desk.locator("#notice-text")).to_be_focused()
    desk.keyboard.type("We run ten minutes late.")
    keys(desk, "Control+Enter")
    expect(public.locator("#notice")).to_contain_text("We run ten minutes late.")
    expect(told(desk)).to_have_text("The room has your notice.")
    expect(desk.locator(".fold--notice summary")).to_be_focused()


EVERY_KEY = "jkaerpdbmxolvzwnfcsgu/?123456789"


def test_typing_never_fires(desk: Page) -> None:
    for open_with, field in (("n", "#notice-text"), ("e", "#edit-text"), ("e", "#edit-name")):
        decide(desk, open_with)
        desk.locator(field).fill("")
        desk.locator(field).focus()
        desk.keyboard.type(EVERY_KEY)
        expect(desk.locator(field)).to_have_value(EVERY_KEY)
        expect(desk.locator("dialog[open]")).to_have_count(0)
        expect(waiting(desk)).to_have_count(3)
        is_open(desk, TEXTS[0])
        keys(desk, "Escape")


def test_keys_with_control_and_keys_held_down_decide_nothing(desk: Page) -> None:
    decide(desk, "Control+A")
    decide(desk, "Alt+R")
    desk.keyboard.down("a")
    expect(blocks(desk)).to_have_count(1)
    read(desk)
    for _ in range(5):
        desk.keyboard.down("a")  # as a key that is held down repeats itself
    desk.keyboard.up("a")
    is_open(desk, TEXTS[1])
    expect(waiting(desk)).to_have_count(2)


def test_a_question_mark_lists_the_keys_and_nothing_else_acts_meanwhile(desk: Page) -> None:
    read(desk)
    keys(desk, "?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    keys(desk, "a", "j", "z")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    keys(desk, "Escape")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    is_open(desk, TEXTS[0])
    expect(waiting(desk)).to_have_count(3)


def test_single_keys_can_be_switched_off_for_good(desk: Page) -> None:
    keys(desk, "?")
    desk.get_by_label("Single keys are on.", exact=False).uncheck()
    keys(desk, "Escape")
    for _ in range(2):
        read(desk)
        keys(desk, "a", "j", "r", "?", "n")
        is_open(desk, TEXTS[0])
        expect(waiting(desk)).to_have_count(3)
        expect(desk.locator("dialog[open], details[open]")).to_have_count(0)
        desk.reload()
    item(desk).get_by_role("button", name="Approve").click()
    expect(blocks(desk)).to_have_count(1)


def test_every_key_of_the_list_is_a_key_of_the_desk(desk: Page) -> None:
    """The list one is shown and the keys that act are the same."""
    listed = set(desk.locator("#keys kbd").all_inner_texts()) - {"Esc"}
    names = {"↑", "↓", "Enter", "1–7", "1–9"}
    assert listed - names == {key.upper() for key in EVERY_KEY if not key.isdigit()}


def test_what_is_being_typed_stays_when_a_colleague_decides(
    desk: Page, asked: list[str], staff: SignedIn, windows: Windows
) -> None:
    """Or else the rest of the sentence would be keys: J, then A for a question nobody has read."""
    edit = item(desk).get_by_label("Words to show")
    decide(desk, "e")
    expect(edit).to_be_focused()
    desk.keyboard.type(" On the")
    overrule(staff("helen"), asked[0])
    expect(told(desk)).to_contain_text("approved by Helen Okafor. Your edit was not saved")
    desk.keyboard.type(" 4th of Jan, a row", delay=250)  # slower than what guards a fresh item
    expect(edit).to_be_focused()
    expect(edit).to_have_value(f"{TEXTS[0]} On the 4th of Jan, a row")
    expect(item(desk).get_by_role("button")).to_have_count(0)

    windows.forgive("409")
    with desk.expect_response("**/approval"):
        keys(desk, "Control+Enter")
    expect(told(desk)).to_contain_text("approved by Helen Okafor. Your edit was not saved")
    expect(edit).to_have_value(f"{TEXTS[0]} On the 4th of Jan, a row")
    keys(desk, "Escape", "a")
    expect(told(desk)).to_contain_text("This one no longer waits")
    keys(desk, "j")
    is_open(desk, TEXTS[1])
    expect(waiting(desk)).to_have_count(2)

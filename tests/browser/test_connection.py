"""The connection goes and comes back: it is said in words, nothing is missed, no word is lost."""

from playwright.sync_api import expect

from tests.browser.acts import blocks, decide, questions, said, told, waiting
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House

GONE = (
    r"ERR_(CONNECTION_(REFUSED|RESET)|INTERNET_DISCONNECTED|EMPTY_RESPONSE)|WebSocket connection to"
)


def test_what_happened_during_a_break_is_caught_up_with(
    house: House, chat: Chat, staff: SignedIn, windows: Windows
) -> None:
    windows.forgive(GONE)
    visitor, priya = house.visitor(), staff("priya")
    texts = ("First", "To be taken down", "Third", "Shown meanwhile")
    first, bad, _, meanwhile = asked = questions(visitor, chat.slug, *texts)
    for one in asked[:3]:
        priya.approve(one)
    page = windows.open(chat.room)
    expect(blocks(page)).to_have_count(3)
    page.locator("#ask-text").fill("Half a thou")
    page.context.set_offline(True)
    said(page, "Connection lost")

    priya.approve(meanwhile)
    priya.post(f"/staff/questions/{bad}/withdrawal", reason="abuse")
    staff("cole").post(f"/staff/questions/{first}/picking")
    expect(blocks(page)).to_have_count(3)
    page.context.set_offline(False)

    said(page, "Connected again")
    expect(blocks(page)).to_contain_text(["First", "Third", "Shown meanwhile"])
    expect(page.get_by_text("To be taken down")).to_have_count(0)
    expect(page.get_by_text("Sgt Cole is answering this now")).to_be_visible()
    expect(page.locator("#ask-text")).to_have_value("Half a thou")


def test_typed_words_outlive_a_reload(chat: Chat, windows: Windows) -> None:
    page = windows.open(chat.room)
    page.locator("#ask-text").fill("Half a thou")
    page.reload()
    expect(page.locator("#ask-text")).to_have_value("Half a thou")


def test_a_moderator_without_a_connection_is_told_that_nothing_was_decided(
    house: House, chat: Chat, staff: SignedIn, windows: Windows
) -> None:
    windows.forgive(GONE)
    asked = house.visitor().asked(chat.slug, "When are the bins emptied?")["id"]
    desk = windows.open(chat.desk, cookies_of=staff("priya"))
    desk.context.set_offline(True)
    said(desk, "nothing can be decided until it is back")
    decide(desk, "a", asked)
    expect(told(desk)).to_have_text(
        "You are offline: nothing was sent. Dana still waits, and what you typed is kept."
    )
    expect(waiting(desk)).to_have_count(1)
    desk.context.set_offline(False)
    said(desk, "Connected again")
    decide(desk, "a", asked)
    expect(blocks(desk)).to_have_count(1)


def test_an_answer_outlives_a_lost_connection(
    house: House, chat: Chat, staff: SignedIn, windows: Windows
) -> None:
    windows.forgive(GONE)
    asked = house.visitor().asked(chat.slug, "When are the bins emptied?")["id"]
    staff("priya").approve(asked)
    panel = windows.open(chat.panel, cookies_of=staff("cole"))
    panel.get_by_role("button", name="Answer this").click()
    field = panel.locator(".composer__field")
    field.fill("On Tuesdays.")
    panel.context.set_offline(True)
    said(panel, "The connection is lost. What you type is kept")
    panel.get_by_role("button", name="Send the answer").click()
    expect(panel.locator(".composer__error")).to_contain_text("nothing was sent")
    panel.context.set_offline(False)
    said(panel, "Connected again")
    expect(field).to_have_value("On Tuesdays.")
    panel.get_by_role("button", name="Send the answer").click()
    expect(panel.locator("[data-list=panel-written]")).to_contain_text("On Tuesdays.")


def test_somebody_whose_session_ends_is_told_at_once(
    house: House, chat: Chat, windows: Windows
) -> None:
    house.visitor().asked(chat.slug, "When are the bins emptied?")
    sam = house.staff("sam")
    desk = windows.open(chat.desk, cookies_of=sam)
    expect(waiting(desk)).to_have_count(1)
    sam.submit_form("/staff/sign-out")
    said(desk, "You have been signed out.")

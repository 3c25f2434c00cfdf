"""The officers' desk: what one has just taken is what one writes next, and no word that was typed
goes without a word about it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.acts import questions, said
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Staff

STILL = "Your words are still here if you want to copy them."


@dataclass(frozen=True, slots=True)
class Desk:
    """Sgt Cole's desk on a chat of his, and what goes on around it."""

    page: Page
    chat: Chat
    asked: list[str]
    cole: Staff
    priya: Staff

    def take(self, number: int, words: str = "") -> None:
        self.page.locator(f"[data-number='{number}'] .asked__pick button").click()
        field = self.field(number)
        expect(field).to_be_focused()
        # The question has left its list: the frame of the deed has come.
        expect(self.page.locator(f"[data-list=panel] > [data-number='{number}']")).to_be_hidden()
        if words:
            field.fill(words)

    def field(self, number: int) -> Locator:
        return self.page.locator(f".composer[data-number='{number}'] .composer__field")

    def send(self, number: int) -> None:
        composer = self.page.locator(f".composer[data-number='{number}']")
        composer.get_by_role("button", name="Send the answer").click()

    def says(self, words: str) -> None:
        expect(self.page.locator("#told")).to_have_text(words)

    def keeps(self, words: str, because: str) -> None:
        """The words stand read-only with the sentence why, and have the focus."""
        kept = self.page.locator(".kept__words")
        expect(self.page.locator(".kept__why")).to_have_text(f"{because} {STILL}")
        expect(kept).to_have_value(words)
        expect(kept).to_be_focused()
        assert kept.evaluate("(field) => field.readOnly")

    def take_down(self, number: int) -> None:
        question = self.asked[number - 1]
        gone = self.priya.post(f"/staff/questions/{question}/withdrawal", reason="abuse")
        assert gone.status_code == 200

    def answer_elsewhere(self, number: int, words: str) -> None:
        question = self.asked[number - 1]
        sent = self.cole.post(f"/staff/questions/{question}/answer", text=words)
        assert sent.status_code == 200

    def decide(self, verdict: str) -> None:
        """Priya decides the one answer that waits."""
        item = (self.page.locator(".reply--held").get_attribute("id") or "").removeprefix("r-")
        fields = {"version": self.priya.version(item, "answers"), "reason": "abuse"}
        done = self.priya.post(f"/staff/answers/{item}/{verdict}", **fields)
        assert done.status_code == 200

    def end(self) -> None:
        self.priya.end(self.chat.slug)


@pytest.fixture
def desk(house: House, windows: Windows, chat: Chat, staff: SignedIn) -> Desk:
    texts = ("Who patrols the park?", "And at night?", "And on Sundays?")
    asked = questions(house.visitor(), chat.slug, *texts)
    for one in asked:
        staff("priya").approve(one)
    page = windows.open(chat.panel, cookies_of=staff("cole"))
    return Desk(page, chat, asked, staff("cole"), staff("priya"))


def test_the_question_taken_last_stands_first(desk: Desk) -> None:
    panel = desk.page
    for number, words in enumerate(("Who patrols the park?", "And at night?"), start=1):
        panel.locator(f"[data-number='{number}'] .asked__pick button").click()
        first = panel.locator(".composer").first
        expect(first.locator(".composer__words")).to_have_text(words)
        expect(first.locator(".composer__field")).to_be_focused()
    panel.reload()
    expect(panel.locator(".composer__words").first).to_have_text("And at night?")


def test_words_to_a_question_that_is_taken_down_stay_with_the_reason(desk: Desk) -> None:
    desk.take(2, "Two of us, on foot.")
    desk.says("Everyone sees that you are answering Q2.")
    desk.take_down(2)
    desk.keeps("Two of us, on foot.", "Q2 was taken down before this was sent.")
    desk.says("Q2 was taken down.")


def test_words_to_a_question_answered_in_another_tab_stay_with_the_reason(desk: Desk) -> None:
    desk.take(2, "Two of us, on foot.")
    desk.answer_elsewhere(2, "Nobody.")
    desk.keeps("Two of us, on foot.", "Q2 was answered from another tab before this was sent.")
    desk.says("Q2 was answered from another tab.")


def test_words_to_a_chat_that_is_ended_stay_with_the_reason(desk: Desk) -> None:
    desk.take(2, "Two of us, on foot.")
    desk.end()
    desk.keeps("Two of us, on foot.", "The chat ended before this was sent.")
    desk.says("The chat has ended.")


def test_words_added_to_an_answer_when_the_chat_ends_stay_too(desk: Desk) -> None:
    desk.answer_elsewhere(2, "Two of us.")
    desk.decide("approval")
    desk.take(2, "On foot.")
    desk.end()
    desk.keeps("On foot.", "The chat ended before this was sent.")
    expect(desk.page.locator("[data-list=panel-written] > li")).to_contain_text("Two of us.")
    expect(desk.page.locator("[data-list=panel] > li")).to_have_count(2)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (lambda desk: desk.take_down(1), "Q1 was taken down."),
        (lambda desk: desk.answer_elsewhere(1, "PC Lewis."), "Q1 was answered from another tab."),
        (lambda desk: desk.end(), "The chat has ended."),
    ],
    ids=["taken down", "answered elsewhere", "ended"],
)
def test_with_nothing_typed_the_status_line_alone_says_why(desk: Desk, what, words: str) -> None:
    desk.take(1)
    what(desk)
    desk.says(words)
    expect(desk.page.locator(".composer, .kept")).to_have_count(0)
    expect(desk.page.locator("#told")).to_be_focused()


def test_kept_words_outlive_a_reload_until_they_are_put_away(desk: Desk) -> None:
    desk.take(1, "PC Lewis.")
    desk.take_down(1)
    desk.keeps("PC Lewis.", "Q1 was taken down before this was sent.")
    desk.page.reload()
    kept = desk.page.locator(".kept")
    expect(kept.locator(".kept__why")).to_contain_text("Q1 was taken down")
    expect(kept.locator(".kept__words")).to_have_value("PC Lewis.")
    kept.get_by_role("button", name="Put away").click()
    expect(kept).to_have_count(0)
    expect(desk.page.locator("#told")).to_be_focused()
    desk.page.reload()
    expect(desk.page.locator("[data-nothing]")).to_be_visible()
    expect(kept).to_have_count(0)


def test_nothing_that_befalls_one_question_disturbs_typing_about_another(desk: Desk) -> None:
    desk.take(1, "PC Lewis.")
    desk.take(2, "Two of")
    desk.field(2).evaluate("(field) => { field.setSelectionRange(3, 3); window.same = field; }")
    desk.take_down(1)
    expect(desk.page.locator(".kept__words")).to_have_value("PC Lewis.")
    assert desk.cole.post(f"/staff/questions/{desk.asked[2]}/picking").status_code == 200
    expect(desk.field(3)).to_be_visible()
    expect(desk.field(2)).to_be_focused()
    desk.page.keyboard.type("or three ")
    expect(desk.field(2)).to_have_value("Twoor three  of")
    assert desk.page.evaluate("() => window.same === document.activeElement")


def test_an_answer_that_arrived_before_its_receipt_is_sent_and_not_kept(
    desk: Desk, windows: Windows
) -> None:
    """The frame overtakes the answer to the deed, which never comes."""
    windows.forgive("ERR_FAILED|request failed")

    def swallow(route: Route) -> None:
        desk.answer_elsewhere(1, "PC  Lewis.")
        expect(desk.page.locator(".reply--mine")).to_contain_text("Lewis.")
        route.abort()

    desk.take(1, "PC  Lewis.")
    desk.page.route("**/staff/questions/*/answer", swallow)
    desk.send(1)
    desk.says("Sent. Your answer to Q1 waits for a moderator.")
    desk.page.unroute_all()
    expect(desk.page.locator(".composer, .kept")).to_have_count(0)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("approval", "Your answer to Q1 is shown to everyone."),
        (
            "rejection",
            "A moderator gave your answer to Q1 back. It is among the questions to answer.",
        ),
    ],
)
def test_the_status_line_follows_an_answer_that_waited(
    desk: Desk, verdict: str, words: str
) -> None:
    desk.take(1, "PC Lewis.")
    desk.send(1)
    desk.says("Sent. Your answer to Q1 waits for a moderator.")
    expect(desk.page.locator("#told")).to_be_focused()
    desk.decide(verdict)
    desk.says(words)
    desk.take_down(1)
    desk.says("Q1 was taken down.")


def test_that_one_is_answering_is_not_said_when_it_was_put_down_elsewhere(desk: Desk) -> None:
    desk.take(1)
    desk.says("Everyone sees that you are answering Q1.")
    down = desk.cole.post(f"/staff/questions/{desk.asked[0]}/putting-down")
    assert down.status_code == 200
    desk.says("Q1 is no longer in your hand.")


def test_what_one_puts_down_oneself_comes_back_when_it_is_taken_again(desk: Desk) -> None:
    desk.take(1, "PC Le")
    desk.page.get_by_role("button", name="Put it down").click()
    desk.says("Q1 is free for the others again. What you typed is kept here.")
    expect(desk.page.locator(".composer, .kept")).to_have_count(0)
    desk.take(1)
    expect(desk.field(1)).to_have_value("PC Le")


def nothing_can_be_answered(page: Page, left: int) -> None:
    """The page of a chat that is over invites to nothing that would be refused."""
    heading = page.get_by_role("heading", level=2).first
    expect(heading).to_have_text(f"Not answered {left}", use_inner_text=True)
    expect(page.get_by_text("Choose a question")).to_be_hidden()
    for name in ("Answer this", "Add to the answer", "Send the answer"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    assert not page.title().startswith("(")


def test_when_the_chat_ends_nothing_more_is_offered(desk: Desk) -> None:
    desk.answer_elsewhere(1, "PC Lewis.")
    expect(desk.page.get_by_role("button", name="Add to the answer")).to_be_visible()
    heading = desk.page.get_by_role("heading", level=2).first
    expect(heading).to_have_text("To be answered 2", use_inner_text=True)
    desk.end()
    nothing_can_be_answered(desk.page, 2)
    desk.page.reload()
    nothing_can_be_answered(desk.page, 2)
    # What will be done is often promised when all is said.
    expect(desk.page.get_by_role("link", name="Promise something for this chat")).to_be_visible()


def test_without_scripts_the_words_of_a_refused_answer_come_back(
    desk: Desk, windows: Windows
) -> None:
    windows.forgive("status of 409")
    page = windows.open(desk.chat.panel, cookies_of=desk.cole, scripts=False)
    page.locator("[data-number='1'] button").click()
    page.get_by_label("Your answer").fill("PC Lewis.")
    desk.take_down(1)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".kept__why")).to_have_text(f"This question has been taken down. {STILL}")
    expect(page.locator(".kept__words")).to_have_value("PC Lewis.")
    page.get_by_role("button", name="Put away").click()
    expect(page.locator(".kept")).to_have_count(0)


COVERED = """() => [...document.querySelectorAll("button, a, textarea")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => {
    one.scrollIntoView({ block: "end" });
    const { x, y, width, height } = one.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.closest(".connection");
  })
  .map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("width", [1280, 360])
def test_a_lost_connection_is_said_without_moving_or_covering_anything(
    windows: Windows, staff: SignedIn, desk: Desk, width: int
) -> None:
    windows.forgive(r"ERR_INTERNET_DISCONNECTED|WebSocket")
    look = {"width": width, "height": 640}
    page = windows.open(desk.chat.panel, cookies_of=staff("cole"), viewport=look)
    page.locator("[data-number='1'] .asked__pick button").click()
    field = page.locator(".composer__field")
    expect(field).to_be_focused()
    before = field.bounding_box()
    page.context.set_offline(True)
    said(page, "The connection is lost")
    assert field.bounding_box() == before
    assert page.evaluate(COVERED) == []
    page.context.set_offline(False)
    said(page, "Connected again")


def test_a_question_in_hand_is_taken_away_by_a_team_and_the_page_says_so_until_more_happens(
    desk: Desk,
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    desk.take(1)
    desk.page.locator(".composer__later").click()
    text = desk.page.locator("#sheet-text")
    text.fill("We will ask.")
    desk.page.reload()
    expect(text).to_have_value("We will ask.")
    team = desk.page.locator("#sheet-team")
    expect(team).to_be_disabled()  # as Sgt Cole is chosen
    desk.page.locator("#sheet-seat").select_option("")
    expect(team).to_be_focused()
    team.fill("CID")
    desk.page.locator("#sheet-due").fill(tomorrow)
    desk.page.get_by_role("button", name="Send it").click()
    desk.says("Sent: Q1 is answered later. A moderator reads that before it is shown.")
    expect(desk.page.locator("#told")).to_be_focused()
    kept = desk.page.evaluate(
        "() => Object.keys(sessionStorage).filter((key) => key.endsWith('.text'))"
    )
    assert not kept  # it was sent
    desk.take_down(1)
    desk.says("")

"""The same journey by form, link and refresh, in browsers with their scripts turned off."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import blocks
from tests.browser.conftest import Chat
from tests.browser.windows import Windows
from tests.house import LOBBY, House

LONG = "Why does the number 76 bus never wait for the train, and who decides that? " * 5
REFUSED = r"status of 4(09|22)"  # the browser's own remark on a page that came with a refusal


def plain(windows: Windows, path: str, who: str = "") -> Page:
    """A window without scripts: a visitor's, or one of the cast's who signs in."""
    if who:
        return windows.sign_in(who, path, scripts=False)
    return windows.open(path, scripts=False)


def ask(page: Page, text: str, *, name: str = "Dana") -> None:
    page.get_by_label("Your question", exact=True).fill(text)
    if page.get_by_label("Name to show").is_visible():
        page.get_by_label("Name to show").fill(name)
    if page.get_by_label("I will keep to the house rules").count():
        page.get_by_label("I will keep to the house rules").check()
    page.get_by_role("button", name="Ask", exact=True).click()


def item(desk: Page) -> Locator:
    return desk.locator("#item")


def test_the_whole_journey_goes_by_form_and_refresh(
    house: House, chat: Chat, windows: Windows
) -> None:
    dana, bystander = plain(windows, chat.room), plain(windows, chat.room)
    ask(dana, "Will the crossing on Cotham Road move?")
    dana.wait_for_url("**/questions/*")
    expect(dana.locator("[data-list=own]")).to_contain_text("Held – a moderator reads it")

    priya = plain(windows, chat.desk, "priya")
    priya.locator(".row__link", has_text="Will the crossing").click()
    expect(item(priya)).to_contain_text("Will the crossing on Cotham Road move?")
    item(priya).get_by_role("button", name="Approve", exact=False).first.click()
    expect(blocks(priya)).to_contain_text(["Will the crossing on Cotham Road move?"])

    dana.get_by_role("link", name="look again").click()
    expect(dana.locator("[data-list=own]")).to_contain_text("Shown to everyone – as Q1")
    bystander.get_by_role("link", name="Look for new answers").click()
    bystander.reload()  # the link leads to a place in the same page
    expect(blocks(bystander)).to_contain_text(["Will the crossing on Cotham Road move?"])

    cole = plain(windows, chat.panel, "cole")
    cole.get_by_role("button", name="Answer this").click()
    bystander.reload()
    expect(bystander.get_by_text("Sgt Cole is answering this now")).to_be_visible()
    cole.get_by_label("Your answer").fill("Yes: the council starts in May.")
    cole.get_by_role("button", name="Send the answer").click()
    expect(cole.locator("[data-list=panel-written]")).to_contain_text("waits for a moderator")
    bystander.reload()
    expect(blocks(bystander).locator(".answer")).to_have_count(0)

    priya.goto(chat.desk)
    item(priya).get_by_role("button", name="Release").first.click()
    for page in (bystander, dana):
        page.reload()
        expect(page.get_by_text("Yes: the council starts in May.")).to_be_visible()


def test_something_is_taken_down_by_form(house: House, chat: Chat, windows: Windows) -> None:
    visitor, moderator = house.visitor(), house.staff("priya")
    moderator.approve(visitor.asked(chat.slug, "My neighbour Kevin deals from number 4.")["id"])
    priya = plain(windows, chat.desk, "priya")
    priya.get_by_text("Take something down…").click()
    priya.get_by_label("It has personal information").check()
    priya.get_by_role("button", name="Take down Q1 from Dana").click()
    expect(blocks(priya)).to_have_count(0)
    expect(blocks(plain(windows, chat.room))).to_have_count(0)


def test_a_refused_question_comes_back_with_its_words(
    house: House, chat: Chat, windows: Windows
) -> None:
    windows.forgive(REFUSED)
    dana = plain(windows, chat.room)
    ask(dana, "Will the crossing move?", name="Chief Constable")
    expect(dana).to_have_title(re.compile("^Error: "))
    summary = dana.get_by_role("alert")
    expect(summary).to_contain_text("could be taken for police")
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link").click()
    expect(dana.get_by_label("Name to show")).to_be_in_viewport()
    expect(dana.get_by_label("Your question", exact=True)).to_have_value("Will the crossing move?")
    ask(dana, "Will the crossing move?", name="Dana")
    dana.wait_for_url("**/questions/*")


def test_what_came_too_late_comes_back_with_its_words(
    house: House, chat: Chat, windows: Windows
) -> None:
    windows.forgive(REFUSED)
    dana = plain(windows, chat.room)
    assert house.staff("priya").post(f"/staff/chats/{chat.slug}/closing").status_code == 200
    ask(dana, "Will the crossing move?")
    expect(dana.get_by_role("alert")).to_be_in_viewport()
    expect(dana.get_by_label("Your question", exact=True)).to_have_value("Will the crossing move?")
    expect(dana.get_by_label("Your question", exact=True)).to_be_visible()


def test_the_head_of_the_room_leads_to_the_form(house: House, chat: Chat, windows: Windows) -> None:
    visitor, moderator = house.visitor(), house.staff("priya")
    for number in range(5):
        moderator.approve(visitor.asked(chat.slug, f"{number}: {LONG}")["id"])
    reader = plain(windows, chat.room)
    expect(reader.locator("#ask-text")).not_to_be_in_viewport()
    reader.get_by_role("link", name="Ask a question").click()
    expect(reader.locator("#ask-text")).to_be_in_viewport()


def test_a_room_before_its_chat_says_the_day_and_how_long_until_then(
    house: House, windows: Windows
) -> None:
    reader = plain(windows, f"/chats/{LOBBY}")
    day = r"\w+day \d+ \w+ \d{4}"
    begins = re.compile(rf"{day}, .+ to .+ · starts (in|tomorrow)")
    expect(reader.locator("#chat-state")).to_have_text(begins)
    expect(reader.locator(".room__lead").first).to_be_hidden()
    expect(reader.get_by_text(re.compile(rf"begins at .+ on {day}"))).to_be_visible()


def test_a_moderator_edits_rejects_and_restores_by_form(
    house: House, chat: Chat, windows: Windows
) -> None:
    visitor = house.visitor()
    for text in ("Kevin at number 4 sells drugs, when will you act?", "Where is the station?"):
        visitor.asked(chat.slug, text)
    priya = plain(windows, chat.desk, "priya")
    item(priya).get_by_text("Edit", exact=False).first.click()
    priya.get_by_label("Words to show").fill("When will you act on drug dealing?")
    priya.get_by_role("button", name="Approve as edited").click()
    expect(blocks(priya)).to_contain_text(["When will you act on drug dealing?"])
    expect(blocks(priya)).to_contain_text(["edited by a moderator"])

    item(priya).get_by_text("Reject", exact=False).first.click()
    item(priya).get_by_role("button", name="It is not for this chat").click()
    expect(priya.locator("[data-list=queue] .row")).to_have_count(0)
    priya.locator("summary").filter(has_text="Rejected").click()
    priya.get_by_role("button", name="Put back the question from Dana").click()
    expect(priya.locator("[data-list=queue] .row")).to_have_count(1)


def test_a_stale_decision_by_form_says_who_was_first(
    house: House, chat: Chat, windows: Windows
) -> None:
    windows.forgive(REFUSED)
    asked = house.visitor().asked(chat.slug, "Will the crossing move?")
    priya = plain(windows, chat.desk, "priya")
    house.staff("sam").approve(asked["id"])
    item(priya).get_by_role("button", name="Approve").first.click()
    expect(priya.locator("#told")).to_contain_text("Sam Doyle approved this")


def test_an_answer_that_is_too_long_comes_back_with_its_words(
    house: House, chat: Chat, windows: Windows
) -> None:
    windows.forgive(REFUSED)
    moderator = house.staff("priya")
    moderator.approve(house.visitor().asked(chat.slug, "Will the crossing move?")["id"])
    cole = plain(windows, chat.panel, "cole")
    cole.get_by_role("button", name="Answer this").click()
    cole.get_by_label("Your answer").fill("Yes. " * 500)
    cole.get_by_role("button", name="Send the answer").click()
    expect(cole.get_by_text("An answer can be at most 2000 characters.")).to_be_visible()
    expect(cole.get_by_label("Your answer")).to_have_value("Yes. " * 500)


def test_a_page_renews_itself_for_a_reader_who_asks_for_that(
    house: House, chat: Chat, windows: Windows
) -> None:
    reader = plain(windows, chat.room)
    assert reader.locator("meta[http-equiv=refresh]").count() == 0
    reader.get_by_role("link", name="let the page renew itself every 20 seconds").click()
    assert reader.locator("meta[http-equiv=refresh]").get_attribute("content") == "20"
    expect(reader.locator("#ask")).to_have_count(0)  # or words would be lost with each renewal
    reader.get_by_role("link", name="Stop, and ask a question").click()
    expect(reader.locator("#ask")).to_be_visible()


def test_the_notice_is_announced_and_taken_down_by_form(
    house: House, chat: Chat, windows: Windows
) -> None:
    priya, reader = plain(windows, chat.desk, "priya"), plain(windows, chat.room)
    priya.locator(".fold--notice summary").click()
    priya.get_by_label("Notice to the whole room").fill("We run ten minutes late.")
    priya.get_by_role("button", name="Announce").click()
    reader.reload()
    expect(reader.locator("#notice")).to_contain_text("We run ten minutes late.")
    priya.locator(".fold--notice summary").click()
    priya.get_by_role("button", name="Take the present notice down").click()
    reader.reload()
    expect(reader.locator("#notice")).to_have_count(0)

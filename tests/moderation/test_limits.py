"""Keeping order: an asker is warned, slowed down, muted, banned, and may appeal; each deed by those
whose it is, and none without a line in the log."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from foundation.clock import SetClock, local
from foundation.events import Event
from tests.house import DIRECT, LIVE, LOBBY, House
from tests.moderation.desks import asker, row
from tests.people import Staff, Visitor

ABUSE = {"reason": "abuse"}
WEEK = {**ABUSE, "until": "week"}


@pytest.fixture(scope="module")
def clock() -> SetClock:
    return SetClock(datetime.now(UTC))


@pytest.fixture(scope="module")
def house(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, clock: SetClock
) -> Iterator[House]:
    """One house for the file; each test has a visitor of its own."""
    with House.over(sqlite_template, tmp_path_factory.mktemp("limits"), clock=clock) as house:
        yield house


@pytest.fixture(scope="module")
def priya(house: House) -> Staff:
    return house.staff("priya")


@pytest.fixture(scope="module")
def sam(house: House) -> Staff:
    return house.staff("sam")


@pytest.fixture
def mallory(house: House) -> Visitor:
    return asker(house, "Mallory")


def asked(who: Visitor, slug: str = LIVE) -> dict[str, str]:
    return who.asked(slug, "Why are you all useless?")


def limit(by: Staff, item: dict[str, str], deed: str, **given: str) -> httpx.Response:
    return by.post(f"/staff/questions/{item['id']}/{deed}", **given)


def limited(by: Staff, item: dict[str, str], deed: str, **given: str) -> str:
    """Do it, and insist on it; the limit's number."""
    answer = limit(by, item, deed, **{**ABUSE, **given})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["limit"])


def refused(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


def test_a_warning_is_read_by_its_asker_alone_and_keeps_nobody_from_asking(
    house: House, priya: Staff, mallory: Visitor
) -> None:
    item = asked(mallory)
    with mallory.follow(item["status_url"] + "/live") as own:
        own.until("hello")
        limited(priya, item, "warning")
        own.until("look-again")
    for page in (item["status_url"], f"/chats/{LIVE}"):
        assert "A moderator warns you because of abusive words." in mallory.get(page).text
    assert "warns you" not in house.visitor().get(f"/chats/{LIVE}").text
    asked(mallory)


def test_whoever_is_slowed_down_asks_once_in_so_long(
    priya: Staff, mallory: Visitor, clock: SetClock
) -> None:
    limited(priya, asked(mallory), "slowing", minutes="5")
    answer = mallory.ask(LIVE, "And the bins?")
    assert refused(answer, 429) == "You can ask once in 5 minutes here."
    assert answer.headers["retry-after"] == "300"
    clock.at += timedelta(minutes=5)
    asked(mallory)


def test_whoever_is_muted_reads_along_and_asks_again_when_it_is_over(
    priya: Staff, mallory: Visitor, clock: SetClock
) -> None:
    limited(priya, asked(mallory), "muting", span="ten-minutes")
    answer = mallory.ask(LIVE, "And the bins?")
    assert refused(answer, 403).startswith("A moderator has muted you until ")
    assert "And the bins?" not in answer.text
    page = mallory.submit_form(f"/chats/{LIVE}/questions", name="M", text="And the bins?",
                               key="k" * 8, rules="yes")  # fmt: skip
    assert page.status_code == 403
    assert "And the bins?" in page.text  # what was typed comes back to whoever typed it
    assert mallory.get(f"/chats/{LIVE}").status_code == 200
    clock.at += timedelta(minutes=10)
    asked(mallory)


def test_a_mute_for_the_rest_holds_in_its_chat_alone(
    house: House, priya: Staff, mallory: Visitor
) -> None:
    item = asked(mallory)
    again = {"text": "Why are you all useless?", "key": "the-same-key"}
    mallory.ask(LIVE, **again)
    limited(priya, item, "muting", span="chat")
    assert "for the rest of this chat" in refused(mallory.ask(LIVE, "Hello?"), 403)
    assert mallory.ask(LIVE, **again).status_code == 200  # what has its receipt keeps it
    mallory.asked(DIRECT, "Hello?")


def test_somebody_in_danger_is_told_whom_to_call_also_when_muted(
    priya: Staff, mallory: Visitor
) -> None:
    limited(priya, asked(mallory), "muting", span="chat")
    answer = mallory.ask(LIVE, "There is a man with a knife outside my house right now")
    assert refused(answer, 403).endswith("If somebody is in danger now, call 999.")


def test_a_ban_from_the_room_ends_with_its_last_day(
    priya: Staff, mallory: Visitor, clock: SetClock
) -> None:
    limited(priya, asked(mallory), "ban", until="week")
    last = local(clock.at).date() + timedelta(days=7)
    answer = mallory.ask(LIVE, "Hello?")
    assert f"until the end of {last:%A} {last.day} {last:%B %Y}" in refused(answer, 403)
    assert answer.json()["limit"] == "ban"
    mallory.asked(DIRECT, "Hello?")


def test_a_ban_from_all_rooms_holds_in_each(priya: Staff, mallory: Visitor) -> None:
    item = asked(mallory)
    limited(priya, item, "ban-everywhere", until="month")
    for slug in (LIVE, DIRECT, LOBBY):
        assert "from all our chats" in refused(mallory.ask(slug, "Hello?"), 403)
        assert f"{item['status_url']}/appeal" in mallory.get(f"/chats/{slug}").text


def test_a_ban_holds_in_the_next_chat_of_the_same_area(
    house: House, priya: Staff, mallory: Visitor, clock: SetClock
) -> None:
    house.do(same_area(house, LOBBY, LIVE))
    limited(priya, asked(mallory), "ban", until="week")
    assert "from this room" in refused(mallory.ask(LOBBY, "Hello?"), 403)


async def same_area(house: House, slug: str, other: str) -> None:
    from chat.schedule.queries import chat

    async with house.database.writing() as session:
        (await chat(session, slug)).area_id = (await chat(session, other)).area_id


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (-1, "That day is past. Choose a day to come."),
        (366, "A ban lasts a year at most. Choose an earlier day."),
        (None, "Choose when the ban ends: a week, a month, three months, or a date."),
    ],
)
def test_a_ban_without_a_proper_end_is_refused_and_nothing_is_half_done(
    house: House, priya: Staff, mallory: Visitor, clock: SetClock, until: int | None, sentence: str
) -> None:
    item, day = asked(mallory), local(clock.at).date() + timedelta(days=until or 0)
    given = {} if until is None else {"until": day.isoformat()}
    assert refused(limit(priya, item, "ban", **ABUSE, **given), 422) == sentence
    page = priya.submit_form(f"/staff/questions/{item['id']}/ban", **ABUSE, **given)
    assert sentence in page.text  # above the item, at the desk
    asked(mallory)
    today = {"until": "date", "date": local(clock.at).date().isoformat()}
    limited(priya, item, "ban", **today)


def test_nothing_is_done_without_a_reason_nor_twice(priya: Staff, mallory: Visitor) -> None:
    item = asked(mallory)
    assert refused(limit(priya, item, "ban", until="week"), 422) == (
        "Choose a reason from the list."
    )
    limited(priya, item, "ban", until="month")
    assert "already" in refused(limit(priya, item, "ban", **WEEK), 409)
    limited(priya, item, "ban-everywhere", until="week")  # wider, if shorter


@pytest.mark.parametrize("who", ["cole", "sal", "kit"])
def test_neither_officers_nor_schedulers_nor_administrators_limit_or_lift(
    house: House, priya: Staff, mallory: Visitor, who: str
) -> None:
    item, other = asked(mallory), house.staff(who)
    number = limited(priya, item, "ban", until="week")
    assert limit(other, item, "warning", **ABUSE).status_code == 403
    assert other.post(f"/staff/bans/{number}/lifting").status_code == 403
    assert other.get("/staff/bans").status_code == 403
    refused(mallory.ask(LIVE, "Hello?"), 403)


def test_what_is_lifted_is_over_at_once_and_who_did_so_is_written_down(
    house: House, priya: Staff, sam: Staff, mallory: Visitor
) -> None:
    item = asked(mallory)
    number = limited(priya, item, "muting", span="chat")
    assert sam.post(f"/staff/bans/{number}/lifting").status_code == 200
    asked(mallory)
    pane = priya.pane(item["id"]).text
    assert "Lifted by Sam Doyle" in pane
    assert sam.post(f"/staff/bans/{number}/lifting").status_code == 409
    assert sam.post("/staff/bans/99999999999999999999/lifting").status_code == 404
    assert "A moderator has lifted your mute." in mallory.get(item["status_url"]).text


def test_the_log_has_each_deed_and_none_of_the_words(
    house: House, priya: Staff, mallory: Visitor
) -> None:
    item = asked(mallory)
    with priya.follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        number = limited(priya, item, "ban", until="week")
        appeal(mallory, item, "It was my aunt.")
        priya.post(f"/staff/bans/{number}/lifting")
        desk.until("asker.lifted")
    told = house.do(particulars(house, item["id"]))
    assert [kind for kind, _ in told] == [
        "question.held", "asker.banned", "asker.appealed", "asker.lifted",
    ]  # fmt: skip
    assert not re.search("useless|aunt", str(told))
    assert told[1][1]["reason"] == "abuse"


async def particulars(house: House, about: str) -> list[tuple[str, dict]]:
    async with house.database.reading() as session:
        found = await session.scalars(select(Event).where(Event.about == about).order_by(Event.seq))
        return [(event.kind, event.particulars) for event in found]


# Strikes


def test_the_third_strike_is_hinted_at_and_nothing_is_done_of_itself(
    priya: Staff, mallory: Visitor
) -> None:
    first, second, third, fourth = (asked(mallory) for _ in range(4))
    limited(priya, first, "warning")
    priya.reject(first["id"], "abuse")  # the same question: one strike
    priya.reject(second["id"], "off-topic")  # none
    priya.reject(third["id"], "speculation")
    pane = priya.pane(fourth["id"]).text
    assert "2 strikes" in pane
    assert "3 kept out" in pane
    assert "Third strike" not in pane
    fifth = asked(mallory)
    limited(priya, fifth, "warning")
    assert "Third strike: consider a mute." in priya.pane(fourth["id"]).text
    asked(mallory)
    limited(priya, fifth, "muting", span="chat")
    assert "Third strike" not in priya.pane(fourth["id"]).text


def test_a_warning_taken_back_is_no_strike(priya: Staff, mallory: Visitor) -> None:
    first, second = asked(mallory), asked(mallory)
    number = limited(priya, first, "warning")
    assert "1 strike" in priya.pane(second["id"]).text
    priya.post(f"/staff/bans/{number}/lifting")
    assert "1 strike" not in priya.pane(second["id"]).text
    assert "warns you" not in mallory.get(first["status_url"]).text


def test_past_limits_of_another_chat_stand_beside_the_item_its_questions_do_not(
    priya: Staff, mallory: Visitor
) -> None:
    elsewhere = asked(mallory, DIRECT)
    limited(priya, elsewhere, "ban", until="week")
    pane = priya.pane(asked(mallory)["id"]).text
    assert "Banned from the room" in pane
    assert "in Easton: ask your team" in pane
    assert "1 question ·" in pane


# Trust


def test_whoever_is_trusted_waits_as_if_each_were_a_first_and_is_still_held(
    house: House, priya: Staff, mallory: Visitor, clock: SetClock
) -> None:
    first, dana = asked(mallory), asker(house, "Dana")
    with priya.follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        second = asked(mallory)
        number = trusted(priya, first)
        html = desk.until("asker.trusted")["html"]
    assert all("Trusted asker" in row(html, one["id"]) for one in (first, second))
    clock.at += timedelta(seconds=1)
    third = dana.asked(LIVE, "Who patrols the park?")
    clock.at += timedelta(seconds=1)
    fourth = asked(mallory)
    assert fourth["status"] == "held"
    page = priya.get(f"/staff/chats/{LIVE}").text
    places = [page.index(f'id="h-{one["id"]}"') for one in (first, third, fourth, second)]
    assert places == sorted(places)  # what waited before keeps its place
    assert "strike" not in priya.pane(fourth["id"]).text
    assert "trust" not in mallory.get(first["status_url"]).text.lower()
    assert limit(priya, first, "trust").status_code == 409
    assert NO_LONGER in priya.pane(first["id"]).text
    priya.post(f"/staff/bans/{number}/lifting")
    assert "Trusted asker" not in row(priya.get(f"/staff/chats/{LIVE}").text, fourth["id"])
    assert NO_LONGER not in priya.pane(first["id"]).text


NO_LONGER = "No longer trust in this chat"


def trusted(by: Staff, item: dict[str, str]) -> str:
    answer = limit(by, item, "trust")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["limit"])


def test_trust_lifts_no_limit(priya: Staff, mallory: Visitor) -> None:
    item = asked(mallory)
    trusted(priya, item)
    limited(priya, item, "muting", span="chat")
    refused(mallory.ask(LIVE, "Hello?"), 403)


# Appeals


def banned(by: Staff, who: Visitor) -> tuple[dict[str, str], str]:
    item = asked(who)
    return item, limited(by, item, "ban", until="week")


def appeal(who: Visitor, item: dict[str, str], text: str = "It was my brother.") -> httpx.Response:
    return who.post(f"{item['status_url']}/appeal", text=text)


def number_of(by: Staff, text: str) -> str:
    """The appeal that says so, as the page of bans has it."""
    page = by.get("/staff/bans").text
    return page[page.index(text) :].split("/staff/appeals/")[1].split("/")[0]


def test_an_appeal_is_decided_by_another_moderator_and_its_asker_reads_why(
    house: House, priya: Staff, sam: Staff, mallory: Visitor
) -> None:
    item, _ = banned(priya, mallory)
    assert appeal(mallory, item, "It was my sister.").status_code == 200
    assert "1 appeal against a ban waits" in sam.get("/staff/chats").text
    number = number_of(sam, "It was my sister.")
    own = refused(priya.post(f"/staff/appeals/{number}/lifting", reply="Well."), 409)
    assert own == "You made this ban: another moderator decides on the appeal."
    assert refused(sam.post(f"/staff/appeals/{number}/upholding", reply=" "), 422)
    answer = sam.post(f"/staff/appeals/{number}/upholding", reply="We read it twice.")
    assert answer.status_code == 200
    for page in (item["status_url"], f"{item['status_url']}/appeal"):
        assert "We read it twice." in mallory.get(page).text
    refused(mallory.ask(LIVE, "Hello?"), 403)
    assert refused(appeal(mallory, item), 409) == "You have appealed against this ban already."


def test_a_ban_that_is_lifted_on_appeal_is_over(priya: Staff, sam: Staff, mallory: Visitor) -> None:
    item, _ = banned(priya, mallory)
    page = mallory.submit_form(f"{item['status_url']}/appeal", text="It was my cousin.")
    assert page.status_code == 303
    assert refused(appeal(mallory, item), 409)  # one at a time
    number = number_of(sam, "It was my cousin.")
    assert sam.submit_form(f"/staff/appeals/{number}/lifting", reply="Granted.").status_code == 303
    assert "Granted." in mallory.get(item["status_url"]).text
    asked(mallory)


def test_who_decides_an_appeal_is_told_of_another_ban_that_stays(
    priya: Staff, sam: Staff, mallory: Visitor
) -> None:
    item, _ = banned(priya, mallory)
    appeal(mallory, item, "It was my aunt.")
    assert "Another ban stands besides" not in sam.get("/staff/bans").text
    limited(sam, item, "ban-everywhere", until="month")
    page = sam.get("/staff/bans").text
    assert "Another ban stands besides</b>: Sam Doyle, until the end of" in page


def test_lifting_a_ban_hears_the_appeal_that_waits(priya: Staff, mallory: Visitor) -> None:
    item, number = banned(priya, mallory)
    appeal(mallory, item, "It was my uncle.")
    assert priya.post(f"/staff/bans/{number}/lifting").status_code == 200
    assert "Your appeal was heard." in mallory.get(item["status_url"]).text


def test_only_a_ban_that_stands_can_be_appealed_against(priya: Staff, mallory: Visitor) -> None:
    item = asked(mallory)
    limited(priya, item, "muting", span="chat")
    assert mallory.get(f"{item['status_url']}/appeal").status_code == 404
    assert appeal(mallory, item).status_code == 404
    number = limited(priya, item, "ban", until="week")
    page = mallory.submit_form(f"{item['status_url']}/appeal", text="W" * 501)
    assert page.status_code == 422
    assert "W" * 501 in page.text  # what was typed comes back
    priya.post(f"/staff/bans/{number}/lifting")
    assert refused(appeal(mallory, item), 409) == "This ban is over: you can ask again."

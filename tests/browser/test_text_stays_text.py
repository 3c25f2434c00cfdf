"""Whatever anybody writes stays words: in no page of ours does it become markup or
a script (P14)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from chat.checks import canonical, canonical_name, length, looks_like_staff
from chat.rooms.models import LONGEST_NAME
from chat.schedule import verbs as schedule
from chat.schedule.models import Area, Chat, ChatKind, District
from tests.browser.acts import decide, waiting
from tests.browser.conftest import NewChat, SignedIn
from tests.browser.payloads import FAMILIES, RUN, payloads
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Staff, Visitor

COUNTS = {"quick": 10, "full": 500, "soak": 1_500}
TOGETHER = 60  # in one room


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A room for every sixty of them."""
    if "words" in metafunc.fixturenames:
        found = payloads(COUNTS[metafunc.config.getoption("--tier")])
        rooms = [found[at : at + TOGETHER] for at in range(0, len(found), TOGETHER)]
        ids = [f"from {at * TOGETHER}" for at in range(len(rooms))]
        metafunc.parametrize("words", rooms, ids=ids)


@dataclass(slots=True)
class Said:
    """What was sent under one question, as it must be shown: in canonical form."""

    id: str
    receipt: str
    name: str
    text: str
    answer: str = ""


def as_name(payload: str) -> str:
    """The payload as a display name; somebody else's where the room would not take it."""
    name = canonical_name(payload[:LONGEST_NAME])
    fits = 0 < length(name) <= LONGEST_NAME and not looks_like_staff(name, staff_names=["Sgt Cole"])
    return payload[:LONGEST_NAME] if fits else "Dana"


def submit(dana: Visitor, slug: str, payload: str) -> Said:
    name = as_name(payload)
    asked = dana.asked(slug, payload, name=name)
    return Said(asked["id"], asked["receipt"], canonical_name(name), canonical(payload))


def approve(priya: Staff, said: Said, *, version: str = "", edit: str = "") -> None:
    """As it is, or with other words of the same sort in its place."""
    fields = {"version": version}
    if edit:
        fields |= {"name": as_name(edit), "text": edit}
        said.name, said.text = canonical_name(fields["name"]), canonical(edit)
    assert priya.approve(said.id, **fields).status_code == 200


def answer(cole: Staff, said: Said, payload: str, *, becomes: str = "answer.released") -> None:
    answered = cole.post(f"/staff/questions/{said.id}/answer", text=payload)
    assert answered.json()["status"] == becomes, answered.text
    said.answer = canonical(payload)


ROWS = """() => Object.fromEntries([...document.querySelectorAll("[data-list=queue] > .row")].map((row) =>
  [row.id.slice(2), [row.querySelector("bdi").textContent, row.querySelector(".row__text").textContent]]))"""
VERSIONS = """() => Object.fromEntries([...document.querySelectorAll("[data-list=queue] > .row")].map((row) =>
  [row.id.slice(2), row.dataset.version]))"""
# Opens one row after the other, and reads the item as it stands and as it could be edited.
ITEMS = """async (ids) => {
  const read = {};
  for (const id of ids) {
    document.querySelector(`#h-${id} a`).click();
    while (document.getElementById("item").dataset.item !== id) await new Promise(requestAnimationFrame);
    const item = document.getElementById("item").cloneNode(true);
    for (const aside of item.querySelectorAll(".item__text .govuk-visually-hidden")) aside.remove();
    read[id] = [item.querySelector(".item__name bdi"), item.querySelector(".item__text")].map((one) => one.textContent);
    read[id].push(item.querySelector("[name=name]").value, item.querySelector("[name=text]").value);
  }
  return read;
}"""
BLOCKS = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-list=room] > li, [data-list^=panel] > li")].map((block) => [
    block.id.slice(2),
    [block.querySelector(".talk__name"), ...block.querySelectorAll(".talk__words")].map((one) => one.textContent),
  ]))"""
OWN = """() => Object.fromEntries([...document.querySelectorAll("[data-list=own] > li")].map((own) =>
  [own.dataset.question, [own.querySelector(".own__when bdi"), own.querySelector(".own__words"),
                          own.querySelector(".talk__words")].map((one) => one?.textContent ?? "")]))"""


def shown(said: list[Said]) -> dict[str, list[str]]:
    return {one.id: [one.name, one.text, *([one.answer] if one.answer else [])] for one in said}


def unharmed(page: Page) -> None:
    assert page.evaluate("() => window.__pwned") is None
    assert (
        page.evaluate(
            "() => document.querySelectorAll('main script, main iframe, main img').length"
        )
        == 0
    )


def test_what_is_asked_edited_answered_and_announced_stays_words(
    words: list[str], house: House, new_chat: NewChat, staff: SignedIn, windows: Windows
) -> None:
    chat, dana, priya, cole = new_chat(direct=True), house.visitor(), staff("priya"), staff("cole")
    desk = windows.open(chat.desk, cookies_of=priya)
    said = [submit(dana, chat.slug, payload) for payload in words]

    expect(waiting(desk)).to_have_count(len(said))
    rows = desk.evaluate(ROWS)
    assert {id: name for id, (name, _) in rows.items()} == {one.id: one.name for one in said}
    assert all(shortened(rows[one.id][1], one.text) for one in said)
    whole = desk.evaluate(ITEMS, [one.id for one in said])
    assert whole == {one.id: [one.name, one.text] * 2 for one in said}

    panel = windows.open(chat.panel, cookies_of=cole)
    public = windows.open(chat.room)
    versions = desk.evaluate(VERSIONS)
    for number, (one, neighbour) in enumerate(pairwise([*said, said[0]])):
        edit = words[number - 1] if number % 2 else ""
        approve(priya, one, version=versions[one.id], edit=edit)
        answer(cole, one, neighbour.text)
    for page in (public, desk, panel):
        everything(page, said)  # as frames brought it
        page.reload()
        everything(page, said)  # as the page brings it
    asker = windows.open(chat.room, cookies_of=dana)
    everything(asker, said)
    assert asker.evaluate(OWN) == shown(said)


def everything(page: Page, said: list[Said]) -> None:
    answers = page.locator("[data-list=room] .answer, .reply--released")
    expect(answers).to_have_count(len(said))
    assert page.evaluate(BLOCKS) == shown(said)
    unharmed(page)


def shortened(row: str, text: str) -> bool:
    """A row shows the first words: where it ends early, the text goes on."""
    return text.startswith(row.removesuffix("…"))


def test_an_answer_that_waits_for_its_release_is_words_on_the_desk_too(
    house: House, new_chat: NewChat, staff: SignedIn, windows: Windows
) -> None:
    chat, dana, priya, cole = new_chat(), house.visitor(), staff("priya"), staff("cole")
    said = [submit(dana, chat.slug, family[1].format(run=RUN)) for family in FAMILIES]
    for one in said:
        approve(priya, one)
        answer(cole, one, one.text, becomes="answer.held")
    desk = windows.open(chat.desk, cookies_of=priya)
    rows = [words for _, words in desk.evaluate(ROWS).values()]
    # What is marked comes first, so the order is not that of their writing.
    assert len(rows) == len(said)
    assert all(any(shortened(row, one.answer) for row in rows) for one in said)
    for count in range(1, len(said) + 1):
        decide(desk, "a")
        expect(desk.locator("[data-list=room] .answer .talk__words")).to_have_count(count)
    assert desk.evaluate(BLOCKS) == shown(said)
    unharmed(desk)


@pytest.mark.parametrize("family", FAMILIES, ids=range(len(FAMILIES)))
def test_a_notice_stays_words(
    family: tuple[str, ...], new_chat: NewChat, staff: SignedIn, windows: Windows, tier: str
) -> None:
    chat, priya = new_chat(), staff("priya")
    page = windows.open(chat.room)
    for raw in family[: 6 if tier == "quick" else None]:
        payload = raw.format(run=RUN)
        announced = priya.post(f"/staff/chats/{chat.slug}/notice", text=payload)
        assert announced.status_code == 200
        expected = canonical(payload)
        page.wait_for_function(
            "(words) => document.querySelector('#notice .talk__words')?.textContent === words",
            arg=expected,
        )
        unharmed(page)


def test_the_page_of_a_receipt_keeps_words_as_words(
    house: House, new_chat: NewChat, windows: Windows
) -> None:
    chat, dana = new_chat(), house.visitor()
    page = windows.open()
    for family in FAMILIES:
        said = submit(dana, chat.slug, family[-1].format(run=RUN))
        page.goto(f"/questions/{said.receipt}")
        assert page.evaluate(OWN) == {said.id: [said.name, said.text, ""]}
        unharmed(page)


async def put_up(house: House, slug: str, payload: str) -> None:
    """A chat whose every name is the payload, with a lobby that is open."""
    at = datetime.now(UTC)
    async with house.database.writing() as session:
        district = District(name=payload[:80])
        session.add(district)
        await session.flush()
        session.add(area := Area(slug=slug, name=payload[:80], district_id=district.id))
        await session.flush()
        chat: Chat = await schedule.schedule(
            session, slug, title=payload[:120], about=payload, kind=ChatKind.THEMED, area=area,
            opens_at=at + timedelta(hours=1), closes_at=at + timedelta(hours=2), at=at,
        )  # fmt: skip
        await schedule.seat(
            session, chat, person_id=1, name=payload[:80], role=payload[:80],
            organisation=payload[:80], at=at,
        )  # fmt: skip


def test_the_names_that_staff_give_stay_words_too(
    house: House, staff: SignedIn, windows: Windows, tier: str
) -> None:
    families = FAMILIES[::3] if tier == "quick" else FAMILIES
    given = {f"named-{number}": one[0].format(run=RUN)[:80] for number, one in enumerate(families)}
    for slug, payload in given.items():
        house.do(put_up(house, slug, payload))
    page, desk = windows.open(), windows.open(cookies_of=staff("priya"))
    page.goto("/chats")
    assert set(given.values()) <= set(page.locator(".line__what").all_text_contents())
    unharmed(page)
    for address in ("/", "/staff/chats"):
        desk.goto(address)
        expect(desk.get_by_text(given["named-0"])).not_to_have_count(0)
        unharmed(desk)
    for slug, payload in given.items():
        page.goto(f"/chats/{slug}")
        assert page.locator("h1").text_content() == payload
        assert page.locator(".room__about").text_content() == payload
        assert page.locator(".panel__name").text_content() == payload
        unharmed(page)
        page.goto(f"/areas/{slug}")
        assert page.locator("h1").text_content() == payload
        unharmed(page)
        for path in (f"/staff/chats/{slug}", f"/staff/chats/{slug}/panel"):
            desk.goto(path)
            assert desk.locator("h1").text_content() == payload
            unharmed(desk)


def test_words_taken_for_markup_would_be_noticed(windows: Windows) -> None:
    """The control: what these tests look for does show where a page takes words for markup."""
    page = windows.open("/help", bypass_csp=True)
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror=window.__pwned=1>')"
    )
    page.wait_for_function("() => window.__pwned === 1")
    with pytest.raises(AssertionError):
        unharmed(page)
    windows.forgive("x")  # the picture that is not there


def test_a_script_that_inserts_words_as_markup_would_be_noticed(windows: Windows) -> None:
    page = windows.open("/help")
    page.evaluate(
        """() => setTimeout(() => { document.querySelector('main').innerHTML = '<img src=x onerror=window.__pwned=1>'; })"""
    )
    page.wait_for_function("() => document.title")
    expect(page.locator("main img")).to_have_count(0)
    assert any("TrustedHTML" in fault for fault in windows.unforgiven)
    windows.forgive("TrustedHTML")

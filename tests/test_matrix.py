"""Who may do what: every route and socket against every role, generated from the routing table
(P15)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from starlette.routing import Mount, Route, WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chat.app import routes
from foundation.staff.guard import ENDED
from tests.house import CAST, COMING, LIVE, LOBBY, House
from tests.people import NO_TLS, Person
from tests.rooms.test_answering import release, waiting_answer

PUBLIC = "a visitor"
OUTSIDER = "lewis"  # an officer without a seat on any of these panels
EVERYBODY = frozenset({PUBLIC, *CAST})
STAFF = frozenset(CAST)
DECIDERS = frozenset({"priya", "sam", "helen"})  # moderators, and the head of eServices
SENIORS = frozenset({"helen"})  # the head of eServices
SEATED = frozenset({"cole", "adeyemi"})
PANEL = SEATED | {"priya", "sam"}  # with a seat, or moderators
RUNNERS = frozenset({"priya", "sam", "sal", "helen", "hugh"})
STAFF_OF_CHATS = DECIDERS | SEATED | {"lewis"}
WRITERS = frozenset({"priya", "sam", "casey", "helen", "hugh"})  # of approved lines
READERS = WRITERS | {"cole", "adeyemi", "lewis"}
PEOPLE = frozenset({"helen", "kit"})
ADMINISTRATORS = frozenset({"kit"})


@dataclass(frozen=True)
class Row:
    """Who may, and with what the door is tried."""

    may: frozenset[str]
    fields: dict[str, str] = field(default_factory=dict)
    params: dict[str, str | int] = field(default_factory=dict)


HERE = {"slug": LIVE}
NOBODYS = {"id": "0" * 16}
SHOWN = {"id": "shown"}  # stands for a question that has been approved
ANSWERED = {"id": "answered"}  # stands for an answer that is shown
PROMISED = {"id": "promised"}  # stands for a promise that waits
REASON = {"version": "0" * 16, "reason": "abuse"}

MATRIX: dict[str, Row] = {
    # ---- the public ----
    "GET /": Row(EVERYBODY),
    "GET /chats": Row(EVERYBODY),
    "GET /chats.ics": Row(EVERYBODY),
    "GET /chats.atom": Row(EVERYBODY),
    "GET /areas/{slug}": Row(EVERYBODY, params=HERE),
    "GET /areas/{slug}.ics": Row(EVERYBODY, params=HERE),
    "GET /areas/{slug}.atom": Row(EVERYBODY, params=HERE),
    "GET /chats/{slug}": Row(EVERYBODY, params=HERE),
    "GET /chats/{slug}.ics": Row(EVERYBODY, params=HERE),
    "GET /chats/{slug}/events": Row(EVERYBODY, params=HERE),
    "SOCKET /chats/{slug}/live": Row(EVERYBODY, params=HERE),
    "POST /chats/{slug}/questions": Row(EVERYBODY, params=HERE),
    "GET /questions/{receipt}": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "POST /questions/{receipt}/rewording": Row(EVERYBODY, {"text": ""}, {"receipt": "0" * 26}),
    "POST /questions/{receipt}/retraction": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "POST /questions/{receipt}/follow-up": Row(EVERYBODY, {}, {"receipt": "0" * 26}),
    "POST /questions/{id}/support": Row(EVERYBODY, params=NOBODYS),
    "POST /questions/{id}/support/withdrawal": Row(EVERYBODY, params=NOBODYS),
    "POST /questions/{receipt}/dispute": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "GET /questions/{receipt}/appeal": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "POST /questions/{receipt}/appeal": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "SOCKET /questions/{receipt}/live": Row(EVERYBODY, params={"receipt": "0" * 26}),
    "GET /help": Row(EVERYBODY),
    "GET /privacy": Row(EVERYBODY),
    "GET /accessibility": Row(EVERYBODY),
    "GET /healthz": Row(EVERYBODY),
    "GET /readyz": Row(EVERYBODY),
    "GET /metrics": Row(EVERYBODY),  # from this machine; the token has a test of its own
    "GET /.well-known/security.txt": Row(EVERYBODY),
    "GET /robots.txt": Row(EVERYBODY),
    "GET /staff/sign-in": Row(EVERYBODY),
    "POST /staff/sign-in": Row(EVERYBODY),
    "POST /staff/sign-out": Row(EVERYBODY),
    # ---- anybody on the staff ----
    "GET /staff": Row(STAFF),
    "GET /staff/chats": Row(STAFF),
    "GET /staff/account": Row(STAFF),
    "GET /staff/account/password": Row(STAFF),
    "POST /staff/account/password": Row(STAFF),
    "POST /staff/account/sessions/ending": Row(STAFF),
    "POST /staff/account/sessions/{session_id}/ending": Row(STAFF, params={"session_id": "0" * 16}),
    # ---- see the held queue; approve, reject, redact ----
    "GET /staff/chats/{slug}": Row(DECIDERS, params=HERE),
    "SOCKET /staff/chats/{slug}/live": Row(DECIDERS, params=HERE),
    "GET /staff/chats/{slug}/events": Row(DECIDERS, params=HERE),
    "GET /staff/questions/{id}": Row(DECIDERS, params=NOBODYS),
    "GET /staff/answers/{id}": Row(DECIDERS, params=NOBODYS),
    "POST /staff/questions/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/restoration": Row(DECIDERS, {}, NOBODYS),
    "POST /staff/questions/{id}/withdrawal": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/parking": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/putting-back": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/asking-back": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/escalation": Row(
        DECIDERS, {**REASON, "to": "duty-senior"}, NOBODYS
    ),
    "POST /staff/questions/{id}/diversion": Row(
        DECIDERS, {**REASON, "diversion": "crime"}, NOBODYS
    ),
    "POST /staff/questions/{id}/merging": Row(DECIDERS, {**REASON, "into": "0" * 16}, NOBODYS),
    "POST /staff/chats/{slug}/selection": Row(
        DECIDERS, {"deed": "parking", "item-" + "0" * 16: "0" * 16}, HERE
    ),
    "POST /staff/questions/{id}/separation": Row(DECIDERS, {}, NOBODYS),
    "POST /staff/questions/{id}/assignment": Row(DECIDERS, {"seat": "1"}, NOBODYS),
    "POST /staff/questions/{id}/unassignment": Row(DECIDERS, {}, NOBODYS),
    "POST /staff/questions/{id}/taking-over": Row(SENIORS, {}, NOBODYS),
    "POST /staff/answers/{id}/taking-over": Row(SENIORS, {}, NOBODYS),
    "POST /staff/answers/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/answers/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/answers/{id}/withdrawal": Row(DECIDERS, REASON, NOBODYS),
    "GET /staff/corrections/{id}": Row(DECIDERS, params=NOBODYS),
    "POST /staff/corrections/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/corrections/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/corrections/{id}/taking-over": Row(SENIORS, {}, NOBODYS),
    "GET /staff/takeaways/{id}": Row(DECIDERS, params=NOBODYS),
    "POST /staff/takeaways/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/takeaways/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/takeaways/{id}/taking-over": Row(SENIORS, {}, NOBODYS),
    "POST /staff/takeaways/{id}/withdrawal": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/chats/{slug}/targets": Row(RUNNERS, {"usual": "x", "longest": "x"}, HERE),
    "GET /staff/chats/{slug}/watch-list": Row(DECIDERS, params=HERE),
    "GET /staff/chats/{slug}/watch-list/versions": Row(DECIDERS, params=HERE),
    "POST /staff/chats/{slug}/watch-list": Row(DECIDERS, {"version": "x"}, HERE),
    "POST /staff/statement": Row(DECIDERS, {"text": ""}),
    "POST /staff/statement/withdrawal": Row(DECIDERS),
    "POST /staff/chats/{slug}/notes": Row(DECIDERS, {"text": ""}, HERE),
    "POST /staff/notes/{id}/acknowledgement": Row(DECIDERS, {}, NOBODYS),
    "POST /staff/notes/{id}/withdrawal": Row(DECIDERS, {}, NOBODYS),
    "POST /staff/chats/{slug}/notice": Row(DECIDERS, {"text": ""}, HERE),
    "POST /staff/chats/{slug}/notice/withdrawal": Row(DECIDERS, {}, {"slug": LOBBY}),
    # ---- ban or limit an asker ----
    "POST /staff/questions/{id}/warning": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/questions/{id}/slowing": Row(DECIDERS, {**REASON, "minutes": "5"}, NOBODYS),
    "POST /staff/questions/{id}/muting": Row(DECIDERS, {**REASON, "span": "chat"}, NOBODYS),
    "POST /staff/questions/{id}/ban": Row(DECIDERS, {**REASON, "until": "week"}, NOBODYS),
    "POST /staff/questions/{id}/ban-everywhere": Row(
        DECIDERS, {**REASON, "until": "week"}, NOBODYS
    ),
    "POST /staff/chats/{slug}/pace": Row(DECIDERS, {"slow": "x"}, HERE),
    "POST /staff/questions/{id}/trust": Row(DECIDERS, {}, NOBODYS),
    "GET /staff/bans": Row(DECIDERS),
    "POST /staff/bans/{id:number}/lifting": Row(DECIDERS, {}, {"id": 999}),
    "POST /staff/appeals/{id:number}/upholding": Row(DECIDERS, {"reply": "No."}, {"id": 999}),
    "POST /staff/appeals/{id:number}/lifting": Row(DECIDERS, {"reply": "Yes."}, {"id": 999}),
    # ---- words of abuse: those who read what they mark ----
    "GET /staff/words": Row(DECIDERS),
    "GET /staff/words.txt": Row(DECIDERS),
    "POST /staff/words": Row(DECIDERS, {"version": "x"}),
    "POST /staff/words/trial": Row(DECIDERS, {"entries": "plonker", "text": "You plonker."}),
    "POST /staff/words/versions/{number:number}/restoration": Row(DECIDERS, {}, {"number": 999}),
    # ---- read audit: a moderator's own are the chats; the others' own are no chats ----
    "GET /staff/chats/{slug}/log": Row(DECIDERS | {"hugh"}, params=HERE),
    # ---- open, pause, close a chat ----
    "POST /staff/chats/{slug}/opening": Row(RUNNERS, {}, {"slug": LOBBY}),
    "POST /staff/chats/{slug}/closing": Row(RUNNERS, {}, {"slug": LOBBY}),
    "POST /staff/chats/{slug}/ending": Row(RUNNERS, {"word": LOBBY}, {"slug": LOBBY}),
    "POST /staff/chats/{slug}/stopping": Row(RUNNERS, {}, {"slug": COMING}),
    "POST /staff/chats/{slug}/taking-again": Row(RUNNERS, {}, {"slug": COMING}),
    "POST /staff/chats/{slug}/freezing": Row(RUNNERS, {}, {"slug": COMING}),
    "POST /staff/chats/{slug}/pausing": Row(RUNNERS, {"text": "A moment."}, {"slug": COMING}),
    "POST /staff/chats/{slug}/lifting": Row(RUNNERS, {}, {"slug": COMING}),
    "POST /staff/chats/{slug}/extension": Row(RUNNERS, {"minutes": "0"}, HERE),
    # ---- draft an answer: those with a seat; moderators look on ----
    "GET /staff/chats/{slug}/panel": Row(PANEL, params=HERE),
    "GET /staff/chats/{slug}/panel/events": Row(PANEL, params=HERE),
    "SOCKET /staff/chats/{slug}/panel/live": Row(PANEL, params=HERE),
    "POST /staff/questions/{id}/picking": Row(SEATED, {}, SHOWN),
    "POST /staff/questions/{id}/putting-down": Row(SEATED, {}, SHOWN),
    "POST /staff/questions/{id}/answer": Row(SEATED, {"text": "Yes."}, SHOWN),
    "POST /staff/answers/{id}/correction": Row(PANEL, {"text": "No.", "note": "It was."}, ANSWERED),
    "POST /staff/questions/{id}/take-away": Row(
        PANEL, {"team": "CID", "due": "2020-01-01", "text": "Later."}, SHOWN
    ),
    # ---- promises: written by the panel, let through by moderators ----
    "GET /staff/promises": Row(STAFF_OF_CHATS),
    "POST /staff/chats/{slug}/promises": Row(
        PANEL, {"text": "We will look.", "team": "CID", "due": "2020-01-01"}, HERE
    ),
    "POST /staff/promises/{id}/report": Row(PANEL, {"outcome": "kept", "text": "Done."}, PROMISED),
    "POST /staff/promises/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/promises/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/promises/{id}/withdrawal": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/promise-reports/{id}/approval": Row(DECIDERS, REASON, NOBODYS),
    "POST /staff/promise-reports/{id}/rejection": Row(DECIDERS, REASON, NOBODYS),
    # ---- the library of approved lines ----
    "GET /staff/lines": Row(READERS),
    "GET /staff/lines/{line:number}": Row(READERS, params={"line": 999}),
    "POST /staff/lines": Row(WRITERS, {"title": ""}),
    "POST /staff/lines/{line:number}/wording": Row(WRITERS, {"title": ""}, {"line": 999}),
    "POST /staff/lines/{line:number}/approval": Row(WRITERS, {"version": "999"}, {"line": 999}),
    "POST /staff/lines/{line:number}/rejection": Row(WRITERS, {"version": "999"}, {"line": 999}),
    "POST /staff/lines/{line:number}/retirement": Row(WRITERS, {}, {"line": 999}),
    "POST /staff/lines/{line:number}/restoration": Row(WRITERS, {}, {"line": 999}),
    # ---- end sessions, disable a person ----
    "GET /staff/people": Row(PEOPLE),
    "GET /staff/people/{person_id:number}": Row(PEOPLE, params={"person_id": 1}),
    "POST /staff/people/{person_id:number}/disabling": Row(PEOPLE, {}, {"person_id": 999}),
    "POST /staff/people/{person_id:number}/reset": Row(ADMINISTRATORS, {}, {"person_id": 999}),
    "POST /staff/people/{person_id:number}/sessions/ending": Row(PEOPLE, {}, {"person_id": 999}),
}
# Deeds of a panel member can be refused for the state of the question: that is no refusal of the
# person.
REFUSALS = {401, 403}


def doors() -> Iterator[str]:
    """Every method of every route and every socket of the application."""
    for route in routes:
        if isinstance(route, WebSocketRoute):
            yield f"SOCKET {route.path}"
        elif isinstance(route, Route):
            yield from (f"{method} {route.path}" for method in sorted(route.methods - {"HEAD"}))
        else:
            assert isinstance(route, Mount)
            assert route.path == "/static"


def test_every_door_has_a_row_and_every_row_a_door() -> None:
    assert sorted(doors()) == sorted(MATRIX)


@pytest.fixture(scope="module")
def crowd(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Person]]:
    """All of the cast signed in, a visitor, and one approved question."""
    with House.over(sqlite_template, tmp_path_factory.mktemp("matrix")) as house:
        asked = house.visitor().asked(LIVE, "Will the crossing move?")
        people: dict[str, Person] = {who: house.staff(who) for who in CAST}
        assert people["priya"].approve(asked["id"]).status_code == 200
        SHOWN["id"] = asked["id"]
        people["cole"].post(f"/staff/questions/{asked['id']}/answer", text="Yes.")
        ANSWERED["id"] = waiting_answer(people["priya"])
        assert release(people["priya"], ANSWERED["id"]) == 200
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
        path = f"/staff/chats/{LIVE}/promises"
        given = {"text": "We will look.", "team": "CID", "due": tomorrow}
        PROMISED["id"] = people["cole"].post(path, **given).json()["promise"]
        yield {PUBLIC: house.visitor(), **people}


@pytest.mark.parametrize("door", sorted(MATRIX))
def test_only_those_whose_row_says_so_come_through(crowd: dict[str, Person], door: str) -> None:
    row = MATRIX[door]
    let_in = {who for who, person in crowd.items() if comes_through(person, door, row)}
    assert let_in == row.may


def comes_through(person: Person, door: str, row: Row) -> bool:
    method, path = door.split(" ", 1)
    for name, value in row.params.items():
        path = path.replace(f"{{{name}:number}}", str(value)).replace(f"{{{name}}}", str(value))
    if method == "SOCKET":
        return socket_opens(person, path)
    if method == "GET":
        answer = person.http.get(path)
    elif path == "/staff/sign-out":
        # not of their session
        answer = httpx.post(person.url + path, headers={"Origin": person.url}, verify=NO_TLS)
    else:
        answer = person.post(path, **row.fields)
    assert answer.status_code < 500, answer.text
    sent_away = answer.headers.get("location", "").startswith("/staff/sign-in?next=")
    return answer.status_code not in REFUSALS and not sent_away


def socket_opens(person: Person, path: str) -> bool:
    """Whether the socket is let in; 404 is an answer to somebody who may ask."""
    try:
        with person.follow(path):
            return True
    except InvalidStatus as refused:
        return refused.response.status_code not in REFUSALS


def test_a_disabled_person_is_a_stranger_at_once(house: House) -> None:
    priya, kit = house.staff("priya"), house.staff("kit")
    with priya.follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("hello")
        person = priya_id(house)
        assert kit.submit_form(f"/staff/people/{person}/disabling").status_code == 303
        with pytest.raises(ConnectionClosed) as closed:
            desk.until("never", within=3)
    assert closed.value.rcvd.code == ENDED
    assert priya.post(f"/staff/chats/{LIVE}/notice", text="Hello").status_code == 401


def priya_id(house: House) -> int:
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id FROM people WHERE email = 'priya@example.org'"))
        person = found.scalar_one()
    engine.dispose()
    return person


def test_an_officer_has_nothing_in_a_chat_without_a_seat(crowd: dict[str, Person]) -> None:
    outsider = crowd[OUTSIDER]
    assert outsider.get(f"/staff/chats/{LIVE}/panel").status_code == 403
    assert outsider.post(f"/staff/questions/{SHOWN['id']}/answer", text="Yes.").status_code == 403

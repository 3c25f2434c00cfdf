"""Whatever is wrong with what comes in gets its own clear answer, and nothing of it is logged or
lost."""

import io
import secrets

import pytest
import structlog
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.conftest import Rows
from tests.house import CLOSED, COMING, LIVE, LOBBY, House
from tests.people import JSON

ASK = f"/chats/{LIVE}/questions"


def fields(**changed: str) -> dict[str, str]:
    return {"name": "Dana", "text": "Will the crossing move?", "key": secrets.token_hex(8),
            "rules": "yes", **changed}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"text": ""}, "text", "Enter your question"),
        ({"text": " \u200b\n "}, "text", "Enter your question"),
        ({"text": "a" * 501}, "text", "at most 500 characters"),
        (
            {"text": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 501},
            "text",
            "at most 500 characters",
        ),
        ({"name": ""}, "name", "Enter a name"),
        ({"name": "D" * 41}, "name", "at most 40 characters"),
        ({"name": "PC 1234"}, "name", "police or staff"),
        ({"name": "Sgt Cole"}, "name", "police or staff"),
        ({"name": "P\u043elice"}, "name", "police or staff"),
        ({"name": "Alex Cole"}, "name", "police or staff"),
        ({"name": "🚓 Adeyemi"}, "name", "police or staff"),
        ({"name": "Bedminster Team"}, "name", "police or staff"),
        ({"rules": ""}, "rules", "house rules"),
        ({"key": ""}, "key", "key"),
        ({"key": "has spaces in it"}, "key", "key"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    house: House, changed: dict[str, str], field: str, words: str
) -> None:
    answer = house.visitor().post(ASK, **fields(**changed))
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert words in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_all_that_is_wrong_is_said_at_once(house: House) -> None:
    answer = house.visitor().post(ASK, **fields(text="", name="", rules="")).json()
    assert list(answer["errors"]) == ["text", "name", "rules"]
    assert (answer["field"], answer["detail"]) == ("text", answer["errors"]["text"])


def test_a_form_that_is_refused_comes_back_with_the_words_in_it(house: House) -> None:
    words = "Will the crossing move? " * 30
    answer = house.visitor().submit_form(ASK, **fields(text=words, name="Dana of Cotham"))
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert "Dana of Cotham" in answer.text
    assert "at most 500 characters" in answer.text


def test_a_problem_never_repeats_what_was_sent(house: House) -> None:
    secret = "07700 900123 " * 60
    answer = house.visitor().post(ASK, **fields(text=secret))
    assert answer.status_code == 422
    assert "900123" not in answer.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"text=%FF%FE&name=Dana", "application/x-www-form-urlencoded", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"text": "a", "text": "b"}', "application/json", 400),
        (b'{"text": ["a"]}', "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b"[1, 2]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[" * 12_000, "application/json", 400),
        (b"text=a&text=b", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 200, "application/x-www-form-urlencoded", 400),
        (b"text=a", "text/plain", 415),
        (b"text=a", "application/x-www-form-urlencoded; charset=utf-16", 415),
        (b"--x", "multipart/form-data; boundary=x", 415),
        (b"text=" + b"a" * 17_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    house: House, content: bytes, kind: str, status: int
) -> None:
    answer = house.visitor().http.post(ASK, content=content, headers={**JSON, "Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"].endswith(".")


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(house: House) -> None:
    def endless():
        yield b"text="
        for _ in range(40):
            yield b"a" * 1_000

    answer = house.visitor().http.post(
        ASK,
        content=endless(),
        headers={**JSON, "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("slug", "status"),
    [("no-such-chat", 404), (CLOSED, 409), (COMING, 409), (LOBBY, 201), (LIVE, 201)],
)
def test_questions_are_taken_in_the_lobby_and_live_and_nowhere_else(
    house: House, slug: str, status: int
) -> None:
    assert house.visitor().ask(slug, "Will the crossing move?").status_code == status


def test_the_same_key_gives_the_same_receipt_and_never_a_second_question(
    house: House, rows: Rows
) -> None:
    dana, sent = house.visitor(), fields()
    first, again = dana.post(ASK, **sent), dana.post(ASK, **sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"]
    assert rows("SELECT count(*) FROM questions") == [(1,)]


def test_the_same_key_with_other_words_is_refused(house: House) -> None:
    dana, sent = house.visitor(), fields()
    dana.post(ASK, **sent)
    answer = dana.post(ASK, **{**sent, "text": "Something else?"})
    assert (answer.status_code, answer.json()["field"]) == (422, "key")


def test_another_visitor_may_use_the_same_key(house: House) -> None:
    sent = fields()
    assert house.visitor().post(ASK, **sent).status_code == 201
    assert house.visitor("Ali").post(ASK, **sent).status_code == 201


@pytest.mark.parametrize("receipt", ["0" * 26, "x", "%00", "a" * 3_000])
def test_a_wrong_receipt_shows_nothing(house: House, receipt: str) -> None:
    assert house.visitor().get(f"/questions/{receipt}").status_code in {404, 414}


def test_somebody_elses_question_is_not_on_my_page(house: House) -> None:
    asked = house.visitor().asked(LIVE, "Will the crossing in Cotham Road move?")
    mallory = house.visitor("Mallory")
    assert "Cotham Road" not in mallory.get(f"/chats/{LIVE}").text
    assert asked["receipt"] not in mallory.get(f"/chats/{LIVE}").text


def test_a_forged_cookie_is_no_cookie(house: House) -> None:
    dana = house.visitor()
    dana.asked(LIVE, "Will the crossing move?")
    name, value = next((c.name, c.value) for c in dana.http.cookies.jar)
    mallory = house.visitor("Mallory")
    visitor, _, signature = value.rpartition(".")
    mallory.http.cookies.set(name, f"{visitor}.{signature[::-1]}")
    assert "Will the crossing move?" not in mallory.get(f"/chats/{LIVE}").text


def test_a_flood_from_one_visitor_is_slowed_and_told_how_long(sqlite_url: str, tmp_path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=4) as house:
        dana = house.visitor()
        answers = [dana.ask(LIVE, f"Question {n}?") for n in range(6)]
        assert [one.status_code for one in answers] == [201, 201, 201, 201, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert house.visitor("Ali").ask(LIVE, "And mine?").status_code == 201


def test_a_flood_that_takes_no_cookie_is_one_visitors(sqlite_url: str, tmp_path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=4) as house:
        answers = [house.visitor(f"Dana {n}").ask(LIVE, f"Question {n}?") for n in range(6)]
        assert [one.status_code for one in answers] == [201, 201, 201, 201, 429, 429]
        (ali := house.visitor("Ali")).get(f"/chats/{LIVE}")
        assert ali.ask(LIVE, "And mine?").status_code == 201


def test_a_retry_is_never_too_often(sqlite_url: str, tmp_path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=1) as house:
        dana = house.visitor()
        dana.get(f"/chats/{LIVE}")
        first = dana.asked(LIVE, "Will it move?", key="the-same-key")
        for _ in range(3):
            again = dana.ask(LIVE, "Will it move?", key="the-same-key")
            assert (again.status_code, again.json()["receipt"]) == (200, first["receipt"])
        assert dana.ask(LIVE, "Will it stay?", key="the-same-key").status_code == 422
        assert dana.ask(LIVE, "Will it move?").status_code == 429


def test_a_slash_too_many_sends_nobody_to_another_host(house: House) -> None:
    answer = house.visitor().http.get("/chats/", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "evil.example" not in answer.text


def test_a_flood_from_one_address_is_slowed_however_many_cookies_it_has(
    sqlite_url: str, tmp_path
) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute_per_address=10) as house:
        answers = [house.visitor(f"Dana {n}").ask(LIVE, f"Question {n}?") for n in range(12)]
        assert [one.status_code for one in answers].count(429) == 2


def test_a_public_socket_that_is_written_to_is_closed(house: House) -> None:
    for words in ("{}", "not json", '{"kind": "subscribe", "audience": "desk"}'):
        with house.visitor().watch(LIVE) as watcher:
            watcher.until("snapshot")
            watcher.socket.send(words)
            with pytest.raises(ConnectionClosed) as closed:
                watcher.until("never")
            assert closed.value.rcvd.code == 1008


@pytest.mark.parametrize(
    "query", ["after=-1", "after=1e9", "after=" + "9" * 40, "after=x&epoch=y", "after=٣"]
)
def test_a_resume_point_that_is_no_number_counts_as_none(house: House, query: str) -> None:
    assert house.visitor().http.get(f"/chats/{LIVE}/events?{query}").status_code == 200


def test_a_socket_to_a_chat_that_is_not_there_is_refused(house: House) -> None:
    with pytest.raises(InvalidStatus) as refused, house.visitor().watch("no-such-chat"):
        pass
    assert refused.value.response.status_code == 404


def test_nothing_that_a_person_wrote_is_logged(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    written, kept = io.StringIO(), structlog.get_config()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written),
                        wrapper_class=structlog.make_filtering_bound_logger(0),
                        cache_logger_on_first_use=False)  # fmt: skip
    try:
        dana = house.visitor("Zanzibar")
        receipt = dana.asked(LIVE, "Is the quagga safe?")["receipt"]
        dana.get(f"/questions/{receipt}")
        dana.post(ASK, **fields(text="quagga " * 200))
        dana.http.post(
            ASK, content=b"{quagga", headers={**JSON, "Content-Type": "application/json"}
        )
    finally:
        structlog.configure(**kept)
    log = written.getvalue() + "".join(capfd.readouterr())
    assert "/questions/{receipt}" in log
    for word in ("quagga", "Zanzibar", receipt):
        assert word not in log


def test_an_error_of_ours_is_a_plain_page_with_a_reference(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from chat.schedule import queries

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault with words in it")

    monkeypatch.setattr(queries, "upcoming", broken)
    answer = house.stranger().get("/chats")
    assert answer.status_code == 500
    assert "a fault" not in answer.text
    assert answer.headers["x-request-id"] in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("name", ["Tolu Adeyemi", "Cole M", "Bedminster", "Nicole"])
def test_whoever_is_only_a_namesake_may_ask(name: str, house: House) -> None:
    assert house.visitor().ask(LIVE, "When are the bins emptied?", name=name).status_code == 201


def test_pages_are_sent_with_the_security_headers(house: House) -> None:
    for path in ("/", f"/chats/{LIVE}", "/staff/sign-in", "/no-such-page", "/static/tokens.css"):
        headers = house.stranger().get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "require-trusted-types-for 'script'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in {"same-origin", "no-referrer"}


@pytest.mark.parametrize("words", ["not json", "[]", "{}", '{"kind": "subscribe"}', '{"kind": 1}'])
def test_a_staff_socket_that_says_something_else_is_closed(house: House, words: str) -> None:
    with house.staff("priya").follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        desk.socket.send('{"kind": "heartbeat"}')
        desk.socket.send(words)
        with pytest.raises(ConnectionClosed) as closed:
            desk.until("never")
    assert closed.value.rcvd.code == 1008

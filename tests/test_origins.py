"""No request from another site does anything (P16)."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.house import LIVE, House
from tests.people import JSON, Person

ASK = f"/chats/{LIVE}/questions"
FIELDS = {
    "name": "Dana",
    "text": "Will the crossing move?",
    "key": "0123456789abcdef",
    "rules": "yes",
}


def foreign(house: House) -> list[dict[str, str]]:
    """Headers as another site's page, or somebody who pretends, would send them."""
    own = house.url
    origins = [
        "null",
        "http://evil.example",
        "https://evil.example",
        f"{own}.evil.example",
        f"{own}@evil.example",
        f"http://evil.example/{own}",
        own.replace("http", "https"),
        f"http://127.0.0.1:{house.port + 1}",
        "http://127.0.0.1",
        f"{own}/",
        own.upper(),
        "",
        "*",
        "file://",
        "about:blank",
        f"http://127.0.0.1.evil.example:{house.port}",
        f"http://x.127.0.0.1:{house.port}",
        f"ws://127.0.0.1:{house.port}",
        f"{own},http://evil.example",
        f"http://[::ffff:127.0.0.1]:{house.port}",
    ]
    sites = ["cross-site", "same-site", "CROSS-SITE", "", "same-origin, cross-site", "unknown"]
    return [
        *({"Origin": origin} for origin in origins),
        *({"Origin": own, "Sec-Fetch-Site": site} for site in sites),
        *(
            {"Origin": own, "Host": host, "Sec-Fetch-Site": "cross-site"}
            for host in ("evil.example", f"evil.example:{house.port}", "127.0.0.1:1", "localhost")
        ),
        {"Origin": "http://evil.example", "Host": "evil.example"},
        {"Origin": f"http://evil.example:{house.port}", "Host": f"evil.example:{house.port}"},
        {"Origin": "http://localhost.evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "none"},
    ]


@pytest.mark.parametrize("path", [ASK, "/staff/sign-in", f"/staff/chats/{LIVE}/notice"])
def test_no_form_of_another_site_is_taken(house: House, path: str) -> None:
    priya = house.staff("priya")
    for headers in foreign(house):
        answer = priya.http.post(path, json=FIELDS, headers={**JSON, **headers})
        assert answer.status_code in {400, 403}, headers
        assert "another site" in answer.text or answer.status_code == 400


@pytest.mark.parametrize("path", [f"/chats/{LIVE}/live", f"/staff/chats/{LIVE}/live"])
def test_no_socket_of_another_site_is_opened(house: House, path: str) -> None:
    priya = house.staff("priya")
    for headers in foreign(house):
        with pytest.raises((InvalidStatus, OSError)) as refused:
            open_with(priya, path, headers)
        if isinstance(refused.value, InvalidStatus):
            assert refused.value.response.status_code in {400, 403}, headers


def open_with(person: Person, path: str, headers: dict[str, str]) -> None:
    from websockets.sync.client import connect

    cookies = "; ".join(f"{c.name}={c.value}" for c in person.http.cookies.jar)
    given = {**headers, "Cookie": cookies}
    origin = given.pop("Origin")
    given.pop("Host", None)
    with connect(f"{person.url.replace('http', 'ws', 1)}{path}", origin=origin, compression=None,
                 additional_headers=given) as socket:  # fmt: skip
        socket.recv(timeout=1)


@pytest.mark.parametrize("path", [f"/chats/{LIVE}/live", f"/staff/chats/{LIVE}/live"])
def test_a_socket_needs_an_origin(house: House, path: str) -> None:
    priya = house.staff("priya")
    cookies = "; ".join(f"{c.name}={c.value}" for c in priya.http.cookies.jar)
    answer = priya.http.get(path, headers={
        "Origin": "", "Connection": "Upgrade", "Upgrade": "websocket", "Cookie": cookies,
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
    })  # fmt: skip
    assert answer.status_code == 403


def test_staff_requests_need_an_origin(house: House) -> None:
    priya = house.staff("priya")
    del priya.http.headers["Origin"]
    assert priya.post(f"/staff/chats/{LIVE}/notice", text="Hello").status_code == 403


def test_two_origins_are_none(house: House) -> None:
    priya = house.staff("priya")
    del priya.http.headers["Origin"]
    headers = [("Origin", house.url), ("Origin", house.url), ("Accept", "application/json")]
    answer = priya.http.post(f"/staff/chats/{LIVE}/notice", json={"text": "Hello"}, headers=headers)
    assert answer.status_code == 403


def test_our_own_pages_are_let_through(house: House) -> None:
    dana = house.visitor()
    for headers in ({"Origin": house.url}, {"Origin": house.url, "Sec-Fetch-Site": "same-origin"}):
        fields = {**FIELDS, "key": f"{len(headers)}123456789abcdef"}
        assert dana.http.post(ASK, json=fields, headers={**JSON, **headers}).status_code == 201


def test_reading_is_open_to_links_from_elsewhere(house: House) -> None:
    answer = house.visitor().http.get(f"/chats/{LIVE}", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200

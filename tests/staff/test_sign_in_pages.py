"""The way in and out, as a browser without scripts sees it."""

import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from foundation.staff.sign_in_pages import own_path
from tests.house import CAST, House
from tests.people import JSON, PASSWORD

PRIYA = CAST["priya"].email
MORSELS = {"path=/", "httponly", "samesite=strict"}


def send(client: httpx.Client, **given: str) -> httpx.Response:
    fields = {"email": PRIYA, "password": PASSWORD, **given}
    return client.post("/staff/sign-in", data=fields, headers={"Accept": "text/html"})


def cookies(answer: httpx.Response) -> dict[str, set[str]]:
    """What each cookie that was set carries beside its value, in small letters."""
    found = {}
    for line in answer.headers.get_list("set-cookie"):
        name, *rest = line.lower().split("; ")
        found[name.split("=")[0]] = {part for part in rest if not part.startswith("max-age")}
    return found


def test_priya_signs_in_and_arrives_where_she_was_going(house: House) -> None:
    stranger = house.stranger().http
    asked = stranger.get("/staff/account?tab=1")
    assert (asked.status_code, asked.headers["location"]) == (
        303, "/staff/sign-in?next=/staff/account%3Ftab%3D1",
    )  # fmt: skip
    form = stranger.get(asked.headers["location"]).text
    (onward,) = re.findall(r'name="next" value="([^"]*)"', form)
    answer = send(stranger, next=unescape(onward))
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/account?tab=1")
    assert "Priya Shah" in stranger.get("/staff/account").text


def test_a_wrong_password_brings_the_address_back_and_never_the_password(house: House) -> None:
    answer = send(house.stranger().http, email="Priya@example.org", password="hunter2hunter2")
    assert answer.status_code == 422
    assert 'value="Priya@example.org"' in answer.text
    assert "hunter2" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_an_error_stands_next_to_its_field_and_in_a_summary(house: House) -> None:
    page = send(house.stranger().http, password="").text
    sentence = "Enter your password or one-time code."
    assert page.count(sentence) == 2
    assert f'<a href="#password">{sentence}</a>' in page
    assert 'id="password-error"' in page
    assert "<title>Error:" in page


@pytest.mark.parametrize("email", [PRIYA, "nobody@example.org"])
def test_known_and_unknown_addresses_are_answered_alike(house: House, email: str) -> None:
    answers = [send(house.stranger().http, email=email, password="wrong") for _ in range(11)]
    assert [one.status_code for one in answers] == [422] * 10 + [429]
    assert {plain(one, email) for one in answers[:10]} == {plain(answers[0], email)}
    assert "do not belong together" in answers[0].text
    assert "Too many passwords were tried" in answers[10].text
    assert 3_500 < int(answers[10].headers["retry-after"]) <= 3_600


def plain(answer: httpx.Response, email: str) -> str:
    return answer.text.replace(email, "…")


def test_one_way_in_for_programs_answers_in_json(house: House) -> None:
    stranger = house.stranger().http
    answer = stranger.post(
        "/staff/sign-in", json={"email": PRIYA, "password": PASSWORD}, headers=JSON
    )
    assert answer.json() == {
        "name": "Priya Shah", "rank": "", "roles": ["moderator"], "must_change": False,
    }  # fmt: skip
    assert stranger.get("/staff/account").status_code == 200


def test_a_program_is_told_what_is_wrong_as_a_problem(house: House) -> None:
    answer = house.stranger().http.post("/staff/sign-in", json={"email": PRIYA}, headers=JSON)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["field"]) == (422, "password")


ELSEWHERE = (
    "https://mallory.example", "//mallory.example/staff/", "/\\mallory.example", "/", "/chats",
    "staff/account", "/staffroom", "javascript:alert(1)", "/staff/sign-in", "/staff/sign-out",
    "/staff/a\r\nSet-Cookie: x=y", "\\\\mallory.example", "/staff\\..\\x", "http:/staff/account",
)  # fmt: skip


def test_nobody_is_led_to_another_site(house: House) -> None:
    for onward in ELSEWHERE:
        stranger = house.stranger().http
        page = stranger.get("/staff/sign-in", params={"next": onward}).text
        assert 'name="next" value="/staff"' in page
    assert {own_path(onward) for onward in ELSEWHERE} == {"/staff"}
    assert send(house.stranger().http, next=ELSEWHERE[0]).headers["location"] == "/staff"


def test_whoever_is_signed_in_goes_straight_on(house: House) -> None:
    answer = house.staff("priya").get("/staff/sign-in", next="/staff/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/account")


def test_whoever_came_from_another_site_is_offered_one_link_onward(house: House) -> None:
    """A strict cookie does not come along from web mail; the click on our own page carries it."""
    stranger, link = house.stranger().http, '<a class="govuk-link" href="/staff/account">'
    mail = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    from_mail = stranger.get("/staff/sign-in?next=/staff/account", headers=mail).text
    from_here = stranger.get("/staff/sign-in?next=/staff/account").text
    assert link in from_mail
    assert link not in from_here


def test_cookies_over_http_are_strict_and_closed_to_scripts(house: House) -> None:
    assert cookies(send(house.stranger().http)) == {
        "webchat-staff": MORSELS,
        "webchat-known": MORSELS,
    }


def test_cookies_over_https_are_secure_and_tied_to_this_host(
    sqlite_url: str, tmp_path: Path
) -> None:
    origin = "https://chat.example.org"
    with House(sqlite_url, tmp_path, base_url=origin) as house:
        client = house.stranger().http
        client.headers["Origin"] = origin
        found = cookies(send(client))
    safe = MORSELS | {"secure"}
    assert found == {"__host-webchat-staff": safe, "__host-webchat-known": safe}


def test_signing_out_takes_the_cookie_and_what_the_browser_kept(house: House) -> None:
    priya = house.staff("priya")
    session = priya.http.cookies["webchat-staff"]
    answer = priya.submit_form("/staff/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in?signed-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert set(priya.http.cookies) == {"webchat-known"}
    assert "You are signed out." in priya.http.get("/staff/sign-in?signed-out").text
    priya.http.cookies["webchat-staff"] = session
    assert priya.get("/staff/account").status_code == 303


def test_signing_out_without_a_session_is_no_error(house: House) -> None:
    assert house.stranger().http.post("/staff/sign-out").status_code == 303
    assert house.stranger().http.post("/staff/sign-out", headers=JSON).status_code == 204


def test_a_browser_she_used_before_is_known_again(house: House) -> None:
    priya = house.staff("priya")
    priya.submit_form("/staff/sign-out")
    for _ in range(12):
        send(house.stranger().http, password="wrong")
    assert send(house.stranger().http).status_code == 429
    assert send(priya.http).status_code == 303


def test_a_device_cookie_that_was_not_signed_here_is_a_strangers(house: House) -> None:
    known = house.staff("priya").http.cookies["webchat-known"]
    for _ in range(10):
        send(house.stranger().http, password="wrong")
    for forged in (known[:-1], f"x{known}", known.split(".")[0], f".{known}"):
        forger = house.stranger().http
        forger.cookies["webchat-known"] = forged
        assert send(forger).status_code == 429


def test_no_other_site_signs_anybody_in_or_out(house: House) -> None:
    priya, fields = house.staff("priya"), {"email": PRIYA, "password": PASSWORD}
    for path in ("/staff/sign-in", "/staff/sign-out"):
        for headers in ({"Origin": "https://mallory.example"}, {"Sec-Fetch-Site": "cross-site"}):
            sent = priya.http.post(path, data=fields, headers=headers)
            assert sent.status_code == 403
            assert "set-cookie" not in sent.headers
    assert priya.get("/staff/account").status_code == 200

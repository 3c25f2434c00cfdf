"""People over the wire: who may do what to whom, cell by cell, and that it counts at once."""

import re

from starlette.routing import Route

from foundation.staff.guard import StaffRoute
from foundation.staff.roles import GRANTED
from foundation.staff.routes import WAYS_IN_AND_OUT, routes
from tests.house import CAST, House
from tests.people import JSON
from tests.staff.test_account_pages import number

NOBODY = {"{person_id:number}": "404", "{session_id}": "0" * 16}
GUARDED = [route for route in routes if isinstance(route, StaffRoute)]


def address(route: Route) -> tuple[str, str]:
    """A route's deed on somebody who is not there, so that asking changes nothing."""
    path = route.path
    for placeholder, value in NOBODY.items():
        path = path.replace(placeholder, value)
    return "POST" if "POST" in (route.methods or ()) else "GET", path


def test_every_route_has_a_guard_but_the_ways_in_and_out() -> None:
    assert [route for route in routes if route not in GUARDED] == WAYS_IN_AND_OUT


def test_each_role_reaches_what_the_matrix_gives_it(house: House) -> None:
    for who, newcomer in CAST.items():
        (role,), person = newcomer.roles, house.staff(who)
        for route in GUARDED:
            if route.path == "/staff/account/sessions/ending":
                continue  # one's own, which everybody may: it would end nothing but others
            answer = person.http.request(*address(route), json={}, headers=JSON)
            allowed = role in GRANTED[route.right]
            assert (answer.status_code == 403) is not allowed, (who, route, answer.text)


def test_a_stranger_reaches_nothing(house: House) -> None:
    stranger = house.stranger().http
    for token in ("", "0" * 26, "\N{LATIN SMALL LETTER E WITH ACUTE}", "x" * 4_000):
        cookie = {b"Cookie": f"webchat-staff={token}".encode()}
        for method, path in map(address, GUARDED):
            asked = stranger.request(method, path, headers=cookie)
            told = stranger.request(method, path, headers=cookie | {b"Accept": b"application/json"})
            assert asked.status_code == (303 if method == "GET" else 401)
            assert (told.status_code, told.json()["status"]) == (401, 401)


def test_no_other_site_makes_staff_do_anything(house: House) -> None:
    kit = house.staff("kit")
    for method, path in map(address, GUARDED):
        for origin in ("https://mallory.example", "null", f"{house.url}.mallory.example", ""):
            if method == "POST":
                sent = kit.http.post(path, json={}, headers={"Origin": origin, **JSON})
                assert sent.status_code == 403


def test_kit_disables_priya_and_she_is_out_at_once(house: House) -> None:
    kit, priya, number_ = house.staff("kit"), house.staff("priya"), number(house, "priya")
    assert priya.get("/staff/account").status_code == 200
    answer = kit.submit_form(f"/staff/people/{number_}/disabling")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/staff/people/{number_}")
    assert priya.get("/staff/account").status_code == 303
    assert "Disabled" in kit.get(f"/staff/people/{number_}").text
    assert kit.post(f"/staff/people/{number_}/disabling").status_code == 409


def test_kit_signs_priya_out_everywhere_and_she_may_come_back(house: House) -> None:
    kit, priya = house.staff("kit"), house.staff("priya")
    kit.submit_form(f"/staff/people/{number(house, 'priya')}/sessions/ending")
    assert priya.get("/staff/account").status_code == 303
    assert house.staff("priya").get("/staff/account").status_code == 200


def test_a_code_is_shown_once_and_kept_out_of_caches(house: House) -> None:
    kit, number_ = house.staff("kit"), number(house, "priya")
    answer = kit.submit_form(f"/staff/people/{number_}/reset")
    (code,) = set(re.findall(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", answer.text))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert code not in kit.get(f"/staff/people/{number_}").text


def test_nobody_does_it_to_their_own_account(house: House) -> None:
    kit, own = house.staff("kit"), number(house, "kit")
    for deed in ("disabling", "reset"):
        assert kit.post(f"/staff/people/{own}/{deed}").status_code == 403
        assert f"/staff/people/{own}/{deed}" not in kit.get(f"/staff/people/{own}").text


def test_a_page_offers_only_what_its_reader_may_do(house: House) -> None:
    number_ = number(house, "priya")
    kits = house.staff("kit").get(f"/staff/people/{number_}").text
    helens = house.staff("helen").get(f"/staff/people/{number_}").text
    assert [f"/{number_}/{deed}" in kits for deed in ("disabling", "reset")] == [True, True]
    assert [f"/{number_}/{deed}" in helens for deed in ("disabling", "reset")] == [True, False]


def test_a_person_who_is_not_there_is_not_found(house: House) -> None:
    kit = house.staff("kit")
    for number_ in ("0", "404", "99999999999999999999999", "-1", "x"):
        assert kit.get(f"/staff/people/{number_}").status_code == 404

"""One's own account, over the wire."""

import re

from tests.house import CAST, House
from tests.people import PASSWORD, Staff

OTHER = "a green teapot over the moor"
COOKIE = "webchat-staff"


def change(who: Staff, current: str = PASSWORD, new: str = OTHER) -> int:
    return who.submit_form("/staff/account/password", current=current, new=new).status_code


def test_priya_changes_her_password_and_stays_signed_in_here_only(house: House) -> None:
    here, there = house.staff("priya"), house.staff("priya")
    before = here.http.cookies[COOKIE]
    assert change(here) == 303
    assert here.http.cookies[COOKIE] != before
    assert here.get("/staff/account").status_code == 200
    assert there.get("/staff/account").status_code == 303


def test_a_refused_password_comes_back_with_its_reason_and_without_itself(house: House) -> None:
    priya = house.staff("priya")
    answer = priya.submit_form("/staff/account/password", current=PASSWORD, new="too short")
    assert answer.status_code == 422
    assert answer.text.count("at least 15 characters.") == 2
    assert 'href="#new"' in answer.text
    assert "too short" not in answer.text
    assert PASSWORD not in answer.text


def test_the_current_password_must_be_right(house: House) -> None:
    priya = house.staff("priya")
    answer = priya.submit_form("/staff/account/password", current="wrong", new=OTHER)
    assert answer.status_code == 422
    assert 'id="current-error"' in answer.text
    answer = priya.post("/staff/account/password", current="wrong", new=OTHER)
    assert answer.json()["field"] == "current"


def test_whoever_came_with_a_code_goes_nowhere_before_choosing_a_password(house: House) -> None:
    code = house.staff("kit").post(f"/staff/people/{number(house, 'priya')}/reset").json()["code"]
    priya = house.stranger().http
    fields = {"email": CAST["priya"].email, "password": code, "next": "/staff/chats"}
    assert priya.post("/staff/sign-in", data=fields).status_code == 303
    for path in ("/staff", "/staff/chats", "/staff/account", "/staff/chats/bedminster"):
        answer = priya.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/staff/account/password")
    refused = priya.get("/staff/account", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["detail"]) == (
        403, "Choose a password of your own first.",
    )  # fmt: skip
    assert 'id="current"' not in priya.get("/staff/account/password").text
    assert priya.post("/staff/account/password", data={"new": OTHER}).status_code == 303
    assert priya.get("/staff/account").status_code == 200


def test_priya_sees_where_she_is_signed_in_and_ends_one(house: House) -> None:
    here, there = house.staff("priya"), house.staff("priya")
    page = here.get("/staff/account").text
    assert page.count("<tr class") == 3
    assert page.count("This browser") == 1
    (other,) = re.findall(r"/staff/account/sessions/(\w+)/ending", page)
    assert here.submit_form(f"/staff/account/sessions/{other}/ending").status_code == 303
    assert there.get("/staff/account").status_code == 303
    assert here.get("/staff/account").text.count("<tr class") == 2


def test_priya_ends_all_others_and_keeps_her_own(house: House) -> None:
    here, there = house.staff("priya"), house.staff("priya")
    cole = house.staff("cole")
    assert here.submit_form("/staff/account/sessions/ending").status_code == 303
    assert there.get("/staff/account").status_code == 303
    assert here.get("/staff/account").status_code == 200
    assert cole.get("/staff/account").status_code == 200


def test_nobody_ends_a_colleagues_session_from_their_own_account(house: House) -> None:
    priya, _ = house.staff("priya"), house.staff("priya")
    (other,) = re.findall(r"/account/sessions/(\w+)/ending", priya.get("/staff/account").text)
    assert house.staff("cole").post(f"/staff/account/sessions/{other}/ending").status_code == 404


def test_every_staff_page_is_kept_out_of_caches(house: House) -> None:
    kit = house.staff("kit")
    for path in ("/staff/account", "/staff/account/password", "/staff/people", "/staff/people/1"):
        assert kit.get(path).headers["cache-control"] == "no-store"


def number(house: House, who: str) -> int:
    """The number under which the list of people names somebody."""
    page = house.staff("kit").get("/staff/people").text
    (found,) = re.findall(rf"/staff/people/(\d+)\">[^<]*{CAST[who].name}", page)
    return int(found)

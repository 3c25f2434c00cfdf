"""From question to answer: who may take it up, who releases it, what each of them sees."""

import re

from tests.conftest import Rows
from tests.house import DIRECT, LIVE, LOBBY, House
from tests.people import Staff


def approved(house: House, slug: str = LIVE, text: str = "Will the crossing move?") -> str:
    asked = house.visitor().asked(slug, text)["id"]
    assert house.staff("priya").approve(asked).status_code == 200
    return asked


def waiting_answer(priya: Staff, slug: str = LIVE) -> str:
    found = re.findall(
        r'id="h-([0-9a-z]+)"[^>]*data-sort="answer"', priya.get(f"/staff/chats/{slug}").text
    )
    assert len(found) == 1
    return found[0]


def release(priya: Staff, answer: str, **fields: str) -> int:
    version = priya.version(answer, "answers")
    return priya.post(f"/staff/answers/{answer}/approval", version=version, **fields).status_code


def test_an_answer_is_seen_only_once_a_moderator_released_it(house: House) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    assert (
        cole.post(f"/staff/questions/{question}/answer", text="Yes: in spring.").status_code == 200
    )
    assert "Yes: in spring." not in house.visitor().get(f"/chats/{LIVE}").text
    assert "Yes: in spring." in cole.get(f"/staff/chats/{LIVE}/panel").text
    assert release(priya, waiting_answer(priya)) == 200
    assert "Yes: in spring." in house.visitor().get(f"/chats/{LIVE}").text


def test_at_the_end_nothing_is_being_answered_any_more(house: House) -> None:
    question, cole, priya = approved(house, DIRECT), house.staff("cole"), house.staff("priya")
    cole.post(f"/staff/questions/{question}/answer", text="Yes: in spring.")
    cole.post(f"/staff/questions/{question}/picking")  # to add to it
    now = "is answering this now"
    assert now in house.visitor().get(f"/chats/{DIRECT}").text
    with house.visitor().watch(DIRECT) as watcher:
        watcher.until("hello")
        priya.end(DIRECT)
        assert now not in watcher.until("question.put-down")["html"]
    assert now not in house.visitor().get(f"/chats/{DIRECT}").text


def test_an_answer_that_waits_leaves_the_queue_with_its_question(house: House) -> None:
    question, priya = approved(house), house.staff("priya")
    house.staff("cole").post(f"/staff/questions/{question}/answer", text="Yes: in spring.")
    answer = waiting_answer(priya)
    with house.staff("sam").follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("hello")
        priya.post(f"/staff/questions/{question}/withdrawal", reason="abuse")
        gone = desk.until("question.withdrawn")["html"]
    assert re.search(rf'id="h-{answer}"[^>]*data-gone[^>]*>gone with its question', gone)
    assert "Yes: in spring." not in gone
    assert "Yes: in spring." not in priya.get(f"/staff/chats/{LIVE}").text


def test_where_a_chat_is_direct_an_answer_shows_at_once(house: House) -> None:
    question = approved(house, DIRECT)
    house.staff("cole").post(f"/staff/questions/{question}/answer", text="Yes: in spring.")
    assert "Yes: in spring." in house.visitor().get(f"/chats/{DIRECT}").text


def test_an_answer_that_was_edited_says_so_and_keeps_the_original(house: House, rows: Rows) -> None:
    question, priya = approved(house), house.staff("priya")
    house.staff("cole").post(f"/staff/questions/{question}/answer", text="Yes: ask PC Lewis.")
    assert release(priya, waiting_answer(priya), text="Yes: ask the team.", change="clarity") == 200
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert "Yes: ask the team." in page
    assert "edited by a moderator" in page
    assert ("Yes: ask PC Lewis.",) in rows("SELECT text FROM revisions")


def test_a_question_that_was_edited_says_so_and_keeps_the_original(
    house: House, rows: Rows
) -> None:
    asked, priya = (
        house.visitor().asked(LIVE, "Is Mr Smith of number 9 a dealer?"),
        house.staff("priya"),
    )
    assert priya.approve(asked["id"], text="Is there dealing in my street?").status_code == 200
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert "Is there dealing in my street?" in page
    assert "Mr Smith" not in page
    assert "edited by a moderator" in page
    assert ("Is Mr Smith of number 9 a dealer?",) in rows("SELECT text FROM revisions")


def test_an_answer_is_given_back_with_its_reason(house: House) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    cole.post(f"/staff/questions/{question}/answer", text="It was number 9.")
    answer = waiting_answer(priya)
    fields = {"version": priya.version(answer, "answers"), "reason": "live-investigation"}
    assert priya.post(f"/staff/answers/{answer}/rejection", **fields).status_code == 200
    panel = cole.get(f"/staff/chats/{LIVE}/panel").text
    assert "live investigation" in panel
    assert "It was number 9." not in house.visitor().get(f"/chats/{LIVE}").text


def test_an_answer_is_checked_too_and_its_findings_are_marked_for_the_moderator(
    house: House,
) -> None:
    question, priya = approved(house), house.staff("priya")
    older = house.visitor().asked(LIVE, "Will the lamps be mended?")
    answer = house.staff("cole").post(
        f"/staff/questions/{question}/answer", text="Ring Alex on 07700 900123 or see example.com."
    )
    assert answer.status_code == 200
    waits = waiting_answer(priya)
    assert priya.pane(waits, "answers").text.count("<mark") == 2
    # It is looked at before what is not marked, however long that has waited.
    queue = priya.get(f"/staff/chats/{LIVE}").text
    assert queue.index(f'id="h-{waits}"') < queue.index(f'id="h-{older["id"]}"')


def test_the_first_who_picks_a_question_holds_it(house: House) -> None:
    question, cole, adeyemi = approved(house), house.staff("cole"), house.staff("adeyemi")
    assert cole.post(f"/staff/questions/{question}/picking").status_code == 200
    assert adeyemi.post(f"/staff/questions/{question}/picking").status_code == 409
    assert adeyemi.post(f"/staff/questions/{question}/putting-down").status_code == 409
    assert "Sgt Cole" in house.visitor().get(f"/chats/{LIVE}").text
    assert cole.post(f"/staff/questions/{question}/putting-down").status_code == 200
    assert adeyemi.post(f"/staff/questions/{question}/picking").status_code == 200


def test_officers_see_released_questions_only(house: House) -> None:
    house.visitor().asked(LIVE, "This one waits for a moderator.")
    panel = house.staff("cole").get(f"/staff/chats/{LIVE}/panel").text
    assert "This one waits" not in panel


def test_a_held_question_cannot_be_answered(house: House) -> None:
    asked = house.visitor().asked(LIVE, "This one waits for a moderator.")
    answer = house.staff("cole").post(f"/staff/questions/{asked['id']}/answer", text="Yes.")
    assert answer.status_code == 404


def test_nobody_answers_before_the_chat_is_live(house: House) -> None:
    question = approved(house, LOBBY)
    answer = house.staff("cole").post(f"/staff/questions/{question}/answer", text="Yes.")
    assert answer.status_code == 409


def test_an_answer_that_is_too_long_comes_back_with_its_words(house: House) -> None:
    question, words = approved(house), "We will look at it. " * 150
    cole = house.staff("cole")
    cole.post(f"/staff/questions/{question}/picking")
    answer = cole.submit_form(f"/staff/questions/{question}/answer", text=words)
    assert answer.status_code == 422
    assert words.strip() in answer.text


def test_a_withdrawn_answer_is_gone_and_its_question_waits_again(house: House) -> None:
    question, priya = approved(house), house.staff("priya")
    house.staff("cole").post(f"/staff/questions/{question}/answer", text="Yes: in spring.")
    answer = waiting_answer(priya)
    release(priya, answer)
    dana = house.visitor()
    with dana.watch(LIVE) as watcher:
        assert "Yes: in spring." in watcher.until("snapshot")["html"]
        fields = {"reason": "speculation"}
        assert priya.post(f"/staff/answers/{answer}/withdrawal", **fields).status_code == 200
        assert "Yes: in spring." not in watcher.until("answer.withdrawn")["html"]
    assert "Yes: in spring." not in dana.get(f"/chats/{LIVE}").text


def test_the_asker_sees_each_step_on_a_page_of_their_own(house: House) -> None:
    dana, priya, cole = house.visitor(), house.staff("priya"), house.staff("cole")
    asked = dana.asked(LIVE, "Will the crossing move?")

    def status() -> str:
        return dana.http.get(asked["status_url"], headers={"Accept": "application/json"}).json()[
            "status"
        ]

    assert status() == "held"
    with dana.follow(asked["status_url"] + "/live") as watcher:
        watcher.until("hello")
        priya.approve(asked["id"])
        assert watcher.until("look-again")["html"] == ""
        assert status() == "approved"
        cole.post(f"/staff/questions/{asked['id']}/answer", text="Yes: in spring.")
        release(priya, waiting_answer(priya))
        watcher.until("look-again")
        assert status() == "answered"


def test_urgent_words_show_the_asker_where_to_turn_and_come_first(house: House) -> None:
    dana = house.visitor()
    dana.asked(LIVE, "Will the crossing move?")
    asked = dana.asked(LIVE, "There is a man with a knife outside my house right now")
    assert asked["urgent"] is True
    assert "999" in asked["html"]
    desk = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    rows = re.findall(r'id="h-([0-9a-z]+)"', desk)
    assert rows[0] == asked["id"]


def test_a_question_asked_again_is_marked_as_a_repeat_and_held_all_the_same(
    house: House, rows: Rows
) -> None:
    dana, words = house.visitor(), "Will the crossing on Cotham Road be moved this year?"
    first, again = dana.asked(LIVE, words)["id"], dana.asked(LIVE, f"{words.upper()} ")["id"]
    house.visitor("Ali").asked(LIVE, words)
    marked = rows(
        "SELECT r.about FROM findings f JOIN revisions r ON r.id = f.revision_id"
        " WHERE f.rule = 'repeat'"
    )
    assert marked == [(again,)]
    assert first != again


def test_what_was_never_shown_does_not_exist_for_officers(house: House) -> None:
    """Held, or rejected: whether somebody asked it is none of the panel's business."""
    cole, priya = house.staff("cole"), house.staff("priya")
    held, rejected = (house.visitor().asked(LIVE, text)["id"] for text in ("Why?", "Who?"))
    assert priya.reject(rejected).status_code == 200
    for question in (held, rejected):
        for deed, fields in (("picking", {}), ("putting-down", {}), ("answer", {"text": "Yes."})):
            answer = cole.post(f"/staff/questions/{question}/{deed}", **fields)
            assert (answer.status_code, answer.json()["detail"]) == (
                404, "There is no such question.",
            )  # fmt: skip


def test_an_answer_to_what_was_taken_down_says_so(house: House) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    assert cole.post(f"/staff/questions/{question}/picking").status_code == 200
    withdrawal = f"/staff/questions/{question}/withdrawal"
    assert priya.post(withdrawal, reason="personal-information").status_code == 200
    answer = cole.post(f"/staff/questions/{question}/answer", text="Yes.")
    assert answer.status_code == 409
    assert "taken down" in answer.json()["detail"]


def test_an_answer_that_says_999_is_no_alarm(house: House) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    text = "Somebody is breaking in right now? Ring 999 and stay indoors, he has a knife."
    assert cole.post(f"/staff/questions/{question}/answer", text=text).status_code == 200
    pane = priya.pane(waiting_answer(priya), "answers").text
    assert text.partition("?")[0] in pane
    assert "in danger" not in pane

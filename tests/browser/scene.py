"""A force on a busy evening: every page we have finds something to show there in each of its
states."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from chat.rooms.jobs import tell_askers
from chat.schedule import verbs as schedule
from chat.schedule.models import Chat
from tests.house import CLOSED, COMING, LIVE, LOBBY, House
from tests.people import Person, Staff, Visitor

LONG = "Why does the number 76 bus never wait for the train, and who decides that? " * 5
WORDS = {
    "answered": "Will the crossing on Cotham Road move?",
    "approved": "When are the bins on North Street emptied? " + LONG,
    "answering": "متى يفتح مركز الشرطة في الحي؟",
    "edited": "Is it true that Kevin at number 4 sells drugs?",
    "taken down": "My neighbour Kevin deals from number 4.",
    "returned": "Will there be more officers at night? 🚓👮‍♀️",
    "written": "W" * 120,
    "rejected": "Is it true what they say about number 4?",
    "held": "Can you ring me on 07700 900123, or write to dana@example.org, at BS6 6XX?",
    "urgent": "Somebody is breaking into my neighbour's house right now",
}


ASIDE = {
    "asked back": "Is it true that Kevin Marsh sells drugs on our street?",
    "parked": "Why was the inquest into the fire put off, and who decided that?",
    "handed on": "Will the Chief Constable say sorry for what happened at the yard?",
    "diverted": "I saw who broke into the shop and I know where they live.",
    "merged": "When will the bins on North Street be emptied at last?",
}


@dataclass
class Scene:
    """The house, its people and what each of them has in hand."""

    house: House
    staff: Callable[[str], Staff]
    talk: str  # slugs
    empty: str
    closing: str
    ended: str
    halted: str
    cancelled: str
    dana: Visitor
    visitors: dict[str, Person] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)  # of questions, by what became of them
    ids: dict[str, str] = field(default_factory=dict)
    announced: str = COMING
    lobby: str = LOBBY
    closed: str = CLOSED
    live: str = LIVE

    def who(self, name: str) -> Person | None:
        """The cookies somebody brings along; None for a stranger."""
        if not name:
            return None
        return self.visitors.get(name) or self.staff(name)


def arrange(scene: Scene) -> Scene:
    """Let it all happen, through the doors that everybody uses."""
    in_the_room(scene)
    left_at_the_end(scene)
    set_aside(scene)
    kept_in_order(scene)
    own_questions(scene)
    approved_lines(scene)
    promises(scene)
    edited_lists(scene)
    on_the_staff(scene)
    scene.staff("priya").post(f"/staff/chats/{scene.closing}/closing")
    scene.staff("priya").post(f"/staff/chats/{scene.halted}/stopping")
    scene.staff("priya").post(f"/staff/chats/{scene.halted}/pausing", text="Fire alarm. " * 10)
    scene.house.do(cancel(scene.house, scene.cancelled))
    scene.visitors["dana"] = scene.dana
    return scene


def in_the_room(scene: Scene) -> None:
    priya, cole, adeyemi = map(scene.staff, ("priya", "cole", "adeyemi"))
    for state, words in WORDS.items():
        visitor = (
            scene.dana if state not in {"held", "urgent"} else scene.house.visitor("Ali 王小明")
        )
        asked = visitor.asked(scene.talk, words)
        scene.ids[state], scene.receipts[state] = asked["id"], asked["receipt"]
    for state in ("answered", "approved", "answering", "taken down", "returned", "written"):
        priya.approve(scene.ids[state])
    priya.approve(scene.ids["edited"], text="When do you act on drug dealing?")
    priya.reject(scene.ids["rejected"], "speculation")
    scene.house.do(tell_askers(scene.house.database, datetime.now(UTC) + timedelta(seconds=11)))
    priya.post(
        f"/staff/questions/{scene.ids['taken down']}/withdrawal", reason="personal-information"
    )
    answer(scene, "answered", by=cole, verdict="approval")
    answer(scene, "returned", by=cole, verdict="rejection")
    answer(scene, "written", by=adeyemi)
    cole.post(f"/staff/questions/{scene.ids['answering']}/picking")
    priya.post(f"/staff/chats/{scene.talk}/notice", text="We run ten minutes late. " + LONG)
    priya.post("/staff/statement", text="There was a fire. Nobody is hurt. " + LONG)
    notes, sam = f"/staff/chats/{scene.talk}/notes", scene.staff("sam")
    priya.post(notes, text="Mine. " + LONG)
    sam.post(notes, text="Ask the council first. " + LONG, about=scene.ids["held"])


def approved_lines(scene: Scene) -> None:
    """A line that officers are offered, with other words that wait."""
    sam, helen = scene.staff("sam"), scene.staff("helen")
    given = {"title": "Bicycles", "text": f"Bicycles are marked free. {LONG}", "topic": "Theft"}
    assert helen.post("/staff/lines", **given).status_code == 200
    assert sam.post("/staff/lines/1/approval", version="1").status_code == 200
    assert helen.post("/staff/lines/1/wording", **given).status_code == 200


def edited_lists(scene: Scene) -> None:
    """Words of abuse and a watch list, each in its second version and the first one long."""
    priya, path = scene.staff("priya"), f"/staff/chats/{scene.talk}/watch-list"
    long = "\n".join(f"plonker {number}" for number in range(30))
    for version, entries in (("1", long), ("2", "plonk*\nnever: plonkley")):
        given = {"version": version, "entries": entries, "note": LONG[:200]}
        assert priya.post("/staff/words", **given).status_code == 200
    first = priya.post(path, version="0", entries=long.replace("plonker", "Op Oak"))
    assert first.status_code == 200
    given = {"version": str(first.json()["version"]), "entries": "Op Oak\nHenderson"}
    assert priya.post(path, **given).status_code == 200


def promises(scene: Scene) -> None:
    """One that waits, and one that is shown."""
    sam, helen, tomorrow = scene.staff("sam"), scene.staff("helen"), tomorrow_day()
    for words in (f"We will count the cars. {LONG[:200]}", f"We will mend it. {LONG[:200]}"):
        given = {"text": words, "team": "Roads team", "due": tomorrow}
        answer = sam.post(f"/staff/chats/{scene.talk}/promises", **given)
        assert answer.status_code == 200, answer.text
    path = f"/staff/promises/{answer.json()['promise']}"
    page = helen.get("/staff/promises").text
    version = page.partition(f'action="{path}/approval"')[2].partition('value="')[2][:16]
    assert helen.post(f"{path}/approval", version=version).status_code == 200


def tomorrow_day() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def set_aside(scene: Scene) -> None:
    """What is not let through as it came."""
    sam, meg = scene.staff("sam"), scene.house.visitor("Meg")
    for state, words in ASIDE.items():
        asked = meg.asked(scene.talk, words)
        scene.ids[state], scene.receipts[state] = asked["id"], asked["receipt"]
    for state, deed, given in (
        ("asked back", "asking-back", {"reason": "personal-information"}),
        ("parked", "parking", {}),
        ("handed on", "escalation", {"to": "press-office"}),
        ("diverted", "diversion", {"diversion": "information"}),
        ("merged", "merging", {"into": scene.ids["approved"]}),
    ):
        given["version"] = sam.version(scene.ids[state])
        answer = sam.post(f"/staff/questions/{scene.ids[state]}/{deed}", **given)
        assert answer.status_code == 200, answer.text


def kept_in_order(scene: Scene) -> None:
    """Mallory is warned, banned and appeals; Max is banned by somebody else; Ned is muted."""
    for name, by, deeds in (
        ("Mallory", "sam", (("warning", {}), ("ban", {"until": "month"}))),
        ("Max", "priya", (("ban-everywhere", {"until": "week"}),)),
        ("Ned", "sam", (("muting", {"span": "chat"}),)),
    ):
        visitor = scene.visitors[name] = scene.house.visitor(name)
        asked = visitor.asked(scene.talk, f"Why are you all so useless? {LONG}")
        scene.ids[name], scene.receipts[name] = asked["id"], asked["receipt"]
        for deed, given in deeds:
            path = f"/staff/questions/{asked['id']}/{deed}"
            answer = scene.staff(by).post(path, reason="abuse", **given)
            assert answer.status_code == 200, answer.text
    appeal = "It was my little brother, who had my telephone. " * 3
    path = f"/questions/{scene.receipts['Mallory']}/appeal"
    assert scene.visitors["Mallory"].post(path, text=appeal).status_code == 200


def answer(scene: Scene, state: str, *, by: Staff, verdict: str = "") -> None:
    """Write an answer, and let Priya release it or give it back where a verdict is named."""
    priya, text = scene.staff("priya"), f"Yes: the council starts in May. {LONG}"
    assert by.post(f"/staff/questions/{scene.ids[state]}/answer", text=text).status_code == 200
    if verdict:
        page = priya.get(f"/staff/chats/{scene.talk}").text
        (item, version), *_ = re.findall(
            r'id="h-(\w+)"[^>]*data-version="(\w+)" data-sort="answer"', page
        )
        fields = {"version": version, "reason": "abuse"}
        assert priya.post(f"/staff/answers/{item}/{verdict}", **fields).status_code == 200


def left_at_the_end(scene: Scene) -> None:
    """A chat that ended with one question unread and one unanswered."""
    priya = scene.staff("priya")
    for state in ("lapsed", "unanswered"):
        asked = scene.dana.asked(scene.ended, f"Left {state}: {LONG}")
        scene.receipts[state], scene.ids[state] = asked["receipt"], asked["id"]
    priya.approve(scene.ids["unanswered"])
    priya.end(scene.ended)


def own_questions(scene: Scene) -> None:
    """Visitors with one question of their own each, which has come to one state."""
    priya = scene.staff("priya")
    for state, words in (
        ("held", "When are the bins emptied?"),
        ("urgent", WORDS["urgent"]),
        ("approved", "Who patrols the park?"),
        ("rejected", "Is Kevin a thief?"),
    ):
        visitor = scene.visitors[f"the asker of one {state}"] = scene.house.visitor("Sam")
        asked = visitor.asked(scene.talk, words)
        if state == "approved":
            priya.approve(asked["id"])
        if state == "rejected":
            priya.reject(asked["id"])
            scene.house.do(
                tell_askers(scene.house.database, datetime.now(UTC) + timedelta(seconds=11))
            )


def on_the_staff(scene: Scene) -> None:
    """Somebody is disabled, somebody has been given a one-time code, Kit is signed in twice."""
    kit, people = scene.staff("kit"), person_ids(scene.staff("kit"))
    kit.submit_form(f"/staff/people/{people['Finn Ode']}/disabling")
    scene.ids |= {
        "disabled": people["Finn Ode"],
        "signed in": people["Priya Shah"],
        "to be reset": people["Dee Marsh"],
    }
    code = kit.post(f"/staff/people/{people['Hugh Penn']}/reset").json()["code"]
    newcomer = scene.visitors["somebody with a one-time code"] = scene.house.stranger()
    newcomer.submit_form("/staff/sign-in", email="hugh@example.org", password=code, next="")
    scene.house.staff("kit")


def person_ids(staff: Staff) -> dict[str, str]:
    found = re.findall(r'href="/staff/people/(\d+)">([^<]+)<', staff.get("/staff/people").text)
    return {name: id for id, name in found}


async def cancel(house: House, slug: str) -> None:
    at = datetime.now(UTC)
    async with house.database.writing() as session:
        chat_id = await session.scalar(select(Chat.id).where(Chat.slug == slug))
        assert chat_id, "the chat is not in the diary"
        await schedule.cancel(session, chat_id, by=1, at=at)

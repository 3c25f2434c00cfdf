"""Every page and what it can be found in: the table that the check of each page
is generated from."""

from tests.browser.acts import read
from tests.browser.states import (
    State,
    appeal,
    area,
    asks,
    begin_to_ask,
    changed_meanwhile,
    deciding,
    desk,
    fixed,
    folded_up,
    follow,
    from_another_site,
    in_turn,
    log,
    loses_its_connection,
    panel,
    person,
    press,
    receipt,
    refused_decision,
    refused_in_place,
    room,
    sent_as_a_form,
    shows,
    tried,
    views,
    watched,
)

# Answers that are no pages: for calendars, feeds, machines, and ways that only lead on.
NO_PAGES = {
    "GET /chats.ics", "GET /chats.atom", "GET /areas/{slug}.ics", "GET /areas/{slug}.atom",
    "GET /chats/{slug}.ics", "GET /chats/{slug}/events", "GET /staff/chats/{slug}/events",
    "GET /staff/chats/{slug}/panel/events", "GET /healthz", "GET /readyz", "GET /metrics",
    "GET /.well-known/security.txt", "GET /robots.txt", "GET /staff",
    "GET /staff/chats/{slug}/watch-list", "GET /staff/questions/{id}", "GET /staff/answers/{id}",
    "GET /staff/corrections/{id}", "GET /staff/takeaways/{id}", "GET /staff/words.txt",
}  # fmt: skip

HOME, DIARY, AREA = "GET /", "GET /chats", "GET /areas/{slug}"
ROOM, STATUS = "GET /chats/{slug}", "GET /questions/{receipt}"
CHATS, DESK = "GET /staff/chats", "GET /staff/chats/{slug}"
LOG = "GET /staff/chats/{slug}/log"
PANEL = "GET /staff/chats/{slug}/panel"
SIGN_IN, ACCOUNT = "GET /staff/sign-in", "GET /staff/account"
PASSWORD = "GET /staff/account/password"
WORDS, WATCHED = "GET /staff/words", "GET /staff/chats/{slug}/watch-list/versions"
APPEAL, BANS = "GET /questions/{receipt}/appeal", "GET /staff/bans"
PEOPLE, PERSON = "GET /staff/people", "GET /staff/people/{person_id:number}"
NOWHERE = "no page at all"
URGENT = "Somebody is breaking into my neighbour's house right now"

OF_THE_PUBLIC = [
    *views(HOME, fixed("/"), State("on a busy evening")),
    *views(DIARY, fixed("/chats"), State("on a busy evening")),
    *views(AREA, area("live"), State("with a chat that is live")),
    *views(AREA, area("announced"), State("with a chat to come")),
    *views(AREA, area("closed"), State("with a chat that is over")),
    *views(ROOM, room("announced"), State("announced")),
    *views(ROOM, room("lobby"), State("lobby")),
    *views(ROOM, room("empty"), State("live and empty")),
    *views(
        ROOM,
        room("talk"),
        State("live with talk and a notice"),
        State("live, with its choices unfolded", press("What a screen reader announces")),
        State(
            "live, with its rules unfolded", in_turn(begin_to_ask, press("Read the house rules"))
        ),
        State("live, refused in place", refused_in_place, refused=True),
        State("live, just asked", asks("Who patrols the park?", then="[data-receipt]")),
        State("live, just asked something urgent", asks(URGENT, then=".own__urgent")),
        State("live, without a connection", loses_its_connection),
    ),
    *views(
        ROOM,
        room("talk", "?"),
        State("live, a form refused", sent_as_a_form("#ask", text="?"), refused=True),
    ),
    *views(ROOM, room("talk", "?watch=20"), State("live, renewing itself")),
    *views(ROOM, room("talk"), State("live, for its asker", press("Your questions")), who="dana"),
    *(
        view
        for one in ("held", "approved", "rejected", "urgent")
        for view in views(
            ROOM, room("talk"), State(f"live, one's own {one}"), who=f"the asker of one {one}"
        )
    ),
    *views(ROOM, room("talk"), State("live, for somebody muted"), who="Ned"),
    *views(ROOM, room("talk"), State("live, for somebody banned"), who="Mallory"),
    *views(
        APPEAL,
        appeal("Max"),
        State("about to be written"),
        State("refused", sent_as_a_form("main form", text="W" * 501), refused=True),
    ),
    *views(APPEAL, appeal("Mallory"), State("sent")),
    *views(ROOM, room("closing"), State("closing")),
    *views(ROOM, room("halted"), State("paused")),
    *views(ROOM, room("ended"), State("closed, with talk")),
    *views(ROOM, room("closed"), State("closed and empty")),
    *views(ROOM, room("cancelled"), State("cancelled")),
    *(
        view
        for one in ("held", "urgent", "approved", "answered", "edited", "rejected", "taken down")
        for view in views(STATUS, receipt(one), State(one))
    ),
    *(
        view
        for one in ("asked back", "diverted", "merged", "parked")
        for view in views(STATUS, receipt(one), State(one))
    ),
    *views(
        STATUS,
        receipt("asked back"),
        State("asked back, about to change it", press("Put it in other words")),
        State(
            "asked back, refused",
            sent_as_a_form(".own form", text="W" * 501),
            refused=True,
        ),
    ),
    *(view for one in ("lapsed", "unanswered") for view in views(STATUS, receipt(one), State(one))),
    *views("GET /help", fixed("/help"), State("as it is")),
    *views("GET /privacy", fixed("/privacy"), State("as it is")),
    *views("GET /accessibility", fixed("/accessibility"), State("as it is")),
    *views(NOWHERE, fixed("/chats/nowhere"), State("not found", refused=True)),
    *views(NOWHERE, fixed("/staff/people"), State("not allowed", refused=True), who="cole"),
]

OF_THE_STAFF = [
    *views(
        SIGN_IN,
        fixed("/staff/sign-in"),
        State("fresh"),
        State("with nothing filled in", sent_as_a_form("main form", email=""), refused=True),
        State(
            "refused",
            sent_as_a_form("main form", email="priya@example.org", password="not it at all"),
            refused=True,
        ),
    ),
    *views(SIGN_IN, fixed("/staff/sign-in?signed-out"), State("signed out")),
    *views(SIGN_IN, fixed("/staff/sign-in?"), State("from another site", from_another_site)),
    *views(ACCOUNT, fixed("/staff/account"), State("signed in once"), who="sal"),
    *views(ACCOUNT, fixed("/staff/account"), State("signed in twice"), who="kit"),
    *views(
        PASSWORD,
        fixed("/staff/account/password"),
        State("fresh"),
        State(
            "refused",
            sent_as_a_form("main form", current="not it at all", new="short"),
            refused=True,
        ),
        who="sal",
    ),
    *views(
        PASSWORD,
        fixed("/staff/account/password"),
        State("after a one-time code"),
        who="somebody with a one-time code",
    ),
    *views(BANS, fixed("/staff/bans"), State("with an appeal of one's own ban"), who="sam"),
    *views(
        BANS,
        fixed("/staff/bans"),
        State("with an appeal to decide"),
        State("a decision refused", sent_as_a_form(".ban__decide", reply=" "), refused=True),
        who="priya",
    ),
    *views(WORDS, fixed("/staff/words"), State("with two versions"), who="sam"),
    *views(
        WORDS,
        fixed("/staff/words"),
        State("tried", tried),
        State("refused", sent_as_a_form(".list-form", entries="the"), refused=True),
        State("changed meanwhile", changed_meanwhile, refused=True),
        who="priya",
    ),
    *views(PEOPLE, fixed("/staff/people"), State("as it is"), who="kit"),
    *views(
        PERSON,
        person("signed in"),
        State("signed in"),
        State("about to be disabled", press("Disable this account…")),
        who="kit",
    ),
    *views(PERSON, person("disabled"), State("disabled"), who="kit"),
    *views(
        PERSON,
        person("to be reset"),
        State(
            "whose one-time code is shown",
            in_turn(press("Reset their password"), shows("main code")),
        ),
        who="kit",
    ),
]

OF_THE_DESKS = [
    *views(
        CHATS,
        fixed("/staff/chats"),
        State("for a moderator"),
        State("about to pin another statement", press("Put another in its place…")),
        State(
            "a statement refused",
            sent_as_a_form(".pinning details form", text="W" * 501),
            refused=True,
        ),
        who="priya",
    ),
    *views(CHATS, fixed("/staff/chats"), State("for an officer"), who="cole"),
    *views(LOG, log("talk"), State("as it is"), who="priya"),
    *views(LOG, log("talk", "?page=99"), State("past its end"), who="helen"),
    *views(
        LOG,
        log("talk", "?words=yes&item=", "edited"),
        State("one item, with its words"),
        who="priya",
    ),
    *views(DESK, desk("empty"), State("with nothing to do"), who="priya"),
    *views(DESK, desk("announced"), State("about to open", press("Open…")), who="priya"),
    *views(DESK, desk("closing"), State("about to end", press("End…")), who="priya"),
    *views(DESK, desk("ended"), State("after the end"), who="priya"),
    *views(
        DESK,
        desk("halted"),
        State("paused"),
        State("paused, with what can be done", press("Pause…")),
        who="priya",
    ),
    *views(DESK, desk("talk", item="held"), State("an item with findings", read), who="priya"),
    *views(
        DESK,
        desk("talk"),
        State("with a full queue, an urgent item open", read),
        State("editing", deciding("e")),
        State("rejecting", deciding("r")),
        State("diverting", deciding("d")),
        State("asking back", deciding("b")),
        State("merging", deciding("m")),
        State("handing on", deciding("x")),
        State("keeping order", deciding("l")),
        State("about to ban", press("Ban from the room…")),
        State("announcing", deciding("n")),
        State("leaving a crew note", deciding("c")),
        State("with its watch list", in_turn(folded_up, press("Watch list…"))),
        State("with its pace", in_turn(folded_up, press("Pace…"))),
        State("with its alarm", in_turn(folded_up, press("Alarm…"))),
        State("extending", in_turn(folded_up, press("Extend…"))),
        State("about to close", in_turn(folded_up, press("Close…"))),
        State("with its keys listed", deciding("?")),
        State("taking down", in_turn(folded_up, press("Take down"), shows("#take-down"))),
        State(
            "an answer open",
            in_turn(folded_up, press("Answer to Q"), shows("#item[data-sort=answer]")),
        ),
        State("giving an answer back", deciding("r")),
        State("a decision refused", refused_decision, refused=True),
        State("without a connection", loses_its_connection),
        who="priya",
    ),
    *(
        view
        for one in ("asked back", "parked", "handed on")
        for view in views(
            DESK, desk("talk", item=one), State(f"an item that is {one}", read), who="priya"
        )
    ),
    *views(
        DESK, desk("talk", item="Mallory"), State("an asker who was limited", read), who="priya"
    ),
    *views(DESK, desk("talk", item="held"), State("for a senior", read), who="helen"),
    *views(WATCHED, watched("empty"), State("with none yet"), who="priya"),
    *views(WATCHED, watched("talk"), State("with two, one unfolded", press("Read it")), who="sam"),
    *views(PANEL, panel("empty"), State("with nothing to do"), who="cole"),
    *views(
        PANEL,
        panel("talk"),
        State("with talk and one in hand"),
        State("without a connection", loses_its_connection),
        State(
            "an answer refused",
            sent_as_a_form("form[data-deed=answer]", text="Yes. " * 401),
            refused=True,
        ),
        who="cole",
    ),
    *views(PANEL, panel("talk"), State("for another officer"), who="adeyemi"),
    *views(
        PANEL,
        panel("talk"),
        State("about to correct an answer", follow("Correct this")),
        State("about to take a question away", follow("Take it away")),
        who="adeyemi",
    ),
    *views(PANEL, panel("talk"), State("for a moderator without a seat"), who="priya"),
    *views(PANEL, panel("ended"), State("after the end"), who="cole"),
    *views(
        PANEL,
        panel("talk"),
        State("about to promise", follow("Promise something for")),
        who="adeyemi",
    ),
    *views(
        "GET /staff/promises",
        fixed("/staff/promises"),
        State("with some that wait", press("Say what has become of it")),
        who="priya",
    ),
    *views(
        "GET /staff/lines",
        fixed("/staff/lines"),
        State("with one that waits", press("Write a new line")),
        State("refused", sent_as_a_form(".line-form", title=""), refused=True),
        who="priya",
    ),
    *views(
        "GET /staff/lines/{line:number}",
        fixed("/staff/lines/1"),
        State("with new words that wait", press("Put it in other words")),
        who="priya",
    ),
]

VIEWS = [*OF_THE_PUBLIC, *OF_THE_STAFF, *OF_THE_DESKS]

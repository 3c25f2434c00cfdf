"""What can happen in a room."""

from foundation.events import Audience, declare

HELD = declare("question.held", Audience.DESK, "A visitor asked a question")
APPROVED = declare("question.approved", Audience.PUBLIC, "{by} approved a question")
REJECTED = declare("question.rejected", Audience.DESK, "{by} rejected a question: {reason}")
TOLD = declare("question.told", Audience.ASKER, "The asker was told of the decision")
RESTORED = declare(
    "question.restored", Audience.DESK, "{by} put a rejected question back in the queue"
)
RECONSIDERED = declare(
    "question.reconsidered", Audience.DESK, "{by} put back a question whose asker had been told"
)
DISPUTED = declare("question.disputed", Audience.DESK, "An asker disputed a rejection")
WITHDRAWN = declare("question.withdrawn", Audience.PUBLIC, "{by} took a question down: {reason}")
CLAIMED = declare("question.claimed", Audience.DESK, "{by} opened a question")
FREED = declare("question.freed", Audience.DESK, "A question that was open is free again")
PARKED = declare("question.parked", Audience.DESK, "{by} was in doubt about a question")
ESCALATED = declare("question.escalated", Audience.DESK, "{by} handed a question on: {to}")
ASKED_BACK = declare("question.asked-back", Audience.DESK, "{by} asked for other words: {reason}")
PUT_BACK = declare("question.put-back", Audience.DESK, "{by} put a question back in the queue")
DIVERTED = declare("question.diverted", Audience.DESK, "{by} diverted a question: {turning}")
MERGED = declare("question.merged", Audience.DESK, "{by} merged a question with another")
SEPARATED = declare("question.separated", Audience.DESK, "{by} took a question out of another")
REWORDED = declare("question.reworded", Audience.DESK, "An asker changed a question")
RETRACTED = declare("question.retracted", Audience.DESK, "An asker took a question back")
MARKED = declare("question.marked", Audience.DESK, "A changed list marks a question otherwise")
SUPPORTED = declare("question.supported", Audience.PUBLIC, "Others ask a question too")
# An officer hears of what was let through only: what is meant for one before that is the desk's.
RESERVED = declare("question.reserved", Audience.DESK, "{by} meant a question for {seat}")
UNRESERVED = declare("question.unreserved", Audience.DESK, "{by} meant a question for nobody again")
ASSIGNED = declare("question.assigned", Audience.PANEL, "{by} gave a question to {seat}")
UNASSIGNED = declare("question.unassigned", Audience.PANEL, "{by} gave a question to nobody again")
PICKED = declare("question.picked", Audience.PUBLIC, "{by} is answering a question")
PUT_DOWN = declare("question.put-down", Audience.PUBLIC, "{by} put a question back")
LAPSED = declare("question.lapsed", Audience.DESK, "The chat ended before a question was read")
UNANSWERED = declare(
    "question.unanswered", Audience.PUBLIC, "The chat ended before a question was answered"
)
ANSWER_HELD = declare("answer.held", Audience.PANEL, "{by} wrote an answer")
ANSWER_RELEASED = declare("answer.released", Audience.PUBLIC, "{by} released an answer")
ANSWER_RETURNED = declare("answer.returned", Audience.PANEL, "{by} gave an answer back: {reason}")
ANSWER_WITHDRAWN = declare(
    "answer.withdrawn", Audience.PUBLIC, "{by} took an answer down: {reason}"
)
CORRECTION_HELD = declare(
    "answer.correction-held", Audience.PANEL, "{by} wrote a correction of an answer"
)
CORRECTED = declare(
    "answer.corrected", Audience.PUBLIC, "{by} let a correction of an answer be shown"
)
CORRECTION_RETURNED = declare(
    "answer.correction-returned", Audience.PANEL, "{by} gave a correction back: {reason}"
)
TAKE_AWAY_HELD = declare(
    "question.take-away-held", Audience.PANEL, "{by} took a question away, to be answered later"
)
TAKEN_AWAY = declare(
    "question.taken-away", Audience.PUBLIC, "{by} let it be shown who answers a question later"
)
TAKE_AWAY_RETURNED = declare(
    "question.take-away-returned", Audience.PANEL, "{by} gave back what was taken away: {reason}"
)
TAKE_AWAY_WITHDRAWN = declare(
    "question.take-away-withdrawn",
    Audience.PUBLIC,
    "{by} took down who answers a question later: {reason}",
)
PROMISED = declare("promise.written", Audience.DESK, "{by} wrote down a promise")
PROMISE_MADE = declare("promise.made", Audience.DESK, "{by} let a promise be shown")
PROMISE_RETURNED = declare("promise.returned", Audience.DESK, "{by} gave a promise back: {reason}")
PROMISE_WITHDRAWN = declare(
    "promise.withdrawn", Audience.DESK, "{by} took a promise down: {reason}"
)
REPORTED = declare("promise.reported", Audience.DESK, "{by} wrote what has become of a promise")
REPORT_SHOWN = declare(
    "promise.report-shown", Audience.DESK, "{by} let it be shown what has become of a promise"
)
REPORT_RETURNED = declare(
    "promise.report-returned", Audience.DESK, "{by} gave a report on a promise back: {reason}"
)
# In each chat of the area that tells of them.
PROMISES = declare(
    "chat.promises", Audience.PUBLIC, "What was promised in earlier chats of the area changed"
)
LINE_WRITTEN = declare("line.written", Audience.DESK, "{by} wrote an approved line anew")
LINE_LET_IN = declare("line.let-in", Audience.DESK, "{by} let an approved line in")
LINE_RETURNED = declare("line.returned", Audience.DESK, "{by} gave an approved line back")
LINE_RETIRED = declare("line.retired", Audience.DESK, "{by} retired an approved line")
LINE_RESTORED = declare("line.restored", Audience.DESK, "{by} brought an approved line back")
WORDS_CHANGED = declare(
    "words.changed", Audience.DESK, "{by} changed the words of abuse: version {version}"
)
WORDS_PUT_BACK = declare(
    "words.put-back",
    Audience.DESK,
    "{by} put version {earlier} of the words of abuse back: version {version}",
)
NOTICE = declare("notice.announced", Audience.PUBLIC, "{by} announced a notice to the room")
NOTICE_WITHDRAWN = declare("notice.withdrawn", Audience.PUBLIC, "{by} took the notice down")
WARNED = declare("asker.warned", Audience.DESK, "{by} warned an asker: {reason}")
SLOWED = declare("asker.slowed", Audience.DESK, "{by} slowed an asker down: {reason}")
MUTED = declare("asker.muted", Audience.DESK, "{by} muted an asker until {until}: {reason}")
BANNED = declare(
    "asker.banned", Audience.DESK, "{by} banned an asker from the room until {until}: {reason}"
)
BANNED_EVERYWHERE = declare(
    "asker.banned-everywhere",
    Audience.DESK,
    "{by} banned an asker from all rooms until {until}: {reason}",
)
TRUSTED = declare("asker.trusted", Audience.DESK, "{by} trusts an asker in this chat")
LIMIT_LIFTED = declare("asker.lifted", Audience.DESK, "{by} lifted what stood on an asker: {sort}")
APPEALED = declare("asker.appealed", Audience.DESK, "An asker appealed against a ban")
UPHELD = declare("asker.upheld", Audience.DESK, "{by} upheld a ban on appeal")
HEARD = declare("asker.heard", Audience.DESK, "{by} lifted a ban on appeal")

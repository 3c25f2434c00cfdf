"""What is asked through a simulated evening: by whom, when, and in what words."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from benchmarks.submissions import cookie

FADES = 25 * 60.0  # seconds in which the stream of questions falls to about a third
KEEN, KEEN_SHARE, AGAIN_SHARE = 12, 0.18, 0.10  # a few ask many times, some a second time
STREETS = (
    "Alder Road", "Ashley Hill", "Bath Row", "Beech Lane", "Bridge Street", "Canal Walk",
    "Castle Green", "Cedar Way", "Chapel Lane", "Church Road", "Cotham Road", "Dean Lane",
    "Elm Grove", "Fairfield", "Gas Lane", "Green Park", "Hill View", "Holly Bank",
    "King Street", "Lower Quay", "Market Place", "Mill Lane", "North Street", "Oak Avenue",
    "Orchard Road", "Park Row", "Priory Walk", "Queen Square", "River Path", "School Lane",
    "South Parade", "Station Road", "Temple Gate", "Union Street", "Upton Road", "Vale Street",
    "West Street", "Wood End",
)  # fmt: skip
MATTERS = (
    "When will somebody do something about the speeding on {}?",
    "Why do we never see an officer on foot around {}?",
    "Are there plans for cameras near the shops on {}?",
    "What is being done about bicycles stolen from {}?",
    "Who tows the cars that were left on the pavement of {}?",
    "How many burglaries were there around {} this year?",
    "Will the patrols return to {} in the school holidays?",
    "Is anything planned against the fly-tipping behind {}?",
    "Can we have a speed watch group for {}?",
    "Why was our report about noise on {} closed so soon?",
    "How do I join the neighbourhood meeting for {}?",
    "What happened to the drop-in that was held on {}?",
    "Are electric scooters on the pavement of {} allowed?",
    "Will the street lights of {} be left on at night?",
    "Does the budget still pay for two constables for {}?",
    "How safe is the underpass by {} after dark?",
    "When does the mobile office stop at {} again?",
    "Who decides whether {} becomes a one-way street?",
)
DANGER = (
    "There is a man with a knife outside my house on {} right now",
    "Help, somebody is breaking into the house next door on {} right now",
)
ECHOES = ("The same here from {}. ", "We in {} ask that too. ", "I wonder as well, by {}. ")
INSISTED = (" Please answer.", " I asked before.", " Still waiting.", " Hello, anybody?")


class Sort(StrEnum):
    """What a person who reads it would take a question for."""

    PLAIN = "plain"
    URGENT = "urgent"
    PERSONAL = "with personal data"
    ECHO = "asked by another before"
    REPEAT = "asked by the same person before"
    UNFIT = "not for this chat"
    DOUBTFUL = "for a second person"


SORTS = {
    Sort.URGENT: 1,
    Sort.PERSONAL: 3,
    Sort.ECHO: 6,
    Sort.UNFIT: 5,
    Sort.DOUBTFUL: 2,
}  # per cent
REPEATED = 0.25  # of what somebody asks after their first


@dataclass(eq=False, slots=True)
class Asker:
    """One member of the public, by their cookie."""

    cookie: str = field(default_factory=cookie)
    asked: list["Asked"] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Asked:
    """One question and what became of it, by the driver's own book; moments are virtual seconds
    after the doors opened, and what waited then has 0."""

    at: float
    asker: Asker
    turn: int  # how many the same asker had asked before
    sort: Sort
    text: str
    clean: str = ""  # the text without the personal data
    after: "Asked | None" = None  # what it asks again
    id: str = ""  # once it is acknowledged
    sent: float = 0.0
    verdict: str = ""
    decided: float | None = None
    parked_by: int | None = None


class Author:
    """Makes up one evening's questions."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        plain = [matter.format(street) for matter in MATTERS for street in STREETS]
        self.plain = iter(self.dice.sample(plain, len(plain)))
        self.askers = [Asker() for _ in range(KEEN)]
        self.written: list[Asked] = []
        self.used: set[str] = set()

    def evening(self, waiting: int, more: int, seconds: float) -> list[Asked]:
        """Those that wait when the doors open, then a Poisson stream that falls off."""
        moments = [0.0] * waiting + list(arrivals(self.dice, more, seconds))
        return [self.question(at) for at in moments]

    def question(self, at: float) -> Asked:
        asker = self.asker()
        asked = self.worded(at, asker, self.sort(asker))
        self.written.append(asked)
        self.used.add(asked.text)
        asker.asked.append(asked)
        return asked

    def asker(self) -> Asker:
        lot = self.dice.random()
        if lot < KEEN_SHARE:
            return self.askers[self.dice.randrange(KEEN)]
        if lot < KEEN_SHARE + AGAIN_SHARE:
            return self.dice.choice(self.askers)
        self.askers.append(Asker())
        return self.askers[-1]

    def sort(self, asker: Asker) -> Sort:
        if asker.asked and self.dice.random() < REPEATED:
            return Sort.REPEAT
        sorts = [*SORTS, Sort.PLAIN]
        return self.dice.choices(sorts, [*SORTS.values(), 100 - sum(SORTS.values())])[0]

    def worded(self, at: float, asker: Asker, sort: Sort) -> Asked:
        """The question in words that nobody else uses; plain where those of its sort ran out."""
        earlier = asker.asked if sort is Sort.REPEAT else self.written
        models = [one for one in earlier if one.sort is Sort.PLAIN]
        asked = Asked(at, asker, len(asker.asked), sort, "")
        if sort in {Sort.REPEAT, Sort.ECHO} and models:
            asked.after = self.dice.choice(models)
        asked.text = next((text for text in self.texts(asked) if text not in self.used), "")
        if not asked.text:
            asked.sort, asked.after, asked.text = Sort.PLAIN, None, next(self.plain)
        return asked

    def texts(self, asked: Asked) -> Iterator[str]:
        if asked.sort is Sort.URGENT:
            yield from (self.dice.choice(DANGER).format(street) for street in self.streets())
        elif asked.sort is Sort.PERSONAL:
            asked.clean = next(self.plain)
            yield f"{asked.clean} Ring me on 07700 900{self.dice.randrange(1_000):03}."
        elif asked.after is None:
            yield from self.plain if asked.sort not in {Sort.REPEAT, Sort.ECHO} else ()
        elif asked.sort is Sort.REPEAT:
            yield from (asked.after.text + more for more in INSISTED)
        else:
            yield from (
                echo.format(street) + asked.after.text
                for street in self.streets() for echo in ECHOES
            )  # fmt: skip

    def streets(self) -> list[str]:
        return self.dice.sample(STREETS, len(STREETS))


def arrivals(dice: random.Random, more: int, seconds: float) -> Iterator[float]:
    """Moments of a Poisson stream that falls off exponentially, `more` of them on average."""
    fades = FADES * seconds / 3_600
    whole = 1 - math.exp(-seconds / fades)
    share = dice.expovariate(more)
    while share < 1:
        yield -fades * math.log(1 - share * whole)
        share += dice.expovariate(more)

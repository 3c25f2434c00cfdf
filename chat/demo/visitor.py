"""A simulated visitor: opens the room, reads for a while, asks perhaps, and goes."""

import asyncio
import contextlib
import random
import secrets

from chat.demo.browser import Browser, NotForUs
from chat.demo.pace import Pace
from chat.demo.script import Line

TYPING = 90  # words a minute, on a phone
AGREES = 0.03  # how often somebody wants to know what another has asked
NAMES = (
    "Abdi", "Adam P", "Agnieszka", "Alison", "Amir", "Andy from Windmill Hill", "Annette", "Arjun",
    "Asha", "Barry", "Bea", "Bernie", "Bilal", "Bronwen", "Carlos", "Carol", "Cath", "Ceri",
    "Charlie", "Chris B", "Ciara", "Claire", "Dave", "Dee", "Devon", "Diana", "Dilys", "Dom",
    "Ebony", "Eddie", "Eileen", "Ellie", "Emeka", "Erin", "Faye", "Femi", "Fiona", "Frank", "Gemma",
    "George", "Geraint", "Gill", "Gran of six", "Gurpreet", "Halima", "Harry", "Hassan", "Hazel",
    "Imran", "Ines", "Isla", "Ivan", "Jan", "Janice", "Jay", "Jen", "Joan", "Josh", "Joyce",
    "Kamil", "Karen", "Kash", "Kieran", "Kim", "Kofi", "Laila", "Laura H", "Leroy", "Linda",
    "Lorna", "Magda", "Marcus", "Mags", "Meena", "Mel", "Mike", "Mo", "Moira", "Nadia", "Nathan",
    "Neil", "New on Dean Lane", "Nia", "Nina", "Noor", "Olu", "Oscar", "Pam", "Patrick", "Paula",
    "Phil", "Piotr", "Precious", "Rachel", "Ravi", "Reg", "Rhian", "Rita", "Rob", "Rosa", "Rosie",
    "Roy", "Sadie", "Samir", "Sandra", "Sean", "Shaun", "Sheila", "Simone", "Sophie",
    "Southville dad", "Stan", "Sue", "Tariq", "Tash", "Tess", "Theo", "Tim", "Tina", "Toby",
    "Tracey", "Usha", "Val", "Vera", "Vikram", "Wayne", "Will", "Win", "Yasmin", "Zoe",
)  # fmt: skip


class Closed(Exception):
    """The chat takes no questions now."""


class Visitor:
    """Somebody in the room; whoever has asked stays until they know what became of it."""

    def __init__(self, browser: Browser, slug: str, name: str, pace: Pace) -> None:
        self.browser, self.slug, self.name, self.pace = browser, slug, name, pace
        self.is_free = True
        self._settled = asyncio.Event()
        self._settled.set()

    async def stay(self, least: float, most: float) -> None:
        """Open the room and follow it for so many seconds, and for as long as a question is out."""
        await self.browser.look("/chats/" + self.slug)
        reading = asyncio.create_task(self.read())
        try:
            await self.pace.pause(least, most)
            await self._settled.wait()
        finally:
            self.is_free = False
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def read(self) -> None:
        async for frame in self.browser.follow(f"/chats/{self.slug}/live"):
            if frame["kind"] == "question.approved" and random.random() < AGREES:
                await self.pace.pause(1, 5)
                await self.browser.send(f"/questions/{frame['id']}/support")

    async def ask(self, line: Line) -> None:
        """Type a question, send it, and wait until it is decided. Raises Closed."""
        self.is_free = False
        self._settled.clear()
        try:
            await self.pace.write(line.ask, words_a_minute=TYPING)
            answer = await self.browser.send(
                f"/chats/{self.slug}/questions", name=self.name, text=line.ask,
                key=secrets.token_hex(8), rules="yes",
            )  # fmt: skip
            if answer.status_code == 409:
                raise Closed
            if answer.status_code == 201:
                await self.wait_for_decision(answer.json()["status_url"])
        finally:
            self.is_free = True
            self._settled.set()

    async def wait_for_decision(self, status: str) -> None:
        """The socket says when to look again, and never what there is to see."""
        with contextlib.suppress(NotForUs):
            async for _ in self.browser.follow(f"{status}/live"):
                if (await self.browser.fetch(status)).json()["status"] != "held":
                    return

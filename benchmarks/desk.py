"""The moderators' desk under load, in a real browser: its frames and the tasks of its scripts.

    .venv/bin/python -m benchmarks.desk [--seconds 30] [--rounds 3] [--waiting 500] [--slower 1]

Five hundred questions wait and five more come in each second, every tenth of them with something
marked in it, so that its row lands in the middle of the queue. A moderator decides one a second, by
key: nine approvals to a rejection, and a colleague at another desk decides one too. Each round has
a house and a window of its own. The last round is the control: one script of the desk is served
with a loop in it that keeps the page busy now and then, and that has to show, by the script's name.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx
from playwright.sync_api import Browser, Error, Page, Response, Route, sync_playwright

from benchmarks.desk_page import RECORD, Figures
from benchmarks.processes import CannotMeasure
from benchmarks.submissions import cookie
from foundation.identifiers import new_id
from tests import browsers
from tests.browser.conftest import CLOSED
from tests.house import LIVE, template
from tests.people import JSON, Staff
from tests.serving import Process

DESK = f"/staff/chats/{LIVE}"
VIEW = {"width": 1280, "height": 720}
MARKED = 10  # every so manieth question has a telephone number in it
REJECTED = 10  # every so manieth decision
PATIENCE = 60_000  # milliseconds until the desk stands
SLOW = ("counts.js", 120, 500)  # the control's script, and milliseconds: busy so long, so often
LOOP = """
setInterval(() => {{
  const end = performance.now() + {busy};
  while (performance.now() < end);
}}, {every});
"""


class Askers:
    """People outside the browser who ask, each somebody new."""

    def __init__(self, process: Process) -> None:
        origin = {"Origin": process.url}
        self.http = httpx.Client(base_url=process.url, headers={**origin, **JSON}, timeout=20)
        self.asked = 0

    def ask(self) -> None:
        number = self.asked = self.asked + 1
        phone = " Ring me on 07700 900461." if number % MARKED == 0 else ""
        fields = {
            "name": "Dana", "key": new_id(), "rules": "yes",
            "text": f"Number {number}: will the crossing on Cotham Road be moved this term?{phone}",
        }  # fmt: skip
        answer = self.http.post(
            f"/chats/{LIVE}/questions", json=fields, headers={"Cookie": cookie()}
        )
        if answer.status_code != 201:
            raise CannotMeasure(f"a question was answered with {answer.status_code}: {answer.text}")


class Paced(threading.Thread):
    """Does something so many times a second, until it is let go."""

    def __init__(self, act: Callable[[], None], hertz: float) -> None:
        super().__init__(daemon=True)
        self.act, self.hertz = act, hertz
        self.over = threading.Event()
        self.done, self.fault = 0, ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        began = time.monotonic()
        while not self.over.wait(max(0, began + self.done / self.hertz - time.monotonic())):
            try:
                self.act()
            except (CannotMeasure, AssertionError, httpx.HTTPError) as error:
                self.fault = str(error)
                return
            self.done += 1


class Colleague:
    """Another moderator, who decides from the far end of the queue."""

    def __init__(self, process: Process) -> None:
        self.staff = Staff(process.url, "sam@example.org")
        self.left = self.rows()

    def rows(self) -> list[str]:
        page = self.staff.get(DESK).text
        return [part.partition('"')[0] for part in page.split('id="h-')[1:]]

    def decide(self) -> None:
        answer = self.staff.approve(self.left.pop())
        if answer.status_code != 200:
            raise CannotMeasure(f"the colleague's decision was answered {answer.status_code}")


@dataclass(frozen=True, slots=True)
class Load:
    """How much goes on in one round."""

    waiting: int
    hertz: float
    seconds: float
    slower: float  # so many times slower than this machine the page's processor is made


def at_the_desk(page: Page, load: Load, askers: Askers, colleague: Colleague) -> Figures:
    """Decide one a second, while others ask and decide."""
    page.goto(DESK)
    page.locator(".queue > .row").nth(load.waiting - 1).wait_for(state="attached")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": load.slower})
    page.evaluate(RECORD)
    decided: list[Response] = []
    page.on("response", lambda one: decided.append(one) if one.request.method == "POST" else None)
    process = renderer(page)
    began, kept_off = time.monotonic(), waited(process)
    with Paced(askers.ask, load.hertz) as asking, Paced(colleague.decide, 1) as deciding:
        for number in range(1, int(load.seconds) + 1):
            page.wait_for_timeout((began + number - time.monotonic()) * 1_000)
            for key in ("r", "4") if number % REJECTED == 0 else ("a",):
                page.keyboard.press(key)
    if fault := asking.fault or deciding.fault:
        raise CannotMeasure(fault)
    if asking.done < load.hertz * load.seconds * 0.9:
        raise CannotMeasure(f"only {asking.done} questions came in {load.seconds:.0f} seconds")
    figures = Figures.of(page, (waited(process) - kept_off) / (time.monotonic() - began))
    done = [one for one in decided if one.ok]
    if len(done) < load.seconds * 0.9:
        raise CannotMeasure(f"only {len(done)} decisions in {load.seconds:.0f} seconds")
    return figures


def renderer(page: Page) -> int:
    """The process that draws the page: of the browser's, the one that has worked most."""
    browser = page.context.browser
    assert browser is not None
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max((one for one in found if one["type"] == "renderer"), key=lambda one: one["cpuTime"])[
        "id"
    ]


def waited(process: int) -> float:
    """Seconds so far that its main thread was ready to run while something else had the core."""
    return int(Path("/proc", str(process), "schedstat").read_text().split()[1]) / 1e9


@contextmanager
def desk_window(browser: Browser, process: Process) -> Iterator[Page]:
    """Priya's window, signed in."""
    priya = Staff(process.url, "priya@example.org")
    context = browser.new_context(base_url=process.url, viewport=VIEW, locale="en-GB")
    context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": process.url}
         for one in priya.http.cookies.jar]
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def slowed(route: Route) -> None:
    """The control's script, as it is, and a loop behind it."""
    _, busy, every = SLOW
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + LOOP.format(busy=busy, every=every))


def one_round(browser: Browser, load: Load, empty: Path, *, slow: bool = False) -> Figures:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        own = Path(shutil.copy(empty, folder))
        with (
            Process(f"sqlite:///{own}", own.parent) as process,
            desk_window(browser, process) as page,
        ):
            os.sched_setaffinity(process.process.pid, {min(os.sched_getaffinity(0))})
            askers = Askers(process)
            for _ in range(load.waiting):
                askers.ask()
            if slow:
                page.route(f"**/static/moderation/{SLOW[0]}", slowed)
            return at_the_desk(page, load, askers, Colleague(process))


def measured(load: Load, rounds: int) -> tuple[list[Figures], Figures]:
    found = browsers.browser()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        empty = Path(folder) / "webchat.sqlite3"
        template(f"sqlite:///{empty}")  # before the driver, whose loop is this thread's
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=found.path, env=dict(found.env), args=[*found.args, *CLOSED]
            )
            done = [told(one_round(browser, load, empty)) for _ in range(rounds)]
            control = told(one_round(browser, load, empty, slow=True), "control")
            browser.close()
    return done, control


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--waiting", type=int, default=500)
    parser.add_argument("--hertz", type=float, default=5, help="questions that come in a second")
    parser.add_argument("--slower", type=float, default=1, help="times the page is slowed down by")
    given = parser.parse_args()
    load = Load(given.waiting, given.hertz, given.seconds, given.slower)
    try:
        rounds, control = measured(load, given.rounds)
    except (CannotMeasure, browsers.NoBrowser, Error) as nothing:
        print(f"could not measure: {nothing}", file=sys.stderr)
        return 2
    if control.met or control.culprit != SLOW[0]:
        print("could not measure: the slow script of the control did not show", file=sys.stderr)
        return 2
    return 0 if all(one.met for one in rounds) else 1


def told(figures: Figures, what: str = "round") -> Figures:
    print(json.dumps({"what": what, **figures.words}, ensure_ascii=False), flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())

"""What the cast see: a window of the browser for each of them, and all that goes wrong in it."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
)

from tests.house import CAST
from tests.people import PASSWORD, Person

WITHIN: Final = 10_000  # milliseconds anything may take to show on a busy machine
# Requests of a page that is left end with it, and nobody misses them.
LEFT: Final = "net::ERR_ABORTED"
# When the open item of the desk came to stand there: keys act only on what can have been read.
STOOD: Final = """
new MutationObserver(() => {
  const item = document.getElementById("item")?.dataset.item;
  if (item !== window.stood?.item) window.stood = { item, at: performance.now() };
}).observe(document, { subtree: true, childList: true });
"""
FORGET: Final = "() => { localStorage.clear(); sessionStorage.clear(); }"

expect.set_options(timeout=WITHIN)


@dataclass(frozen=True, slots=True)
class Chromium:
    """The browser and the event loop its driver runs in, in this very thread."""

    browser: Browser
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def at_hand(self) -> Iterator[Browser]:
        """The browser for a while. Between whiles the thread has no running loop,
        as others need."""
        before = asyncio._get_running_loop()
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(before)


@dataclass(slots=True)
class Window:
    """A context of its own with one page; kept for the next who wants the same look, as it costs
    much."""

    context: BrowserContext
    page: Page
    look: dict[str, object]
    taken: bool = True


@dataclass
class Windows:
    """The windows onto a house, each a person's own with their own cookies, and every fault in
    them."""

    browser: Browser
    url: str
    faults: list[str] = field(default_factory=list)
    forgiven: list[re.Pattern[str]] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)

    def close(self) -> None:
        for window in self.windows:
            window.context.close()

    def open(
        self,
        path: str = "",
        *,
        cookies_of: Person | None = None,
        scripts: bool = True,
        **look: object,
    ) -> Page:
        """A window of somebody new, or with the cookies of somebody who was here before."""
        window = self._take({"java_script_enabled": scripts, **look})
        if cookies_of is not None:
            window.context.add_cookies(
                [
                    {"name": one.name, "value": one.value or "", "url": self.url}
                    for one in cookies_of.http.cookies.jar
                ]
            )
        if path:
            window.page.goto(path)
        return window.page

    def sign_in(self, who: str, path: str, *, scripts: bool = True) -> Page:
        """One of the cast signs in through the form and goes on to a page of theirs."""
        page = self.open("/staff/sign-in", scripts=scripts)
        page.get_by_label("E-mail address").fill(CAST[who].email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/staff/chats")
        page.goto(path)
        return page

    def forgive(self, pattern: str) -> None:
        """Faults of this sort belong to what is being tried."""
        self.forgiven.append(re.compile(pattern))

    @property
    def unforgiven(self) -> list[str]:
        return [
            fault for fault in self.faults if not any(one.search(fault) for one in self.forgiven)
        ]

    def tidy(self) -> None:
        """Between tests: every window is empty and nobody's again, and what went wrong is
        forgotten."""
        for window in self.windows:
            if window.taken:
                if window.look["java_script_enabled"] and window.page.url.startswith(self.url):
                    window.page.evaluate(FORGET)
                window.page.goto("about:blank")
                window.context.clear_cookies()
                window.taken = False
        self.faults, self.forgiven = [], []

    def _take(self, look: dict[str, object]) -> Window:
        for window in self.windows:
            if not window.taken and window.look == look:
                window.taken = True
                return window
        context = self.browser.new_context(
            base_url=self.url,
            **{"locale": "en-GB", "timezone_id": "Europe/London", **look},  # ty: ignore[invalid-argument-type]
        )
        self._watch(context)
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        self.windows.append(Window(context, page, look))
        return self.windows[-1]

    def _watch(self, context: BrowserContext) -> None:
        context.add_init_script(STOOD)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("dialog", self._asked)
        # The browser knows no other machine, so whatever reaches for one fails, and is seen here.
        context.on("requestfailed", self._failed)

    def _said(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy are said here too, also on pages without
        # scripts.
        if message.type in {"error", "assert"}:
            self.faults.append(
                f"{message.type}: {message.text} ({message.location.get('url', '')})"
            )

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"request failed: {request.method} {request.url} {request.failure}")

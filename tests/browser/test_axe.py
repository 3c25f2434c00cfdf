"""axe finds nothing on any page in any of its states, in any look, and none scrolls sideways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from starlette.routing import Route

from chat.app import routes
from tests.browser.conftest import NewChat, SignedIn
from tests.browser.scene import Scene, arrange
from tests.browser.states import State, View
from tests.browser.views import NO_PAGES, NOWHERE, VIEWS
from tests.browser.windows import Chromium, Windows
from tests.house import House

CUT = "INTERNET_DISCONNECTED|WebSocket connection to"
WIDE, NARROW = {"width": 1280, "height": 720}, {"width": 320, "height": 640}


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader has set their device."""

    name: str
    colours: str = "light"
    forced: str = "none"
    narrow: bool = False


LOOKS = [
    Look("light"), Look("dark", colours="dark"),
    Look("forced colours", colours="dark", forced="active"), Look("320 pixels", narrow=True),
]  # fmt: skip


@pytest.fixture(scope="module")
def scene(house: House, new_chat: NewChat, staff: SignedIn) -> Scene:
    slugs = (new_chat().slug for _ in range(5))
    talk, empty, closing, ended, halted = slugs
    return arrange(
        Scene(house=house, staff=staff, talk=talk, empty=empty, closing=closing, ended=ended,
              halted=halted,
              cancelled=new_chat(opens=timedelta(days=10)).slug, dana=house.visitor())
    )  # fmt: skip


def doors() -> Iterator[str]:
    return (f"GET {one.path}" for one in routes if isinstance(one, Route) and "GET" in one.methods)


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    rows = {view.door for view in VIEWS} - {NOWHERE}
    assert rows | NO_PAGES == set(doors())
    assert not rows & NO_PAGES


def test_no_two_rows_are_of_the_same_state() -> None:
    assert len({view.name for view in VIEWS}) == len(VIEWS)


class Stage:
    """The page that is looked at, kept from one row to the next where the next goes on from there."""

    def __init__(self, windows: Windows, scene: Scene) -> None:
        self.windows, self.scene = windows, scene
        self.open_at: tuple[str, str] | None = None
        self.been_through: tuple[State, ...] = ()

    def show(self, view: View) -> Page:
        """The page in the row's state: from the row above, or else by way of all those before."""
        wanted = (view.address(self.scene), view.who)
        if not view.before or (self.open_at, self.been_through) != (wanted, view.before):
            self.clear()
            self.go(*wanted)
            for state in view.before:
                self.bring_about(state)
        self.bring_about(view.state)
        return self.page

    def go(self, address: str, who: str) -> None:
        self.page = self.windows.open(cookies_of=self.scene.who(who), bypass_csp=True)
        bring_axe(self.page)
        self.page.goto(address)
        self.open_at = (address, who)

    def bring_about(self, state: State) -> None:
        before, self.been_through = self.been_through, ()
        self.page.context.set_offline(False)
        self.windows.faults.clear()
        if state.first:
            state.first(self.page)
        self.been_through = (*before, state)

    def clear(self) -> None:
        if self.open_at:
            self.page.context.set_offline(False)
            put_on(self.page, LOOKS[0])
        self.windows.tidy()
        self.open_at, self.been_through = None, ()

    def remarks(self) -> list[str]:
        """What the browser remarked on, but for what belongs to a connection that was cut."""
        return [one for one in self.windows.faults if not re.search(CUT, one)]


@pytest.fixture(scope="module")
def stage(chromium: Chromium, kept: Windows, scene: Scene) -> Iterator[Stage]:
    stage = Stage(kept, scene)
    yield stage
    with chromium.at_hand():
        stage.clear()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing(view: View, stage: Stage, chromium: Chromium, tier: str) -> None:
    """In the quick tier each page in one look, turn and turn about; otherwise each in every look."""
    with chromium.at_hand():
        page = stage.show(view)
        for look in LOOKS if tier != "quick" else [LOOKS[VIEWS.index(view) % len(LOOKS)]]:
            put_on(page, look)
            assert faults(page) == [], look.name
        put_on(page, LOOKS[-1])
        assert sideways(page) == [], "it scrolls sideways at 320 pixels"
        put_on(page, LOOKS[0])
        assert stage.remarks() == [] or view.state.refused


def put_on(page: Page, look: Look) -> None:
    page.emulate_media(
        color_scheme=look.colours, forced_colors=look.forced, reduced_motion="reduce"
    )
    page.set_viewport_size(NARROW if look.narrow else WIDE)


def bring_axe(page: Page) -> None:
    """Let each document begin with it: handing it over anew each time takes longer than its run."""
    if not getattr(page, "brought_axe", False):
        page.add_init_script(f"if (location.protocol !== 'about:') {{ {AXE_SCRIPT} }}")
        page.brought_axe = True


def faults(page: Page) -> list[str]:
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['id']} ({one['help']}): {node['html']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


# What stands out beyond the right edge, for the message; nothing when the page fits.
SIDEWAYS = """() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  return [`${scrollWidth} pixels`, ...[...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    .map((one) => `${one.tagName}.${one.className}#${one.id}`).slice(0, 8)];
}"""


def sideways(page: Page) -> list[str]:
    return page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_fault_would_be_found_in_every_look(look: Look, house: House, windows: Windows) -> None:
    """The control: words too pale, a picture without words, and a line that is too long."""
    page = windows.open(bypass_csp=True)
    bring_axe(page)
    page.goto("/help")
    put_on(page, look)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches") is (look.forced != "none")
    page.evaluate(FAULTY)
    found = " ".join(faults(page))
    assert "image-alt" in found
    assert "color-contrast" in found
    put_on(page, LOOKS[-1])
    assert sideways(page)
    put_on(page, LOOKS[0])


FAULTY = """() => document.querySelector("main").insertAdjacentHTML("beforeend",
  "<img src='data:,'><p style='forced-color-adjust:none;background:#777;color:#888'>pale</p>"
  + "<p style='width:1400px'>long</p>")"""

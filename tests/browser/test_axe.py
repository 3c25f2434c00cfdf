"""axe finds nothing on any page in any of its states, in any look, and none scrolls sideways."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from starlette.routing import Route

from chat.app import routes
from tests.browser.conftest import NewChat, SignedIn
from tests.browser.scene import Scene, arrange
from tests.browser.views import NO_PAGES, NOWHERE, VIEWS, View
from tests.browser.windows import Windows
from tests.house import House

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
    slugs = (new_chat().slug for _ in range(4))
    talk, empty, closing, ended = slugs
    return arrange(
        Scene(house=house, staff=staff, talk=talk, empty=empty, closing=closing, ended=ended,
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


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing(view: View, scene: Scene, windows: Windows, tier: str) -> None:
    """In the quick tier each page in one look, turn and turn about; otherwise each
    in every look."""
    windows.forgive(
        r"status of 4\d\d|INTERNET_DISCONNECTED" if view.refused else "INTERNET_DISCONNECTED"
    )
    page = windows.open(view.address(scene), cookies_of=scene.who(view.who), bypass_csp=True)
    try:
        if view.first:
            view.first(page)
        for look in LOOKS if tier != "quick" else [LOOKS[VIEWS.index(view) % len(LOOKS)]]:
            put_on(page, look)
            assert faults(page) == [], look.name
        put_on(page, LOOKS[-1])
        assert sideways(page) == [], "it scrolls sideways at 320 pixels"
    finally:
        page.context.set_offline(False)
        put_on(page, LOOKS[0])


def put_on(page: Page, look: Look) -> None:
    page.emulate_media(
        color_scheme=look.colours, forced_colors=look.forced, reduced_motion="reduce"
    )
    page.set_viewport_size(NARROW if look.narrow else WIDE)


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
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

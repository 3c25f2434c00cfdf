"""The script's countdowns say what the server's say, wherever the browser is; and what has its
hour shows itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.windows import Windows
from tests.foundation.test_times import WORDS, moment
from tests.house import House

UNTIL = """async (pairs) => {
  const { until } = await import("/static/web/times.js");
  return pairs.map(([now, at]) => until(at, now));
}"""
HOURS = """async ([from, before]) => {
  const { now, tick } = await import("/static/web/times.js");
  const part = document.createElement("p");
  const stamp = (milliseconds) => new Date(now() + milliseconds).toISOString();
  if (from) part.dataset.from = stamp(from);
  if (before) part.dataset.before = stamp(before);
  document.body.append(part);
  tick();
  return !part.hidden;
}"""


def said(page: Page) -> list[str]:
    stamps = [
        [moment(one).timestamp() * 1_000 for one in (now, at)]
        for now, at, _ in WORDS
    ]  # fmt: skip
    return page.evaluate(UNTIL, stamps)


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_script_counts_as_the_server_does(windows: Windows, house: House, zone: str) -> None:
    assert said(windows.open("/", timezone_id=zone)) == [words for *_, words in WORDS]


@pytest.mark.parametrize(
    ("part", "shown"),
    [((60_000, 0), False), ((-1_000, 0), True), ((0, 60_000), True), ((0, -1_000), False)],
)
def test_a_part_of_the_page_keeps_to_its_hour(
    windows: Windows, house: House, part: tuple[int, int], shown: bool
) -> None:
    assert windows.open("/").evaluate(HOURS, list(part)) is shown

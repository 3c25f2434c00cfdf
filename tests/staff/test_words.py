"""Small things put into words: browsers, one-time codes, where a guess came from."""

import pytest

from foundation.identifiers import new_id
from foundation.staff.codes import spoken, written
from foundation.staff.devices import device
from foundation.staff.guesses import network_of

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/140.0 Safari/537.36": "Chrome on Windows",
    f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/140 Safari/537 Edg/140.0": "Edge on Windows",
    f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Safari/605.1": "Safari on Mac",
    f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Safari/604": "Safari on iPhone",
    f"{MOZILLA} (Linux; Android 16) {WEBKIT} Chrome/140 Mobile Safari/537": "Chrome on Android",
    "curl/8.5.0": "Another browser",
    "": "Another browser",
    "<script>alert(1)</script>": "Another browser",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_is_named_as_its_owner_would(agent: str, words: str) -> None:
    assert device(agent) == words


def test_a_code_is_understood_however_it_was_typed() -> None:
    code = new_id()
    assert spoken(written(code)) == code
    assert spoken(f"  {written(code).upper()} ") == code
    assert spoken(written(code).replace("-", " ").replace("0", "O").replace("1", "I")) == code


def test_a_code_is_written_in_groups_of_four() -> None:
    assert written("abcdefghjkmnpqrs") == "abcd-efgh-jkmn-pqrs"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:bbbb::9", "2001:0db8:0001:0002"),
        ("2001:db8:1:3::1", "2001:0db8:0001:0003"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_what_one_subscriber_holds_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network

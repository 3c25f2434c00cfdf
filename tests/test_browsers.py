"""Which browser the tests take: npm's, or another where npm's cannot be had."""

from pathlib import Path

import pytest

from foundation.frontend import NpmFailed
from tests import browsers


@pytest.fixture
def without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that npm does not reach, with an empty folder on its PATH."""

    def fails(folder: Path) -> None:
        raise NpmFailed("npm says it has no network")

    monkeypatch.delenv("TEST_BROWSER", raising=False)
    monkeypatch.setattr(browsers, "UNPACKED", tmp_path / "unpacked")
    monkeypatch.setattr(browsers.frontend, "npm_ci", fails)
    monkeypatch.setattr(browsers.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(browsers.sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_without_npm_the_machines_own_is_taken(
    without_npm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed = without_npm / "chromium"
    installed.touch(mode=0o755)
    assert browsers.main() == 0
    assert browsers.browser().path == str(installed)
    assert f"npm says it has no network; going on with {installed}" in capsys.readouterr().err


def test_without_any_it_says_why(without_npm: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert browsers.main() == 1
    assert "webchat: npm says it has no network" in capsys.readouterr().err
    with pytest.raises(browsers.NoBrowser, match="sudo apt install chromium"):
        browsers.browser()


def test_the_one_named_is_taken_and_nothing_is_fetched(
    without_npm: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEST_BROWSER", "/opt/mine")
    assert browsers.main() == 0
    assert browsers.browser().path == "/opt/mine"
    assert not capsys.readouterr().err

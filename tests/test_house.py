"""The house checks itself: who reads the environment, who asks the time, what is
guarded and named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route, WebSocketRoute

import chat
from chat.app import routes
from foundation.events import KINDS
from foundation.settings import ROOT
from foundation.staff.guard import StaffRoute, StaffSocket
from foundation.staff.routes import WAYS_IN_AND_OUT

SHIPPED = ("foundation", "protocol", "chat")
ROOMS = {"staff", "schedule", "rooms", "moderation"}
SHARED = {"layouts", "errors", "pages"}
LONGEST_FILE = 400  # lines: a screen or two is the aim, this is where somebody must say why


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in SHIPPED:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def names_used(tree: ast.Module) -> set[str]:
    """Dotted names as they are written, such as os.environ."""
    return {
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)
    }


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(path)
        for path, tree in modules()
        if {"os.environ", "os.getenv", "environ"} & names_used(tree)
    }
    assert readers == {"foundation/settings.py"}


def test_only_the_clock_asks_the_time() -> None:
    asking = re.compile(r"^(datetime\.)*(datetime|date)\.(now|utcnow|today)$|^time\.time(_ns)?$")
    askers = {str(path) for path, tree in modules() if any(map(asking.match, names_used(tree)))}
    assert askers == {"foundation/clock.py"}


def test_every_staff_address_has_its_guard() -> None:
    for route in routes:
        if getattr(route, "path", "").startswith("/staff") and route not in WAYS_IN_AND_OUT:
            assert isinstance(route, StaffRoute | StaffSocket), route.path


def test_no_guarded_address_stands_among_the_public_ones() -> None:
    for route in routes:
        if isinstance(route, Route | WebSocketRoute) and not route.path.startswith("/staff"):
            assert not isinstance(route, StaffRoute | StaffSocket), route.path


def test_every_event_that_is_recorded_is_declared_with_a_sentence() -> None:
    for name, kind in KINDS.items():
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+", name)
        assert kind.sentence[0].isupper() or kind.sentence[0] == "{"


def test_no_event_carries_the_words_of_a_question_or_an_answer() -> None:
    """Particulars are references and reasons: nothing named text or words is ever given."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.keyword)
                and node.arg == "particulars"
                and isinstance(node.value, ast.Dict)
            ):
                given = {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
                assert not given & {"text", "words", "body"}, path


@pytest.mark.parametrize("folder", ["templates", "tests"])
def test_templates_and_tests_carry_the_names_of_the_rooms(folder: str) -> None:
    found = {
        path.name
        for path in (ROOT / folder).iterdir()
        if path.is_dir() and path.name[0] not in "._"
    }
    assert found - SHARED - {"foundation", "checks", "demo", "browser"} <= ROOMS


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    for path, tree in modules():
        doc = ast.get_docstring(tree)
        assert doc, f"{path} says nothing of itself"
        assert doc.split("\n\n")[0].endswith("."), path


def test_no_file_is_longer_than_a_few_screens() -> None:
    long = {
        str(path)
        for path, _ in modules()
        if len((ROOT / path).read_text().splitlines()) > LONGEST_FILE
    }
    assert not long


def test_there_is_no_script_or_style_inside_a_page() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text), path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_the_version_is_the_changelogs_first_and_the_projects() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == chat.VERSION
    assert f'version = "{chat.VERSION}"' in (ROOT / "pyproject.toml").read_text()


def test_words_that_we_do_not_use_name_nothing() -> None:
    """The vocabulary: no class or function is a handler, manager, service, helper or util."""
    refused = re.compile(r"handle|manage|service|helper|util|process(?!_)", re.IGNORECASE)
    inherited = {
        "handle_websocket_upgrade",
        "handle_exit",
        "handle_connect",
        "handle_starttag",
        "handle_endtag",
        "handle_data",
    }  # uvicorn's and html.parser's names
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                assert node.name in inherited or not refused.search(node.name), (
                    f"{path}: {node.name}"
                )

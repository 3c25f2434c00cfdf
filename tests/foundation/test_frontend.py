"""The front end: what is taken from npm, what is left out, and what happens without npm."""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from foundation import frontend

CSS = (
    '@charset "UTF-8";:root{--govuk-brand-colour:#1d70b8}/*! Copyright of the font */'
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".govuk-link{font-family:GDS Transport,arial,sans-serif;color:red}"
    ".govuk-footer__crown{margin:0}.govuk-footer__link{color:blue}"
    "@media (forced-colors:active){.govuk-footer__copyright-logo:before"
    "{mask-image:url(/assets/images/govuk-crest.svg)}}\n/*# sourceMappingURL=x.css.map */"
)
SCRIPT = "export const initAll=()=>{};//# sourceMappingURL=govuk-frontend.min.js.map\n"


def test_the_stylesheet_keeps_its_rules_and_speaks_in_the_systems_own_font() -> None:
    css = frontend.stylesheet(CSS)
    assert ".govuk-link{font-family:var(--webchat-font-family);color:red}" in css
    assert ".govuk-footer__link{color:blue}" in css
    assert "--webchat-font-family:system-ui," in css
    assert css.startswith('@charset "UTF-8";')


@pytest.mark.parametrize("theirs", ["GDS Transport", "crown", "crest", "url(", "sourceMapping"])
def test_nothing_only_govuk_may_use_is_left_in_the_stylesheet(theirs: str) -> None:
    assert theirs in CSS
    assert theirs not in frontend.stylesheet(CSS)


def test_a_release_that_hides_the_crest_somewhere_new_is_refused() -> None:
    with pytest.raises(frontend.NotOurs, match="crest"):
        frontend.stylesheet(CSS + ".govuk-new{background:url(/assets/govuk-crest.svg)}")


def test_the_script_keeps_its_exports_and_loses_the_pointer_to_its_map() -> None:
    script = frontend.javascript(SCRIPT)
    assert script.endswith("export const initAll=()=>{};\n")
    assert "sourceMappingURL" not in script


def test_what_was_built_here_is_free_of_font_crown_and_crest() -> None:
    vendor = frontend.ROOT / "static" / "vendor"
    if not (vendor / ".stamp").exists():
        pytest.skip("the front end has not been built: npm could not be reached")
    served = {path.name for path in vendor.iterdir() if not path.name.startswith(".")}
    assert served == {"govuk-frontend.css", "govuk-frontend.js", "LICENCE.txt"}
    css = (vendor / "govuk-frontend.css").read_text("utf-8")
    assert ".govuk-button" in css
    assert not [word for word in ("GDS Transport", "crown", "crest", "url(") if word in css]


@dataclass
class Registry:
    """A loopback stand-in for the npm registry: one package, and what it says of its bytes."""

    tarball: bytes
    integrity: str
    address: str = ""

    def answer(self, path: str) -> bytes:
        if path.endswith(".tgz"):
            return self.tarball
        dist = {"tarball": f"{self.address}/govuk-frontend.tgz", "integrity": self.integrity}
        version = {"name": "govuk-frontend", "version": "6.3.0", "dist": dist}
        return json.dumps({"name": "govuk-frontend", "versions": {"6.3.0": version}}).encode()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    tarball = packed({"govuk-frontend.min.css": CSS, "govuk-frontend.min.js": SCRIPT})
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    registry = Registry(tarball, f"sha512-{digest}")

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = registry.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    registry.address = f"http://127.0.0.1:{server.server_port}"
    point_npm_at(registry.address, tmp_path, monkeypatch)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield registry
    server.shutdown()
    thread.join()
    server.server_close()


def packed(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    files = {f"dist/govuk/{name}": text for name, text in files.items()}
    files["package.json"] = json.dumps({"name": "govuk-frontend", "version": "6.3.0"})
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))
    return packed.getvalue()


def point_npm_at(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", address)
    monkeypatch.setenv("npm_config_cache", str(folder / "npm-cache"))
    monkeypatch.setenv("npm_config_userconfig", str(folder / "no-npmrc"))


def checkout(folder: Path, integrity: str) -> Path:
    """A checkout with our own files but a lock for the package the stand-in serves."""
    root = folder / "a checkout"
    (root / "foundation").mkdir(parents=True)
    (root / "foundation" / "__init__.py").touch()
    shutil.copy(frontend.__file__, root / "foundation")
    shutil.copy(frontend.ROOT / ".npmrc", root)
    wanted = {"name": "webchat", "dependencies": {"govuk-frontend": "6.3.0"}}
    package = {"version": "6.3.0", "integrity": integrity}
    packages = {"": wanted, "node_modules/govuk-frontend": package}
    lock = {"name": "webchat", "lockfileVersion": 3, "requires": True, "packages": packages}
    (root / "package.json").write_text(json.dumps(wanted))
    (root / "package-lock.json").write_text(json.dumps(lock))
    return root


def names(root: Path) -> set[str]:
    return {path.name for path in (root / "static" / "vendor").iterdir()}


def test_a_build_leaves_one_stylesheet_one_script_their_licence_and_a_stamp(
    registry: Registry, tmp_path: Path
) -> None:
    root = checkout(tmp_path, registry.integrity)
    frontend.build(root)
    assert names(root) == {"govuk-frontend.css", "govuk-frontend.js", "LICENCE.txt", ".stamp"}
    css = (root / "static" / "vendor" / "govuk-frontend.css").read_text("utf-8")
    assert css == frontend.stylesheet(CSS)


def test_a_package_that_is_not_the_locked_one_is_never_served(
    registry: Registry, tmp_path: Path
) -> None:
    root = checkout(tmp_path, registry.integrity)
    registry.tarball = packed({"govuk-frontend.min.css": CSS, "govuk-frontend.min.js": "steal()"})
    with pytest.raises(frontend.NpmFailed, match="EINTEGRITY"):
        frontend.build(root)
    assert names(root) == {".tried"}


def test_without_npm_the_start_goes_on_after_one_line_and_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_npm_at("http://127.0.0.1:9", tmp_path, monkeypatch)
    root = checkout(tmp_path, "sha512-AAAA")
    done = subprocess.run(
        [sys.executable, "-m", "foundation.frontend"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "ECONNREFUSED" in done.stderr
    assert names(root) == {".tried"}

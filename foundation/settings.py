"""Every setting, read once from the environment, `.env` and secret files; nothing
else reads them."""

import contextlib
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails

PREFIX = "WEBCHAT_"
ROOT = Path(__file__).resolve().parent.parent
MINIMUM_KEY = 32
SQLITE = "sqlite"
POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}


class BadSettings(Exception):
    """A setting has a value that cannot be used; the text names the setting and what it takes."""


class Settings(BaseModel):
    """What can be set. Names in the environment are these in capitals after `WEBCHAT_`."""

    model_config = ConfigDict(frozen=True, validate_default=False)

    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the server listens on")
    base_url: str = Field("", description="public address of the site; empty: http://host:port")
    data: Path = Field(ROOT / "var", description="folder for the database, the key and backups")
    database_url: SecretStr = Field(
        SecretStr(""),
        description="empty: SQLite in the data folder; sqlite:///PATH: SQLite elsewhere;"
        " postgresql://NAME:PASSWORD@HOST:PORT/DATABASE",
    )
    secret_key: list[SecretStr] = Field(
        [], description="signs cookies; several, separated by spaces: the first signs, all verify"
    )
    force_name: str = Field("Avon and Somerset Police", description="shown on every page")
    force_colour: str = Field("#0b3a6f", description="header and main button, #rrggbb")
    trusted_proxies: list[str] = Field(
        [],
        description="addresses and networks whose X-Forwarded-For is believed, separated by spaces",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="bearer token for /metrics; empty: loopback only"
    )
    max_sockets: int = Field(12_000, ge=10, description="live connections in all")
    max_sockets_per_address: int = Field(
        50, ge=1, description="live connections from one address (schools share one)"
    )
    max_body: int = Field(16 * 1024, ge=1024, description="largest request body, bytes")
    questions_per_minute: int = Field(
        4, ge=1, description="questions one visitor may send a minute"
    )
    questions_per_minute_per_address: int = Field(
        60, ge=1, description="questions from one address a minute (schools share one)"
    )
    staff_idle_minutes: int = Field(
        30, ge=1, description="staff are signed out after this long idle"
    )
    staff_hours: int = Field(
        10, ge=1, description="staff are signed out after this long in any case"
    )
    log_level: str = Field("info", description="debug, info, warning or error")
    demo: bool = Field(False, description="set by `./webchat demo`: wears a banner, never sends")

    @field_validator("secret_key", "trusted_proxies", mode="before")
    @classmethod
    def words(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def known_kind(cls, value: SecretStr) -> SecretStr:
        if url := value.get_secret_value():
            refuse_unknown(url)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def proxies(cls, value: list[str]) -> list[str]:
        for one in value:
            try:
                _ = ip_network(one) if "/" in one else ip_address(one)
            except ValueError:
                raise ValueError(
                    f"{one!r} is not an IP address or network, such as 127.0.0.1 or 10.0.0.0/8"
                ) from None
        return value

    @field_validator("force_name")
    @classmethod
    def one_line(cls, value: str) -> str:
        if {"Cc", "Zl", "Zp"} & {unicodedata.category(letter) for letter in value}:
            raise ValueError("must be one line of plain text")
        return value

    @field_validator("force_colour")
    @classmethod
    def colour(cls, value: str) -> str:
        if (
            len(value) != 7
            or value[0] != "#"
            or not set(value[1:]) <= set("0123456789abcdefABCDEF")
        ):
            raise ValueError("must be a colour such as #0b3a6f")
        return value

    @field_validator("log_level")
    @classmethod
    def level(cls, value: str) -> str:
        if value not in {"debug", "info", "warning", "error"}:
            raise ValueError("must be debug, info, warning or error")
        return value

    @field_validator("base_url")
    @classmethod
    def address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}
        ):
            raise ValueError(
                "must be a whole address without a path, such as https://chat.example.org"
            )
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def long_keys(cls, value: list[SecretStr]) -> list[SecretStr]:
        if any(len(key.get_secret_value()) < MINIMUM_KEY for key in value):
            raise ValueError(f"each key needs at least {MINIMUM_KEY} characters")
        return value

    @property
    def public_url(self) -> str:
        return self.base_url or f"http://{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        """The database's address, with PostgreSQL's driver spelled out."""
        url = self.database_url.get_secret_value()
        if not url:
            return f"{SQLITE}:///{self.data / 'webchat.sqlite3'}"
        scheme, _, rest = url.partition("://")
        return url if scheme == SQLITE else f"postgresql+psycopg://{rest}"

    @property
    def keys(self) -> list[str]:
        return [key.get_secret_value() for key in self.secret_key]


def refuse_unknown(url: str) -> None:
    """Raises ValueError, which never quotes the address: it may hold a password."""
    from sqlalchemy.engine import make_url  # it takes long, and few give an address
    from sqlalchemy.exc import ArgumentError

    scheme = url.partition("://")[0]
    if scheme not in {SQLITE, *POSTGRESQL}:
        raise ValueError("must begin with postgresql:// or sqlite:///")
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(
            "cannot be read: it is postgresql://NAME:PASSWORD@HOST:PORT/DATABASE"
        ) from None
    if scheme == SQLITE and (parts.host or not parts.database or parts.database == ":memory:"):
        raise ValueError("must name a file, such as sqlite:////var/lib/webchat/webchat.sqlite3")
    if "@" in (parts.host or ""):
        raise ValueError("write an @ within the name or the password as %40")


@dataclass(frozen=True, slots=True)
class Line:
    """One setting as `./webchat settings` prints it; one with a fault was left out."""

    name: str
    value: str
    source: str
    about: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody set: the text and the source of each, and what is wrong by setting."""

    found: dict[str, tuple[str, str]]
    faults: dict[str, str]


def read(
    environ: Mapping[str, str] | None = None, *, dotenv: Path | None = ROOT / ".env"
) -> Settings:
    """Settings from the environment, then `.env`; `WEBCHAT_X_FILE` names a file holding `X`.

    Raises BadSettings, naming the setting, when a value cannot be used.
    """
    settings, faults = look_at(gather(environ, dotenv=dotenv))
    if faults:
        raise BadSettings("\n".join(faults.values()))
    return settings


def look_at(given: Given) -> tuple[Settings, dict[str, str]]:
    """Settings without those that cannot be used, and a sentence for each of these."""
    texts = {name: text for name, (text, _) in given.found.items() if name not in given.faults}
    try:
        return Settings.model_validate(texts), given.faults
    except ValidationError as error:
        wrong = {str(one["loc"][0]): words(one) for one in error.errors()}
    wrong = {name: f"{named(name)}: {why}" for name, why in wrong.items()}
    return look_at(Given(given.found, given.faults | wrong))


def gather(environ: Mapping[str, str] | None, *, dotenv: Path | None) -> Given:
    """Each setting that was given; the environment wins over `.env`."""
    given = Given({}, {})
    for source, texts in sources(environ, dotenv):
        for name in Settings.model_fields:
            key = named(name)
            if key in texts:
                given.found[name] = (texts[key], source)
                given.faults.pop(name, None)
            elif f"{key}_FILE" in texts:
                path = texts[f"{key}_FILE"]
                given.found[name] = ("", f"file, {source}")
                given.faults.pop(name, None)
                try:
                    given.found[name] = (Path(path).read_text().strip(), f"file, {source}")
                except (OSError, ValueError) as error:
                    why = error.strerror if isinstance(error, OSError) else "it is not plain text"
                    given.faults[name] = f"{key}_FILE: {path} cannot be read ({why})"
    return given


def sources(
    environ: Mapping[str, str] | None, dotenv: Path | None
) -> list[tuple[str, Mapping[str, str]]]:
    """Where settings come from, the one that wins last."""
    in_file = {k: v for k, v in dotenv_values(dotenv).items() if v is not None} if dotenv else {}
    return [(".env", in_file), ("environment", os.environ if environ is None else environ)]


def unknown(
    environ: Mapping[str, str] | None = None, *, dotenv: Path | None = ROOT / ".env"
) -> list[str]:
    """A sentence for each name that looks like a setting and is none."""
    from difflib import get_close_matches

    names = [named(name) for name in Settings.model_fields]
    taken = {*names, *(f"{name}_FILE" for name in names)}
    given = {name for _, texts in sources(environ, dotenv) for name in texts}
    said = []
    for name in sorted(name for name in given - taken if name.startswith(PREFIX)):
        near = get_close_matches(name, names, n=1, cutoff=0.8)
        said.append(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "."))
    return said


def named(name: str) -> str:
    return PREFIX + name.upper()


def words(problem: ErrorDetails) -> str:
    """What is wrong with one value, without the jargon."""
    value, limits = problem["input"], problem.get("ctx", {})
    said = {
        "int_parsing": f"{value!r} is not a whole number",
        "int_parsing_size": "this number is too large",
        "bool_parsing": f"{value!r} is neither true nor false",
        "greater_than_equal": f"{value} is too small: {limits.get('ge')} is the least",
        "less_than_equal": f"{value} is too large: {limits.get('le')} is the most",
    }
    return said.get(problem["type"], problem["msg"].removeprefix("Value error, "))


def lines(
    environ: Mapping[str, str] | None = None, *, dotenv: Path | None = ROOT / ".env"
) -> list[Line]:
    """Every setting with its value (secrets hidden), source, meaning, and what is wrong with it."""
    given = gather(environ, dotenv=dotenv)
    settings, faults = look_at(given)
    return [
        Line(
            named(name),
            "" if name in faults else shown(getattr(settings, name)),
            given.found.get(name, ("", "default"))[1],
            field.description or "",
            faults.get(name, ""),
        )
        for name, field in Settings.model_fields.items()
    ]


def shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "(hidden)" if value.get_secret_value() else ""
    if isinstance(value, list):
        return " ".join(shown(one) for one in value)
    return str(value)


def unsafe(settings: Settings) -> list[str]:
    """What an operator should mend before the public comes, in plain sentences."""
    warnings = []
    if not settings.https:
        warnings.append("WEBCHAT_BASE_URL is not https: cookies can be read on the way.")
    if settings.host not in {"127.0.0.1", "::1", "localhost"} and not settings.trusted_proxies:
        warnings.append("The server listens beyond this machine and no proxy is trusted.")
    if settings.demo:
        warnings.append("This is a demo: its log-ins are known to everybody.")
    return warnings


def make_folder(settings: Settings) -> Path:
    """The data folder, made for its owner alone if it is missing. Raises BadSettings."""
    folder = settings.data
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise BadSettings(f"{named('data')}: {folder} is a file, not a folder") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a name a folder can have"
        raise BadSettings(f"{named('data')}: the folder {folder} cannot be made ({why})") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise BadSettings(f"{named('data')}: the folder {folder} cannot be written to")
    return folder


def with_key(settings: Settings) -> Settings:
    """The settings with a secret key, made and kept in the data folder if none was given."""
    if settings.secret_key:
        return settings
    path = make_folder(settings) / "secret-key"
    if not path.exists():
        make_key(path)
    return settings.model_copy(update={"secret_key": [SecretStr(path.read_text().strip())]})


def make_key(path: Path) -> None:
    """Write a new key, whole or not at all: of two processes started at once, the first to link
    wins."""
    draft = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()

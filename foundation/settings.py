"""Every setting, read once from the environment, `.env` and secret files; nothing
else reads them."""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

PREFIX = "WEBCHAT_"
ROOT = Path(__file__).resolve().parent.parent
MINIMUM_KEY = 32


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
        SecretStr(""), description="empty: SQLite in the data folder; else postgresql://…"
    )
    secret_key: list[SecretStr] = Field(
        [], description="signs cookies; several, separated by spaces: the first signs, all verify"
    )
    force_name: str = Field("Avon and Somerset Police", description="shown on every page")
    force_colour: str = Field("#0b3a6f", description="header and main button, #rrggbb")
    trusted_proxies: list[str] = Field(
        [], description="addresses whose X-Forwarded-For is believed, separated by spaces"
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

    @model_validator(mode="after")
    def keys_are_long(self) -> Self:
        if any(len(key.get_secret_value()) < MINIMUM_KEY for key in self.secret_key):
            raise ValueError(f"secret_key: each key needs at least {MINIMUM_KEY} characters")
        return self

    @property
    def public_url(self) -> str:
        return self.base_url or f"http://{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        """The database address, with the drivers this program uses spelled out."""
        url = self.database_url.get_secret_value()
        if not url:
            return f"sqlite+aiosqlite:///{self.data / 'webchat.sqlite3'}"
        scheme, _, rest = url.partition("://")
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return f"postgresql+psycopg://{rest}"
        if scheme in {"sqlite", "sqlite+aiosqlite"}:
            return f"sqlite+aiosqlite://{rest}"
        raise BadSettings("WEBCHAT_DATABASE_URL must begin with postgresql:// or sqlite:///")

    @property
    def keys(self) -> list[str]:
        return [key.get_secret_value() for key in self.secret_key]


@dataclass(frozen=True, slots=True)
class Line:
    """One setting as `./webchat settings` prints it."""

    name: str
    value: str
    source: str
    about: str


def read(
    environ: Mapping[str, str] | None = None, *, dotenv: Path | None = ROOT / ".env"
) -> Settings:
    """Settings from the environment, then `.env`; `WEBCHAT_X_FILE` names a file holding `X`.

    Raises BadSettings, naming the setting, when a value cannot be used.
    """
    found = gather(environ, dotenv=dotenv)
    try:
        return Settings.model_validate({name: value for name, (value, _) in found.items()})
    except ValidationError as error:
        raise BadSettings("\n".join(sentences(error))) from None


def gather(environ: Mapping[str, str] | None, *, dotenv: Path | None) -> dict[str, tuple[str, str]]:
    """Each setting that was given: its text and where it came from."""
    environ = os.environ if environ is None else environ
    in_file = {k: v for k, v in dotenv_values(dotenv).items() if v is not None} if dotenv else {}
    found: dict[str, tuple[str, str]] = {}
    for source, given in ((".env", in_file), ("environment", environ)):
        for name in Settings.model_fields:
            key = PREFIX + name.upper()
            if key in given:
                found[name] = (given[key], source)
            elif f"{key}_FILE" in given:
                found[name] = (from_file(f"{key}_FILE", given[f"{key}_FILE"]), f"file, {source}")
    return found


def from_file(key: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise BadSettings(f"{key}: {path} cannot be read ({error.strerror})") from None


def sentences(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        name = f"{PREFIX}{str(problem['loc'][0]).upper()}: " if problem["loc"] else ""
        yield name + problem["msg"].removeprefix("Value error, ")


def lines(
    environ: Mapping[str, str] | None = None, *, dotenv: Path | None = ROOT / ".env"
) -> list[Line]:
    """Every setting with its value (secrets hidden), source and meaning."""
    found, settings = gather(environ, dotenv=dotenv), read(environ, dotenv=dotenv)
    return [
        Line(
            PREFIX + name.upper(),
            shown(getattr(settings, name)),
            found.get(name, ("", "default"))[1],
            field.description or "",
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


def with_key(settings: Settings) -> Settings:
    """The settings with a secret key, made and kept in the data folder if none was given."""
    if settings.secret_key:
        return settings
    settings.data.mkdir(parents=True, exist_ok=True)
    path = settings.data / "secret-key"
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

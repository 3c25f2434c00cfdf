"""The Jinja environment: strict, escaped, with the force's words and English times."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateRuntimeError,
    Undefined,
    UndefinedError,
)  # fmt: skip

from foundation.clock import ENGLAND, ahead, local, stamp
from foundation.settings import ROOT

GOVUK = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})


class Missing(StrictUndefined):
    """An error for a name nobody gave; nothing for a field left out of a mapping.

    GOV.UK's macros take mappings and look for the options they know; ours take objects.
    """

    def __new__(
        cls, hint: str | None = None, obj: object = None, name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> "Undefined":  # fmt: skip
        if isinstance(obj, Mapping) or name == "caller":
            return ChainableUndefined(hint, obj, name, exc)
        return super().__new__(cls)


@cache
def environment(*, static: Path = ROOT / "static") -> Environment:
    """Templates of all rooms, each translated once; an undefined name is an error, not an empty
    string."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(ROOT / "templates"), GOVUK]),
        autoescape=True, undefined=Missing, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_translations(NullTranslations(), newstyle=True)  # ty: ignore[missing-attribute]
    # Words of GOV.UK's macros, which were JavaScript once.
    env.globals |= {"undefined": ChainableUndefined(name="undefined"), "null": None}  # ty: ignore
    env.filters.update(ahead=ahead, day=day, hour=hour, stamp=stamp)
    env.globals |= {"has_vendor": (static / "vendor" / "govuk-frontend.css").exists()}
    return env


def day(at: datetime) -> str:
    """Tuesday 8 December 2026, as it is in England."""
    at = local(at)
    return f"{at:%A} {at.day} {at:%B %Y}"


def hour(at: datetime) -> str:
    """7 pm, 7.30 pm, midday or midnight, as it is in England."""
    at = at.astimezone(ENGLAND)
    if at.minute == 0 and at.hour in {0, 12}:
        return "midday" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"

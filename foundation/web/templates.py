"""The Jinja environment: strict, escaped, with the force's words and English times."""

from datetime import datetime
from gettext import NullTranslations
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined

from foundation.clock import ENGLAND, local, stamp
from foundation.settings import ROOT

GOVUK = PackageLoader("govuk_frontend_jinja")


def environment(*, static: Path = ROOT / "static") -> Environment:
    """Templates of all rooms; an undefined name is an error, not an empty string."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(ROOT / "templates"), GOVUK]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_translations(NullTranslations(), newstyle=True)  # ty: ignore[unresolved-attribute]
    env.filters.update(day=day, hour=hour, stamp=stamp)
    env.globals["has_vendor"] = (static / "vendor" / "govuk-frontend.min.css").exists()
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

"""What every page and form shares: the ground they stand on, errors, origins,
fields and templates."""

from foundation.web.answers import page, problem, see_other, wants_json
from foundation.web.fields import fields
from foundation.web.ground import Ground, ground
from foundation.web.numbers import Number

__all__ = ["Ground", "Number", "fields", "ground", "page", "problem", "see_other", "wants_json"]

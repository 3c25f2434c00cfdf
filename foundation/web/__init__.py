"""What every page and form shares: the ground they stand on, errors, origins,
fields and templates."""

from foundation.web.answers import page, problem, see_other, wants_json
from foundation.web.fields import fields
from foundation.web.ground import Ground, ground

__all__ = ["Ground", "fields", "ground", "page", "problem", "see_other", "wants_json"]

"""What may be wrong with a symbol, in words for the person who typed it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.documents.symbols import Doubt, Symbol

WORDS = {
    Doubt.SESSION_YEAR: _("The session named in it did not meet in that year."),
    Doubt.TWO_YEARS: _("Its number and its session carry different years."),
    Doubt.NO_SESSION: _("Numbers restart with sessions, and no session is stated."),
    Doubt.NO_YEAR: _("Numbers restart with years, and no year is stated."),
    Doubt.OPEN_NUMBER: _("It has no number yet."),
}


def doubts_about(symbol: Symbol) -> list[str]:
    """Return what may be wrong with a symbol that can be read; nothing where it is as its body prints such symbols."""
    return [str(WORDS[doubt]) for doubt in symbol.doubts]

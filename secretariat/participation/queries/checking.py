"""What a certificate tells to somebody who has its code, and no more than its holder shows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from secretariat.core.dates import written_date, written_period
from secretariat.core.viewer import ANYONE
from secretariat.delivery.models import Deliverable
from secretariat.participation.models import Certificate

# What people read for one of the signs (Crockford's base 32).
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


@dataclass(frozen=True)
class Confirmed:
    """What is told of a certificate; ``name`` says whether the name that was typed is the one on it."""

    event: str
    days: str
    issued: str
    initials: str
    name: str = ""
    revoked: str = ""


def find_certificate(code: str) -> Certificate | None:
    """Return the certificate with a code, however it was typed: small letters, spaces, O for 0."""
    signs = re.sub(r"[^0-9A-Z]", "", code.upper().translate(READ_AS))
    parts = "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
    rows = Certificate.objects.select_related("nomination__deliverable", "nomination__participant")
    return rows.filter(code=parts).first() if len(signs) == 12 else None


def confirm(code: str, typed: str = "") -> Confirmed | None:
    """Return what is told of a certificate; None where no certificate has this code.

    SECURITY: an event that is not for everyone keeps its title; the holder's name is never told, only compared.
    """
    found = find_certificate(code)
    if found is None:
        return None
    deliverable, person = found.nomination.deliverable, found.nomination.participant
    public = Deliverable.objects.visible_to(ANYONE).filter(pk=deliverable.pk).exists()
    return Confirmed(
        event=str(deliverable) if public else _("an event that is not public"),
        days=written_period(deliverable.starts_on, deliverable.ends_on),
        issued=written_date(found.issued_on),
        initials=_("erased on request") if person.is_erased else initials(person.given_names, person.family_names),
        name="" if not typed.strip() or person.is_erased else _compared(typed, person.given_names, person.family_names),
        revoked=written_date(found.revoked_on),
    )


def initials(*names: str) -> str:
    """Return the first letters of names, such as A. Z."""
    return " ".join(f"{word[0].upper()}." for name in names for word in name.split())


def _compared(typed: str, given: str, family: str) -> str:
    same = _plain(typed) in {_plain(f"{given} {family}"), _plain(f"{family} {given}")}
    return "same" if same else "other"


def _plain(name: str) -> str:
    """Return a name without accents, capitals, commas and more than one space between its words."""
    letters = unicodedata.normalize("NFKD", name.replace(",", " ")).casefold()
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())

"""Keep the registers of States and organizations, and what all parties are called."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.many import keep_many
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import OrganizationForm, PartyKind
from secretariat.parties.models import Organization, Party, PartyName, State
from secretariat.parties.rules import may_keep_parties

OF_PARTY = ("slug", "name", "acronym", "variants", "note")
ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def enter_state(
    *,
    slug: str,
    name: Labels,
    official_name: Labels,
    iso2: str,
    iso3: str,
    m49: str,
    by: Viewer,
    note: Labels | None = None,
    reason: str = "",
) -> State:
    """Enter a State. Errors: NotPermitted; ValidationError where the key or a code is taken."""
    require_keeper(by)
    party = enter_party(PartyKind.STATE, slug=slug, name=name, note=note, by=by, reason=reason)
    state = State(party=party, official_name=official_name, iso2=iso2.upper(), iso3=iso3.upper(), m49=m49)
    return keep(state, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_state(
    state: State, *, official_name: Labels, iso2: str, iso3: str, m49: str, by: Viewer, reason: str
) -> State:
    """Correct the official name or a code of a State. Errors: NotPermitted; ValidationError where a code is taken."""
    require_keeper(by)
    state.official_name = official_name
    state.iso2, state.iso3, state.m49 = iso2.upper(), iso3.upper(), m49
    return keep(state, by=by, reason=reason)


@transaction.atomic
def enter_organization(
    *,
    slug: str,
    name: Labels,
    form: OrganizationForm,
    by: Viewer,
    acronym: str = "",
    variants: list[str] | None = None,
    note: Labels | None = None,
    reason: str = "",
) -> Organization:
    """Enter an organization or a group of States. Errors: NotPermitted; ValidationError where the key is taken."""
    require_keeper(by)
    party = enter_party(
        PartyKind.ORGANIZATION,
        slug=slug,
        name=name,
        acronym=acronym,
        variants=variants,
        note=note,
        by=by,
        reason=reason,
    )
    return keep(Organization(party=party, form=form), by=by, reason=reason or _("Entered"))


@transaction.atomic
def enter_organizations(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str = "") -> Sequence[Organization]:
    """Enter many organizations, all or none; each row as ``enter_organization`` takes it.

    Errors: NotPermitted; WrongRows.
    """
    require_keeper(by)
    said = reason or _("Entered")
    parties = [
        Party(kind=PartyKind.ORGANIZATION, **{name: value for name, value in row.items() if name in OF_PARTY})
        for row in rows
    ]
    keep_many(parties, by=by, reason=said)
    found = [Organization(party=party, form=row["form"]) for party, row in zip(parties, rows, strict=True)]
    return keep_many(found, by=by, reason=said)


@transaction.atomic
def correct_organization(
    organization: Organization, *, form: OrganizationForm, by: Viewer, reason: str
) -> Organization:
    """Correct what sort of organization it is. Errors: NotPermitted."""
    require_keeper(by)
    organization.form = form
    return keep(organization, by=by, reason=reason)


def enter_party(
    kind: PartyKind,
    *,
    slug: str,
    name: Labels,
    by: Viewer,
    acronym: str = "",
    variants: list[str] | None = None,
    note: Labels | None = None,
    reason: str = "",
) -> Party:
    """Enter what all parties have; the verb of its kind calls this and asks its own rule. Errors: ValidationError."""
    party = Party(kind=kind, slug=slug, name=name, acronym=acronym, variants=variants or [], note=note or Labels())
    return keep(party, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_party(
    party: Party, *, name: Labels, acronym: str, variants: list[str], note: Labels, by: Viewer, reason: str
) -> Party:
    """Correct what is recorded of a party; a name that it took on a day is no correction: see ``rename_party``.

    Errors: NotPermitted; Refused for a unit, whose name its orders give, and for a person; ValidationError.
    """
    _require_named_here(party, by)
    party.name, party.acronym, party.variants, party.note = name, acronym, variants, note
    return keep(party, by=by, reason=reason)


@transaction.atomic
def rename_party(
    party: Party,
    *,
    name: Labels,
    by: Viewer,
    on: datetime.date,
    reason: str,
    acronym: str = "",
    source: str = "",
) -> Party:
    """Give a party the name that it bears from ``on``; the one it bore until then stays among its former names.

    Errors: NotPermitted; Refused where it bears this name, and for units and people; ValidationError.
    """
    _require_named_here(party, by)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if (party.name, party.acronym) == (name, acronym):
        raise Refused(_("This is its name already."))
    former = PartyName(party=party, name=party.name, acronym=party.acronym, valid_until=on - ONE_DAY, source=source)
    keep(former, by=by, reason=reason)
    party.name, party.acronym = name, acronym
    return keep(party, by=by, reason=reason)


def _require_named_here(party: Party, by: Viewer) -> None:
    require_keeper(by)
    if party.kind in {PartyKind.UNIT, PartyKind.PERSON}:
        raise Refused(_("A unit is named by its orders and a person by their account, not here."))


def require_keeper(by: Viewer) -> None:
    """Errors: NotPermitted where the viewer does not keep the registers of parties."""
    if not may_keep_parties.test(by):
        raise NotPermitted(
            _("Only planning, conference and knowledge officers keep the registers of States and organizations.")
        )

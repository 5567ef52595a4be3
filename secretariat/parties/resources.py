"""What parties, people and their roles offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.accounts.rules import may_keep_people
from secretariat.accounts.services import correct_person, enter_person, reopen_account
from secretariat.core.calling import all_made_by, changed_by, done_by, made_by
from secretariat.core.resources import (
    ALL,
    NONE,
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_of,
    day_asked,
    facts_of,
)
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Organization, Participation, Party, PartyName, Role, State
from secretariat.parties.rules import may_give_roles, may_keep_parties
from secretariat.parties.services import (
    change_last_day,
    close_account,
    correct_former_name,
    correct_organization,
    correct_participation,
    correct_party,
    correct_state,
    end_participation,
    end_role,
    enter_organization,
    enter_organizations,
    enter_state,
    give_role,
    record_former_name,
    record_participation,
    rename_party,
    withdraw_role,
)


def own_or_kept(viewer: Viewer) -> models.Q:
    """Return the condition for what only the person and those who keep people may know: see ``may_see_address``."""
    if may_keep_people.test(viewer):
        return ALL
    return models.Q(pk=viewer.person.pk) if viewer.person else NONE


def give(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Role:
    """Give a role from its first day, or from the day of the call."""
    return give_role(
        values["person"],
        kind=RoleKind(values["kind"]),
        party=values["party"],
        by=by,
        on=values.get("valid_from") or on,
        until=values.get("valid_until"),
        authority=values.get("authority") or reason,
    )


def extend(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Role:
    """Extend or shorten a role; until further notice where no day is given."""
    return change_last_day(record, until=values.get("valid_until"), by=by, on=on, reason=reason)


PERIOD = ("valid_from", "from_precision", "valid_until")
DATED = (*PERIOD, "until_precision")
PARTY_WORDS = asked_of(Party, "name", "acronym", "variants", "note")
STATE_CODES = asked_of(State, "official_name", "iso2", "iso3", "m49")
NAME = asked_of(PartyName, "name", "acronym", *DATED, "source")
STANDING = asked_of(Participation, *DATED, "source", "note")
PERSON = asked_of(Person, "full_name", "email")
UNTIL = asked_of(Role, "valid_until")
LAST_DAY = day_asked(_("last day"), _("The last day on which it holds; today if not given."))

add_resource(
    Resource(
        model=Party,
        name="parties",
        facts=facts_of(Party, "slug", "kind", "name", "acronym", "variants", "note", "is_demonstration"),
        key="slug",
        other_keys=("acronym",),
        filters={"kind": "kind", "acronym": "acronym"},
        orders=("slug", "kind", "acronym"),
        change=Changing(PARTY_WORDS, may_keep_parties, changed_by(correct_party, PARTY_WORDS)),
        operations=(
            Operation(
                "rename",
                _("rename"),
                may_keep_parties,
                done_by(rename_party),
                (
                    *asked_of(PartyName, "name", "acronym", "source"),
                    day_asked(_("from"), _("The first day on which it bears the name."), required=True),
                ),
            ),
        ),
    )
)

add_resource(
    Resource(
        model=State,
        name="states",
        facts=facts_of(
            State,
            "party",
            "party.slug",
            "party.name",
            "official_name",
            "iso2",
            "iso3",
            "m49",
            "is_demonstration",
            implied=("party",),
        ),
        key="party__slug",
        other_keys=("iso2", "iso3", "m49"),
        filters={"party": "party", "iso2": "iso2", "iso3": "iso3", "m49": "m49"},
        orders=("iso3", "party_slug"),
        expandable=("party",),
        create=Creating(
            (*asked_of(Party, "slug", "name", "note"), *STATE_CODES), may_keep_parties, made_by(enter_state)
        ),
        change=Changing(STATE_CODES, may_keep_parties, changed_by(correct_state, STATE_CODES)),
    )
)

add_resource(
    Resource(
        model=Organization,
        name="organizations",
        facts=facts_of(
            Organization,
            "party",
            "party.slug",
            "party.name",
            "party.acronym",
            "form",
            "is_served",
            "is_demonstration",
            implied=("party",),
        ),
        key="party__slug",
        other_keys=("party__acronym",),
        filters={"party": "party", "form": "form", "is_served": "is_served"},
        orders=("party_slug", "form"),
        expandable=("party",),
        create=Creating(
            (*asked_of(Party, "slug"), *PARTY_WORDS, *asked_of(Organization, "form")),
            may_keep_parties,
            made_by(enter_organization),
            all_made_by(enter_organizations),
        ),
        change=Changing(
            asked_of(Organization, "form"),
            may_keep_parties,
            changed_by(correct_organization, asked_of(Organization, "form")),
        ),
    )
)

add_resource(
    Resource(
        model=PartyName,
        name="former-names",
        facts=facts_of(
            PartyName,
            "party",
            "party.slug",
            "name",
            "acronym",
            *DATED,
            "source",
            "is_demonstration",
            implied=("party",),
        ),
        filters={"party": "party"},
        orders=("party_slug",),
        expandable=("party",),
        create=Creating((*asked_of(PartyName, "party"), *NAME), may_keep_parties, made_by(record_former_name)),
        change=Changing(NAME, may_keep_parties, changed_by(correct_former_name, NAME)),
    )
)

add_resource(
    Resource(
        model=Participation,
        name="participations",
        facts=facts_of(
            Participation,
            "party",
            "party.slug",
            "of",
            "of.slug",
            "capacity",
            *DATED,
            "source",
            "note",
            "is_demonstration",
            implied=("party", "of"),
        ),
        filters={
            "party": "party",
            "of": "of",
            "capacity": "capacity",
            "valid_from": "valid_from__gte",
            "valid_until": "valid_until__lte",
            "stands": "valid_until__isnull",
        },
        orders=("party_slug", "of_slug", "capacity"),
        expandable=("party", "of"),
        create=Creating(
            (*asked_of(Participation, "party", "of", "capacity"), *STANDING),
            may_keep_parties,
            made_by(record_participation),
        ),
        change=Changing(STANDING, may_keep_parties, changed_by(correct_participation, STANDING)),
        operations=(Operation("end", _("end"), may_keep_parties, done_by(end_participation), (LAST_DAY,)),),
    )
)

add_resource(
    Resource(
        model=Person,
        name="people",
        facts=facts_of(
            Person,
            "full_name",
            "email",
            "kind",
            "language",
            "time_zone",
            "is_active",
            "is_demonstration",
            known_to={"email": own_or_kept, "language": own_or_kept, "time_zone": own_or_kept},
        ),
        filters={"kind": "kind", "is_active": "is_active", "name": "full_name__icontains"},
        orders=("full_name",),
        create=Creating((*PERSON, *asked_of(Person, "language", "time_zone")), may_keep_people, made_by(enter_person)),
        change=Changing(PERSON, may_keep_people, changed_by(correct_person, PERSON)),
        operations=(
            Operation("end", _("end the account"), may_keep_people, done_by(close_account)),
            Operation("reopen", _("open the account again"), may_keep_people, done_by(reopen_account)),
        ),
    )
)

add_resource(
    Resource(
        model=Role,
        name="roles",
        facts=facts_of(
            Role, "person", "kind", "party", "party.slug", *PERIOD, "authority", "is_withdrawn", "is_demonstration"
        ),
        filters={
            "person": "person",
            "kind": "kind",
            "party": "party",
            "is_withdrawn": "is_withdrawn",
            "open_ended": "valid_until__isnull",
        },
        orders=("kind",),
        expandable=("person", "party"),
        create=Creating(
            asked_of(Role, "person", "kind", "party", "valid_from", "valid_until", "authority"), may_give_roles, give
        ),
        operations=(
            Operation("change-last-day", _("change the last day"), may_give_roles, extend, UNTIL),
            Operation("end", _("end"), may_give_roles, done_by(end_role), (LAST_DAY,)),
            Operation("withdraw", _("withdraw"), may_give_roles, done_by(withdraw_role)),
        ),
    )
)

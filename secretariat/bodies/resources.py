"""What bodies and their sessions offer to programs and spreadsheets."""

from __future__ import annotations

from secretariat.bodies.models import Body, Session
from secretariat.bodies.rules import may_keep_bodies
from secretariat.bodies.services import correct_body, correct_session, enter_body, enter_session
from secretariat.core.calling import changed_by, made_by
from secretariat.core.resources import Changing, Creating, Resource, add_resource, asked_of, facts_of
from secretariat.parties.models import Party

BODY = asked_of(Body, "kind", "parent")
SESSION = asked_of(Session, "opened_on", "opened_precision", "closed_on", "place")

add_resource(
    Resource(
        model=Body,
        name="bodies",
        facts=facts_of(
            Body,
            "party",
            "party.slug",
            "party.name",
            "party.acronym",
            "kind",
            "parent",
            "is_demonstration",
            implied=("party",),
        ),
        key="party__slug",
        other_keys=("party__acronym",),
        filters={"party": "party", "kind": "kind", "parent": "parent"},
        orders=("party_slug", "kind"),
        expandable=("party", "parent"),
        create=Creating(
            (*asked_of(Party, "slug", "name", "acronym", "variants", "note"), *BODY),
            may_keep_bodies,
            made_by(enter_body),
        ),
        change=Changing(BODY, may_keep_bodies, changed_by(correct_body, BODY)),
    )
)

add_resource(
    Resource(
        model=Session,
        name="sessions",
        facts=facts_of(
            Session,
            "body",
            "body.party.slug",
            "kind",
            "number",
            "opened_on",
            "opened_precision",
            "closed_on",
            "place",
            "is_demonstration",
            implied=("body.party",),
        ),
        key="body__party__slug/kind/number",
        filters={
            "body": "body",
            "kind": "kind",
            "number": "number",
            "opened_from": "opened_on__gte",
            "opened_until": "opened_on__lte",
        },
        orders=("body_party_slug", "number"),
        expandable=("body",),
        create=Creating(
            (*asked_of(Session, "body", "kind", "number"), *SESSION), may_keep_bodies, made_by(enter_session)
        ),
        change=Changing(SESSION, may_keep_bodies, changed_by(correct_session, SESSION)),
    )
)

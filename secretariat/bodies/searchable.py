"""Bodies, found under the names that they bear or bore, and their sessions."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.bodies.models import Body, Session
from secretariat.core.search_registry import (
    Entry,
    Searchable,
    in_each_language,
    make_searchable,
    one_after_another,
    passages,
    that_had,
    that_has,
)
from secretariat.parties.models import Party, PartyName
from secretariat.parties.searchable import PUBLIC, former_names


def _bodies() -> models.QuerySet[Any]:
    return Body.objects.select_related("party").prefetch_related("party__names")


def _body(body: Body) -> Entry:
    words, acronyms = former_names(body.party)
    note = passages(body.party.note)
    return Entry(
        gates=PUBLIC,
        titles=body.party.name,
        texts={code: [*note.get(code, ()), *words[code]] for code in words},
        names=[body.party.acronym, *acronyms],
        facets={"body": [body.party_id]},
    )


def _sessions() -> models.QuerySet[Any]:
    return Session.objects.select_related("body__party")


def _session(session: Session) -> Entry:
    return Entry(
        gates=PUBLIC,
        titles=in_each_language(session),
        texts=passages(session.body.party.name, session.place),
        facets={
            "body": [session.body.party_id],
            "year": [each.year for each in (session.opened_on, session.closed_on) if each],
        },
    )


make_searchable(
    Searchable(
        {"body": Body},
        Body,
        _bodies,
        _body,
        touched_by={
            Party: that_has(Body, "party"),
            PartyName: one_after_another(that_had(PartyName, "party_id"), that_has(Body, "party")),
        },
    )
)
make_searchable(
    Searchable(
        {"session": Session},
        Session,
        _sessions,
        _session,
        touched_by={Party: that_has(Session, "body__party"), Body: that_has(Session, "body")},
    )
)

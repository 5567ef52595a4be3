"""Topics, parties, bodies, documents and the lists of collaborators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from secretariat.bodies.models import Body, Session
from secretariat.core.dates import partial_date, partial_end
from secretariat.directory.models import Collaborator
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document, DocumentRelation, LanguageVersion, NumberSeries
from secretariat.documents.services import check_template
from secretariat.documents.symbols import SymbolError, parse_symbol
from secretariat.founding import schema
from secretariat.founding.known import Known, labels
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync
from secretariat.parties.choices import HELD_FOR, PartyKind
from secretariat.parties.models import Organization, Participation, Party, PartyName, State
from secretariat.topics.models import Topic


def topics(founding: Founding, sync: Sync, known: Known) -> None:
    """Load the shared list of subjects, wider ones first."""
    for level in (False, True):
        wanted = [_topic(each, known) for each in founding.topics if bool(each.parent) is level]
        known.topics = sync.rows(Topic, wanted, lambda row: row.slug)  # type: ignore[assignment]


def _topic(each: schema.Topic, known: Known) -> Row:
    parent = known.topic(each.parent, each.at)
    return Row(each.at, {"slug": each.key, "label": labels(each.label), "kind": each.kind.value, "parent": parent})


def parties(founding: Founding, sync: Sync, known: Known) -> None:
    """Load every party with what is particular to its kind: States, organizations, bodies, units."""
    known.parties = sync.rows(Party, _parties(founding), lambda row: row.slug)  # type: ignore[assignment]
    found = known.parties
    sync.rows(State, [_state(each, found[each.key]) for each in founding.states], lambda row: row.party_id)
    sync.rows(
        Organization,
        [
            Row(
                each.at,
                {
                    "party": found[each.key],
                    "form": each.form.value,
                    "is_served": each.key == founding.package.organization,
                },
            )
            for each in founding.organizations
        ],
        lambda row: row.party_id,
    )
    sync.rows(PartyName, _names(founding, known), lambda row: (row.party_id, row.name.get("en")))
    if founding.package.organization not in {each.key for each in founding.organizations}:
        known.faults.append(f"{founding.package.at}: there is no organization “{founding.package.organization}”")


def _state(each: schema.State, party: Party) -> Row:
    official_name = labels(each.official_name)
    codes = {"iso2": each.iso2, "iso3": each.iso3, "m49": each.m49}
    return Row(each.at, {"party": party, "official_name": official_name, **codes})


def _parties(founding: Founding) -> Iterator[Row]:
    groups: tuple[tuple[PartyKind, tuple[schema.PartyFacts, ...]], ...] = (
        (PartyKind.STATE, founding.states),
        (PartyKind.ORGANIZATION, founding.organizations),
        (PartyKind.BODY, founding.bodies),
    )
    for kind, group in groups:
        for each in group:
            yield _party(kind, each.key, each)
    for key, unit in units_of(founding).items():
        yield _party(PartyKind.UNIT, key, unit)


def units_of(founding: Founding) -> dict[str, schema.Placement | schema.OutsideUnit]:
    """Return the units by key, as the last order that speaks of each names it; placed ones before named ones."""
    orders = sorted(founding.orders, key=lambda order: order.effective_on)
    outside = {unit.key: unit for order in orders for unit in order.outside_units}
    return {**outside, **{unit.unit: unit for order in orders for unit in order.units}}


def _party(kind: PartyKind, key: str, each: schema.PartyFacts | schema.Placement | schema.OutsideUnit) -> Row:
    return Row(
        each.at,
        {
            "kind": kind.value,
            "slug": key,
            "name": labels(each.name),
            "acronym": each.acronym,
            "variants": [*each.variants],
            "note": labels(None if isinstance(each, schema.OutsideUnit) else each.note),
        },
    )


def _all_facts(founding: Founding) -> tuple[schema.PartyFacts, ...]:
    return (*founding.states, *founding.organizations, *founding.bodies)


def period(each: schema.Participation | schema.FormerName) -> dict[str, Any]:
    """Return from when until when a fact held, as exactly as the package knows."""
    since, precision = partial_date(each.since)
    until, until_precision = partial_end(each.until)
    return {
        "valid_from": since,
        "from_precision": precision.value,
        "valid_until": until,
        "until_precision": until_precision.value,
        "source": each.source,
    }


def _names(founding: Founding, known: Known) -> Iterator[Row]:
    for party in _all_facts(founding):
        for each in party.names:
            name = {"party": known.parties[party.key], "name": labels(each.name), "acronym": each.acronym}
            yield Row(each.at, {**name, **period(each)})


def participations(founding: Founding, sync: Sync, known: Known) -> None:
    """Load who takes part in what, as dated facts."""
    wanted = [
        Row(
            each.at,
            {
                "party": known.parties[party.key],
                "of": known.party(each.of, each.at),
                "capacity": each.capacity.value,
                "note": labels(each.note),
                **period(each),
            },
        )
        for party in _all_facts(founding)
        for each in party.participation
    ]
    sync.rows(Participation, wanted, lambda row: (row.party_id, row.of_id, row.capacity, row.valid_from))


def bodies(founding: Founding, sync: Sync, known: Known) -> None:
    """Load bodies and their sessions."""
    wanted = [
        Row(
            each.at,
            {
                "party": known.parties[each.key],
                "kind": each.kind.value,
                "parent": known.party(each.parent, each.at),
            },
        )
        for each in founding.bodies
    ]
    rows = sync.rows(Body, wanted, lambda row: row.party_id)
    known.bodies = {each.key: rows[known.parties[each.key].pk] for each in founding.bodies}
    sessions = [_session(each, known) for each in founding.sessions]
    found = sync.rows(Session, sessions, lambda row: (row.body_id, row.kind, row.number))
    keys = {body.pk: key for key, body in known.bodies.items()}
    known.sessions = {(keys[row.body_id], row.kind, row.number): row for row in found.values() if row.body_id in keys}


def _session(each: schema.Session, known: Known) -> Row:
    opened, precision = partial_date(each.opened_on)
    return Row(
        each.at,
        {
            "body": known.body(each.body, each.at),
            "number": each.number,
            "kind": each.kind.value,
            "opened_on": opened,
            "opened_precision": precision.value,
            "closed_on": partial_end(each.closed_on)[0],
            "place": labels(each.place),
        },
    )


def documents(founding: Founding, sync: Sync, known: Known) -> None:
    """Load documents with their languages and their lineage."""
    wanted = [_document(each, known) for each in founding.documents]
    known.documents = sync.rows(Document, wanted, lambda row: row.slug)  # type: ignore[assignment]
    versions, relations = [], []
    for each in founding.documents:
        document = known.document(each.symbol or each.key or "", each.at)
        for version in each.languages:
            values = {"document": document, "language": version.language, "status": version.status.value}
            versions.append(Row(version.at, values))
        for relation in each.relations:
            to = known.document(relation.to, relation.at)
            values = {"document": document, "kind": relation.kind.value, "to": to, "detail": relation.detail}
            relations.append(Row(relation.at, values))
    sync.rows(LanguageVersion, versions, lambda row: (row.document_id, row.language))
    sync.rows(DocumentRelation, relations, lambda row: (row.document_id, row.kind, row.to_id))


def _document(each: schema.Document, known: Known) -> Row:
    symbol, slug = _symbol(each, known)
    day, precision = partial_date(each.date)
    return Row(
        each.at,
        {
            "symbol": symbol,
            "slug": slug,
            "kind": each.kind.value,
            "title": labels(each.title),
            "issuer": known.party(each.issuer, each.at),
            "session": known.session(each.session),
            "date": day,
            "date_precision": precision.value,
            "original_language": each.original_language or "",
            "series": each.series,
            "printed_as": list(each.printed_as),
            "note": labels(each.note),
            "is_uncertain": each.uncertain,
            "state": DocumentState.ISSUED.value,
        },
    )


def _symbol(each: schema.Document, known: Known) -> tuple[str, str]:
    """Return the symbol as the register keeps it, and the key of the document."""
    if not each.symbol:
        return "", each.key or ""
    try:
        parsed = parse_symbol(each.symbol)
    except SymbolError as error:
        known.faults.append(f"{each.at}: “{each.symbol}” is no symbol: {error}")
        return each.symbol, each.symbol
    return parsed.canonical, parsed.slug


def series(founding: Founding, sync: Sync, known: Known) -> None:
    """Load how bodies and units number their documents."""
    wanted = []
    for each in founding.series:
        try:
            check_template(each.template, each.restarts)
        except ValidationError as error:
            known.faults.append(f"{each.at}: “{each.template}”: {' '.join(error.messages)}")
        values = {
            "party": known.party(each.party, each.at),
            "title": labels(each.title),
            "template": each.template,
            "restarts": each.restarts.value,
        }
        wanted.append(Row(each.at, values))
    sync.rows(NumberSeries, wanted, lambda row: row.template)


def collaborators(founding: Founding, sync: Sync, known: Known) -> None:
    """Load the lists of those with whom the secretariat works, entry by entry."""
    wanted = []
    for listing in founding.collaborators:
        document = known.document(listing.document, listing.at)
        for position, each in enumerate(listing.entries, 1):
            values = {
                "document": document,
                "group": each.group.value,
                "number": each.number,
                "position": position,
                "party": known.party(each.party, each.at),
                "post": labels(each.post),
                "printed": each.printed,
                "note": labels(each.note),
            }
            wanted.append(Row(each.at, values))
    sync.rows(Collaborator, wanted, lambda row: (row.document_id, row.position))


def cast(founding: Founding, sync: Sync, known: Known) -> None:
    """Check that each of the cast can hold the role; they are entered in demonstrations only."""
    for each in founding.cast:
        party = known.party(each.party, each.at)
        if party is not None and party.kind not in HELD_FOR[each.role]:
            known.faults.append(f"{each.at}: nobody is {each.role.label} for “{each.party}”")

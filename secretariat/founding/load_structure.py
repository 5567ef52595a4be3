"""Orders: units, their placements, provisions as paragraphs, functions and counterparts."""

from __future__ import annotations

from collections.abc import Iterator

from secretariat.core.dates import partial_date
from secretariat.documents.choices import ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.founding import schema
from secretariat.founding.known import Known, labels, slug_of
from secretariat.founding.load_parties import units_of
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync
from secretariat.organization.choices import FunctionKind, OrderState
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement, Unit

Given = list[tuple[schema.Provision, Function]]  # the provisions that give a unit a function


def orders(founding: Founding, sync: Sync, known: Known) -> None:
    """Load every order of the package; the functions of the order in force are known by address."""
    _units(founding, sync, known)
    for each in founding.orders:
        document = known.document(each.document, each.at)
        if document is None:
            continue
        order = _order(each, document, sync)
        _placements(each, order, sync, known)
        paragraphs = _paragraphs(each, document, sync, known)
        given = _functions(each, order, paragraphs, sync, known)
        _relations(given, sync, known)
        if document.slug == slug_of(founding.package.order):
            known.functions = {one.address: function for one, function in given}
    if slug_of(founding.package.order) not in {slug_of(each.document) for each in founding.orders}:
        known.faults.append(f"{founding.package.at}: there is no order “{founding.package.order}” in the package")


def _units(founding: Founding, sync: Sync, known: Known) -> None:
    named = units_of(founding)
    wanted = [
        Row(unit.at, {"party": known.parties[key], "is_outside": isinstance(unit, schema.OutsideUnit)})
        for key, unit in named.items()
    ]
    rows = sync.rows(Unit, wanted, lambda row: row.party_id)
    known.units = {key: rows[known.parties[key].pk] for key in named}
    known.unit(founding.package.secretariat, founding.package.at)
    for order in founding.orders:
        first: dict[str, str] = {}
        for each in order.outside_units:
            if first.setdefault(each.key, each.at) != each.at:
                known.faults.append(f"{each.at}: the unit “{each.key}” stands twice, first at {first[each.key]}")


def _order(each: schema.Order, document: Document, sync: Sync) -> Order:
    values = {
        "document": document,
        "state": OrderState.ISSUED.value,
        "signed_on": partial_date(each.signed_on)[0],
        "effective_on": partial_date(each.effective_on)[0],
        "signatory": labels(each.signatory),
    }
    return sync.rows(Order, [Row(each.at, values)], lambda row: row.document_id)[document.pk]


def _placements(each: schema.Order, order: Order, sync: Sync, known: Known) -> None:
    wanted = [
        Row(
            one.at,
            {
                "order": order,
                "unit": known.units[one.unit],
                "parent": known.unit(one.parent, one.at),
                "position": position,
                "name": labels(one.name),
                "acronym": one.acronym,
                "level": one.level.value,
                "address": one.address,
                "head": labels(one.head),
                "answers_to": known.unit(one.answers_to, one.at),
                "note": labels(one.note),
            },
        )
        for position, one in enumerate(each.units, 1)
    ]
    sync.rows(Placement, wanted, lambda row: (row.order_id, row.unit_id))


def _paragraphs(each: schema.Order, document: Document, sync: Sync, known: Known) -> dict[str, Paragraph]:
    wanted = [
        Row(
            one.at,
            {
                "document": document,
                "number": one.address,
                "position": position,
                "kind": ParagraphKind.PROVISION.value,
                "summary": labels(one.summary),
                "note": labels(one.note),
            },
        )
        for position, one in enumerate(each.provisions, 1)
    ]
    rows = sync.rows(Paragraph, wanted, lambda row: (row.document_id, row.number), place="position")
    own = {row.number: row for row in rows.values() if row.document_id == document.pk}
    known.paragraphs.update({(document.slug, number): row for number, row in own.items()})
    return own


def _functions(each: schema.Order, order: Order, paragraphs: dict[str, Paragraph], sync: Sync, known: Known) -> Given:
    given = [one for one in each.provisions if one.unit and one.kind in FunctionKind.values]
    wanted = [
        Row(
            one.at,
            {
                "order": order,
                "paragraph": paragraphs[one.address],
                "unit": known.unit(one.unit, one.at),
                "kind": one.kind,
            },
        )
        for one in given
    ]
    rows = sync.rows(Function, wanted, lambda row: row.paragraph_id)
    return [(one, row) for one in given if (row := rows.get(paragraphs[one.address].pk))]


def _relations(given: Given, sync: Sync, known: Known) -> None:
    """With whom, through whom or for whom each function is carried out, and what it is about."""
    counterparts = [_counterpart(other, function, known) for one, function in given for other in one.counterparts]
    sync.rows(
        Counterpart,
        [row for row in counterparts if row.values["party"] or row.values["document"]],
        lambda row: (row.function_id, row.relation, row.party_id, row.document_id),
    )
    sync.rows(FunctionTopic, _topics(given, known), lambda row: (row.function_id, row.topic_id))


def _counterpart(each: schema.Counterpart, function: Function, known: Known) -> Row:
    return Row(
        each.at,
        {
            "function": function,
            "relation": each.relation.value,
            "party": known.party(each.party, each.at),
            "document": known.document(each.document, each.at) if each.document else None,
            "detail": labels(each.detail),
        },
    )


def _topics(given: Given, known: Known) -> Iterator[Row]:
    for one, function in given:
        for key in one.topics:
            yield Row(one.at, {"function": function, "topic": known.topic(key, one.at)})

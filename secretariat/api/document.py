"""The document of the API: OpenAPI 3.1, in the reader's language, from declarations and fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from secretariat.api.asking import LARGEST, SIZE, orders_of, sought
from secretariat.api.examples import sent_example
from secretariat.api.many import MOST_CHANGED, MOST_NEW
from secretariat.api.problems import KINDS
from secretariat.api.schemas import COMPONENTS, Schema, closed, many_schema, record_schema, sent_schema
from secretariat.api.shapes import Row
from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Operation, Resource

JSON, PROBLEM = "application/json", "application/problem+json"
FAILING = {
    "list": (400, 401, 403, 429),
    "read": (400, 401, 403, 404, 429),
    "history": (400, 401, 403, 404, 429),
    "create": (400, 401, 403, 409, 413, 415, 422, 429),
    "change": (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429),
    "operate": (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429),
    "create_many": (400, 401, 403, 409, 413, 415, 422, 429),
    "change_many": (400, 401, 403, 409, 413, 415, 422, 429),
}


@dataclass(frozen=True)
class Offer:
    """One operation of the document: what kind, of which resource, for a verb which one."""

    kind: str
    resource: Resource
    operation: Operation | None = None


def describe(offer: Offer, example: tuple[Row, str]) -> Schema:
    """Return what the document says of an operation; ``example`` is a record of its resource and the version."""
    resource = offer.resource
    found = {
        "tags": [str(resource.model._meta.verbose_name_plural)],
        "summary": _summary(offer),
        "description": _description(offer),
        "parameters": [*_path(offer, example[0]), *_query(offer), *_headers(offer, example[1])],
        "responses": {**_answers(offer, example[0]), **_failures(offer.kind)},
        "security": [{}, {"token": []}, {"session": []}]
        if offer.kind in {"list", "read", "history"}
        else [{"token": []}, {"session": []}],
    }
    body = _body(offer, example)
    return {**found, "requestBody": body} if body else found


def _summary(offer: Offer) -> str:
    meta = offer.resource.model._meta
    one, more = str(meta.verbose_name), str(meta.verbose_name_plural)
    summaries = {
        "list": _("List: %(records)s") % {"records": more},
        "read": _("Read: %(record)s") % {"record": one},
        "history": _("History: %(record)s") % {"record": one},
        "create": _("Make: %(record)s") % {"record": one},
        "change": _("Change: %(record)s") % {"record": one},
        "create_many": _("Make many: %(records)s") % {"records": more},
        "change_many": _("Change many: %(records)s") % {"records": more},
    }
    return summaries.get(offer.kind) or f"{offer.operation.label if offer.operation else ''}: {one}"


def _description(offer: Offer) -> str:
    said = {
        "list": _("One page; “next” and “previous” lead to the others."),
        "read": _("By identifier or key. The ETag is the version to name in a change."),
        "history": _("The newest first."),
        "create": _("With an Idempotency-Key a second delivery is answered as the first and does nothing more."),
        "change": _("What is not named stays. If-Match names the version that was read."),
        "operate": _("If-Match may name the version that was read."),
        "create_many": _("With atomic all or none; without, each for itself, with a result for each."),
        "change_many": _("Each in the version it names. With atomic all or none, else each for itself."),
    }
    return said[offer.kind]


def _parameter(name: str, where: str, schema: Schema, description: str = "", **more: Any) -> Schema:
    found = {"name": name, "in": where, "required": where == "path", "schema": schema, **more}
    return {**found, "description": description} if description else found


def _path(offer: Offer, example: Row) -> list[Schema]:
    if offer.kind not in {"read", "history", "change", "operate"}:
        return []
    said = _("Its identifier or its key.")
    return [_parameter("name", "path", {"type": "string"}, said, example=example["id"])]


def _query(offer: Offer) -> list[Schema]:
    if offer.kind == "history":
        return [_parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": LARGEST})]
    if offer.kind not in {"list", "read"}:
        return []
    resource = offer.resource
    names = ["version", *(fact.name for fact in resource.facts)]
    found = [
        _parameter(
            "fields",
            "query",
            {"type": "string"},
            _("Only these, with commas: %(names)s.") % {"names": ", ".join(names)},
        ),
        _parameter("language", "query", {"type": "string", "enum": [*LANGUAGES]}, _("Words in this language alone.")),
    ]
    if resource.expandable:
        said = _("Records in place of identifiers, with commas: %(names)s.") % {"names": ", ".join(resource.expandable)}
        found.append(_parameter("expand", "query", {"type": "string"}, said))
    return found + (_of_list(resource) if offer.kind == "list" else [])


def _of_list(resource: Resource) -> list[Schema]:
    limit = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE}
    return [
        _parameter("sort", "query", {"type": "string", "enum": orders_of(resource)}, _("Descending with “-”.")),
        _parameter("limit", "query", limit, _("How many a page.")),
        _parameter("cursor", "query", {"type": "string"}, _("The place that “next” or “previous” names.")),
        *(_filter(resource, name, way) for name, way in resource.filters.items()),
    ]


def _filter(resource: Resource, name: str, way: str) -> Schema:
    what = sought(resource.model, way)
    said = str(what.field.help_text)
    if what.lookup == "isnull":
        return _parameter(name, "query", {"type": "boolean"}, said)
    schema: Schema = {"type": "string"}
    if what.field.choices:
        schema["enum"] = [str(key) for key, _label in what.field.flatchoices]
    return _parameter(name, "query", schema, said)


def _headers(offer: Offer, version: str) -> list[Schema]:
    reason = _parameter("Change-Reason", "header", {"type": "string"}, _("Why; percent-encoded. Stays on record."))
    key = _parameter(
        "Idempotency-Key", "header", {"type": "string", "maxLength": 200}, _("Chosen by you, once a request.")
    )
    match = _parameter("If-Match", "header", {"type": "string"}, _("The ETag that you read."), example=f'"{version}"')
    return {
        "create": [key, reason],
        "create_many": [key, reason],
        "operate": [key, match, reason],
        "change": [{**match, "required": True}, reason],
        "change_many": [reason],
    }.get(offer.kind, [])


def _body(offer: Offer, example: tuple[Row, str]) -> Schema:
    made = BODIES.get(offer.kind)
    if made is None:
        return {}
    schema, sent = made(offer, example)
    return {"required": True, "content": {JSON: {"schema": schema, "example": sent}}}


Body = tuple[Schema, Row]


def _to_create(offer: Offer, example: tuple[Row, str]) -> Body:
    assert offer.resource.create is not None
    facts = offer.resource.create.facts
    return sent_schema(facts, partial=False), {**sent_example(facts, example[0], new=True), **_reason(facts)}


def _to_change(offer: Offer, example: tuple[Row, str]) -> Body:
    assert offer.resource.change is not None
    facts = offer.resource.change.facts
    return sent_schema(facts, partial=True), {**sent_example(facts, example[0], new=False), **_reason(facts)}


def _to_operate(offer: Offer, example: tuple[Row, str]) -> Body:
    assert offer.operation is not None
    facts = offer.operation.facts
    return sent_schema(facts, partial=False), {**sent_example(facts, example[0], new=False), **_reason(facts)}


def _to_create_many(offer: Offer, example: tuple[Row, str]) -> Body:
    assert offer.resource.create is not None
    facts = offer.resource.create.facts
    item = closed(
        {name: each for name, each in sent_schema(facts, partial=False)["properties"].items() if name in _named(facts)},
        [fact.name for fact in facts if fact.required],
    )
    return many_schema(item, MOST_NEW), {"items": [sent_example(facts, example[0], new=True)], "reason": "…"}


def _to_change_many(offer: Offer, example: tuple[Row, str]) -> Body:
    assert offer.resource.change is not None
    facts = offer.resource.change.facts
    values = {
        name: each for name, each in sent_schema(facts, partial=True)["properties"].items() if name in _named(facts)
    }
    item = closed(
        {"id": {"type": "string"}, "version": {"type": "string"}, "values": closed(values)}, ["id", "values", "version"]
    )
    sent = {"id": example[0]["id"], "version": example[1], "values": sent_example(facts, example[0], new=False)}
    return many_schema(item, MOST_CHANGED), {"items": [sent], "reason": "…"}


def _named(facts: Any) -> set[str]:
    return {fact.name for fact in facts}


def _reason(facts: Any) -> Row:
    return {} if "reason" in _named(facts) else {"reason": _("As the Committee asked")}


BODIES: dict[str, Callable[[Offer, tuple[Row, str]], Body]] = {
    "create": _to_create,
    "change": _to_change,
    "operate": _to_operate,
    "create_many": _to_create_many,
    "change_many": _to_change_many,
}


def _answers(offer: Offer, example: Row) -> Schema:
    record = {"$ref": f"#/components/schemas/{offer.resource.name}"}
    link = {"type": ["string", "null"]}
    page = closed(
        {"items": {"type": "array", "items": record}, "next": link, "previous": link}, ["items", "next", "previous"]
    )
    shown = {"items": [example] if len(example) > 1 else [], "next": None, "previous": None}
    answers: dict[str, tuple[str, Schema, Any]] = {
        "list": ("200", page, shown),
        "read": ("200", record, example),
        "history": ("200", {"$ref": "#/components/schemas/History"}, None),
        "create": ("201", record, example),
        "change": ("200", record, example),
        "operate": ("200", record, example),
        "create_many": ("200", {"$ref": "#/components/schemas/Results"}, None),
        "change_many": ("200", {"$ref": "#/components/schemas/Results"}, None),
    }
    status, schema, sample = answers[offer.kind]
    content = {"schema": schema, **({"example": sample} if sample is not None else {})}
    found = {status: {"description": _("Done"), "content": {JSON: content}}}
    return {**found, "304": {"description": _("Not changed")}} if offer.kind == "read" else found


def _failures(kind: str) -> Schema:
    titles = dict(KINDS.values())
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {str(status): {"description": str(titles[status]), "content": {PROBLEM: schema}} for status in FAILING[kind]}


def components(resources: list[Resource]) -> Schema:
    """Return the schemas that operations share, and how one signs in."""
    records = {resource.name: record_schema(resource) for resource in resources}
    return {
        "schemas": {**COMPONENTS, **records},
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": _("A token made at /accounts/tokens/.")},
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": _("The session of the pages, with X-CSRFToken to write."),
            },
        },
    }

"""Schemas: what facts look like in JSON, from the model fields that keep them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from secretariat.api.bodies import LONGEST_REASON
from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Fact, Resource
from secretariat.core.values import LONGEST_LIST

Schema = dict[str, Any]
WORDS: Schema = {"$ref": "#/components/schemas/Words"}
ID: Schema = {"type": "string", "format": "uuid"}

KINDS: tuple[tuple[type[models.Field[Any, Any]], Schema], ...] = (
    (models.ForeignKey, ID),
    (models.UUIDField, ID),
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DecimalField, {"type": "string"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
)


def kind_of(fact: Fact) -> Schema:
    """Return the schema of one value of a fact."""
    if fact.is_translated:
        return WORDS
    if fact.is_list and not fact.many:
        return {"type": "array", "items": {"type": "string"}}
    found = next((schema for kind, schema in KINDS if isinstance(fact.field, kind)), {"type": "string"})
    return {**found, "enum": [key for key, _label in fact.field.flatchoices]} if fact.field.choices else dict(found)


def read_schema(fact: Fact, *, expandable: bool) -> Schema:
    """Return the schema of a fact as it is read."""
    schema = kind_of(fact)
    if fact.is_translated:
        schema = {"anyOf": [WORDS, {"type": "string"}]}
    elif expandable:
        schema = {"anyOf": [schema, {"type": "object"}]}
    elif "enum" in schema and fact.field.blank:
        schema["enum"] = [*schema["enum"], ""]
    return described(fact, nullable(schema))


def write_schema(fact: Fact) -> Schema:
    """Return the schema of a fact as it is sent; a record is named by its identifier or its key."""
    schema = kind_of(fact)
    if fact.to is not None:
        schema = {"type": "string"}
    if fact.many:
        schema = {"type": "array", "items": schema, "maxItems": LONGEST_LIST}
    if schema.get("type") == "string" and "enum" not in schema and fact.field.max_length:
        schema["maxLength"] = fact.field.max_length
    if fact.required:
        return described(fact, schema | ({"minLength": 1} if schema == {"type": "string"} else {}))
    return described(fact, nullable(schema))


def nullable(schema: Schema) -> Schema:
    """Return a schema that null fulfills too."""
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def described(fact: Fact, schema: Schema) -> Schema:
    """Return a schema with the name and help of the field, in the reader's language."""
    words = {"title": str(fact.field.verbose_name), "description": str(fact.field.help_text)}
    return {**schema, **{name: text for name, text in words.items() if text}}


def record_schema(resource: Resource) -> Schema:
    """Return the schema of a record as it is read; which facts come, ``fields`` says."""
    facts = {fact.name: read_schema(fact, expandable=fact.name in resource.expandable) for fact in resource.facts}
    version = {"type": ["string", "null"]}
    return closed({"id": ID, **facts, "version": version}, required=["id"])


def closed(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """Return the schema of an object of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
    }


def sent_schema(facts: Iterable[Fact], *, partial: bool) -> Schema:
    """Return the schema of what is sent: facts, and the reason where none of them is called so."""
    facts = list(facts)
    properties = {fact.name: write_schema(fact) for fact in facts}
    properties.setdefault("reason", {"type": "string", "maxLength": LONGEST_REASON})
    return closed(properties, () if partial else [fact.name for fact in facts if fact.required])


def many_schema(items: Schema, most: int) -> Schema:
    """Return the schema of many."""
    properties = {
        "items": {"type": "array", "items": items, "minItems": 1, "maxItems": most},
        "atomic": {"type": "boolean", "default": True},
        "reason": {"type": "string", "maxLength": LONGEST_REASON},
    }
    return closed(properties, ["items"])


COMPONENTS: Schema = {
    "Words": closed({code: {"type": "string"} for code in LANGUAGES}),
    "Problem": {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "items": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["type", "title", "status"],
    },
    "Results": closed(
        {
            "items": {
                "type": "array",
                "items": closed(
                    {
                        "index": {"type": "integer"},
                        "status": {"type": "integer"},
                        "id": ID,
                        "version": {"type": "string"},
                        "problem": {"$ref": "#/components/schemas/Problem"},
                    },
                    ["index", "status"],
                ),
            }
        },
        ["items"],
    ),
    "History": closed(
        {
            "items": {
                "type": "array",
                "items": closed(
                    {
                        "at": {"type": "string", "format": "date-time"},
                        "kind": {"enum": ["made", "changed", "taken out"]},
                        "who": {"type": ["string", "null"]},
                        "reason": {"type": "string"},
                        "changes": {
                            "type": "array",
                            "items": closed(
                                {name: {"type": "string"} for name in ("field", "label", "before", "after")},
                                ["field", "label", "before", "after"],
                            ),
                        },
                    },
                    ["at", "kind", "who", "reason", "changes"],
                ),
            }
        },
        ["items"],
    ),
}

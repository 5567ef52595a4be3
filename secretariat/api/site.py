"""The site of the API: one set of operations for each resource, generated from its declaration."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from rules.predicates import Predicate

from secretariat.api.asking import OF_LIST
from secretariat.api.bodies import read_body, reason_of
from secretariat.api.callers import Call
from secretariat.api.deliveries import deliver
from secretariat.api.document import Offer, components, describe
from secretariat.api.examples import example_of
from secretariat.api.many import MOST_CHANGED, MOST_NEW, change_many, create_many, items_of
from secretariat.api.problems import Problem
from secretariat.api.reading import history_of, list_of, one_of
from secretariat.api.shapes import Row, as_json
from secretariat.api.writing import change_one, create_one, operate
from secretariat.core.choices import How
from secretariat.core.freshness import Kept
from secretariat.core.languages import current_language
from secretariat.core.readings import note_reading_of
from secretariat.core.resources import Changing, Creating, Operation, Resource, resources
from secretariat.core.rules import anyone

NAMED = "{path:name}"  # a key may have several parts: ag-res-2619-xli-o-11/4.b
Rules = dict[str, dict[str, Predicate]]  # who may use each route: by its name, then by method


class Pages(Swagger):
    """The page on which one tries the operations."""

    def get_openapi_url(self, api: NinjaAPI, path_params: dict[str, Any]) -> str:
        return reverse("api-openapi")


class Site(NinjaAPI):
    """All operations; failures are answered at the door (see ``doors``), not here."""

    def __init__(self) -> None:
        super().__init__(title="Secretariat", version="1", urls_namespace="api", docs=Pages())
        self.offers: dict[str, Offer] = {}
        self.documents: Kept[OpenAPISchema] = Kept(size=4)

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise exc

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return reverse("api-root")

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the document in the reader's language, kept until a record changes that an example may show."""
        return self.documents.get(current_language(), lambda: self._document(**options))

    def _document(self, **options: Any) -> OpenAPISchema:
        """Make the document: addresses from the operations, all else from the declarations."""
        document = super().get_openapi_schema(**options)
        examples = {resource.name: example_of(resource) for resource in resources()}
        for methods in document["paths"].values():
            for operation in methods.values():
                offer = self.offers[operation["operationId"]]
                operation.update(describe(offer, examples[offer.resource.name]))
        document["components"] = components(resources())
        document["info"]["description"] = str(_("Records of the secretariat for programs."))
        return document


def written(row: Row, *, status: int = 200, version: str = "") -> HttpResponse:
    """Return a row as a response, with its version as ETag."""
    response = HttpResponse(as_json(row), status=status, content_type="application/json")
    if version:
        response.headers["ETag"] = f'"{version}"'
    return response


def read(request: Call, resource: Resource, answer: HttpResponse, rows: Sequence[Row]) -> HttpResponse:
    """Return an answer, and note who read what not everyone may see: the rows, and the records opened in them."""
    viewer = request.caller.viewer
    note_reading_of(answer, viewer, resource.model, [uuid.UUID(row["id"]) for row in rows], How.PROGRAM)
    for fact in resource.facts:
        opened = {row[fact.name]["id"] for row in rows if fact.to and isinstance(row.get(fact.name), dict)}
        if fact.to:
            note_reading_of(answer, viewer, fact.to, sorted(map(uuid.UUID, opened)), How.PROGRAM)
    return answer


def if_match(request: HttpRequest) -> str:
    """Return the version that a caller changes; "" where they do not say. Errors: Problem for a list of them or “*”."""
    given = request.headers.get("If-Match", "").strip()
    if given and (given == "*" or "," in given):
        raise Problem("no-version")
    return given.strip('"') if given.startswith('"') else given


class Offered:
    """The operations of one resource, and who may use each."""

    def __init__(self, site: Site, resource: Resource) -> None:
        clash = {*OF_LIST} & {*resource.filters}
        if clash:
            raise ImproperlyConfigured(f"{resource.name}: a filter cannot be called {', '.join(sorted(clash))}")
        self.site, self.resource = site, resource
        self.rules: Rules = {}

    def offer(self) -> Rules:
        """Offer all that the declaration names, the longer addresses first."""
        for operation in self.resource.operations:
            self.add_operation(operation)
        self.add_reading()
        if self.resource.create:
            self.add_creating(self.resource.create)
        if self.resource.change:
            self.add_changing(self.resource.change)
        return self.rules

    def add(self, method: str, path: str, view: Any, rule: Predicate, offer: Offer, *, name: str) -> None:
        """Offer one operation."""
        verb = offer.operation.verb if offer.operation else offer.kind
        identifier = f"{verb}_{self.resource.name}".replace("-", "_")
        self.rules.setdefault(name, {})[method] = rule
        self.site.offers[identifier] = offer
        self.site.api_operation([method], path, url_name=name, operation_id=identifier)(view)

    def add_reading(self) -> None:
        """Offer the list, a record and its history: to anyone, who sees what is visible to them."""
        resource = self.resource

        def read_list(request: Call) -> HttpResponse:
            request.caller.must_reach(resource)
            page = list_of(resource, request.caller, request.GET, request.path)
            return read(request, resource, written(page), page["items"])

        def read_one(request: Call, name: str) -> HttpResponse:
            request.caller.must_reach(resource)
            row, version = one_of(resource, request.caller, name, request.GET)
            if version and request.headers.get("If-None-Match") == f'"{version}"' and "expand" not in request.GET:
                return HttpResponse(status=304, headers={"ETag": f'"{version}"'})
            return read(request, resource, written(row, version=version), [row])

        def read_history(request: Call, name: str) -> HttpResponse:
            request.caller.must_reach(resource)
            entries, record = history_of(resource, request.caller.viewer, name, request.GET)
            return read(request, resource, written(entries), [{"id": str(record.pk)}])

        base, route = f"/{resource.name}", f"api-{resource.name}"
        self.add("GET", base, read_list, anyone, Offer("list", resource), name=route)
        self.add(
            "GET",
            f"{base}/{NAMED}/history",
            read_history,
            anyone,
            Offer("history", resource),
            name=f"{route}-history",
        )
        self.add("GET", f"{base}/{NAMED}", read_one, anyone, Offer("read", resource), name=f"{route}-one")

    def add_creating(self, creating: Creating) -> None:
        """Offer to make a record, and many."""
        resource = self.resource

        def create(request: Call) -> HttpResponse:
            def act() -> HttpResponse:
                reason, given = reason_of(request, read_body(request), creating.facts)
                row, version = create_one(resource, request.caller, given, on=timezone.localdate(), reason=reason)
                answer = written(row, status=201, version=version)
                answer.headers["Location"] = reverse(f"api-{resource.name}-one", kwargs={"name": row["id"]})
                return answer

            return self.delivered(request, act)

        def create_bulk(request: Call) -> HttpResponse:
            def act() -> HttpResponse:
                reason, given = reason_of(request, read_body(request), ())
                rows, atomic = items_of(given, MOST_NEW)
                day = timezone.localdate()
                done = create_many(resource, request.caller, rows, atomic=atomic, on=day, reason=reason)
                return written({"items": done})

            return self.delivered(request, act)

        self.add(
            "POST", f"/{resource.name}", create, creating.rule, Offer("create", resource), name=f"api-{resource.name}"
        )
        self.add(
            "POST",
            f"/bulk/{resource.name}",
            create_bulk,
            creating.rule,
            Offer("create_many", resource),
            name=f"api-bulk-{resource.name}",
        )

    def add_changing(self, changing: Changing) -> None:
        """Offer to change a record, and many."""
        resource = self.resource

        def change(request: Call, name: str) -> HttpResponse:
            request.caller.must_reach(resource, writing=True)
            reason, given = reason_of(request, read_body(request), changing.facts)
            version, day = if_match(request), timezone.localdate()
            row, version = change_one(resource, request.caller, name, given, version=version, on=day, reason=reason)
            return written(row, version=version)

        def change_bulk(request: Call) -> HttpResponse:
            request.caller.must_reach(resource, writing=True)
            reason, given = reason_of(request, read_body(request), ())
            rows, atomic = items_of(given, MOST_CHANGED)
            day = timezone.localdate()
            return written({"items": change_many(resource, request.caller, rows, atomic=atomic, on=day, reason=reason)})

        self.add(
            "PATCH",
            f"/{resource.name}/{NAMED}",
            change,
            changing.rule,
            Offer("change", resource),
            name=f"api-{resource.name}-one",
        )
        self.add(
            "PATCH",
            f"/bulk/{resource.name}",
            change_bulk,
            changing.rule,
            Offer("change_many", resource),
            name=f"api-bulk-{resource.name}",
        )

    def add_operation(self, operation: Operation) -> None:
        """Offer a verb of the domain on a record."""
        resource = self.resource

        def act_on(request: Call, name: str) -> HttpResponse:
            def act() -> HttpResponse:
                reason, given = reason_of(request, read_body(request), operation.facts)
                version, day = if_match(request), timezone.localdate()
                row, now = operate(
                    resource, operation, request.caller, name, given, version=version, on=day, reason=reason
                )
                return written(row, version=now)

            return self.delivered(request, act)

        path, route = f"/{resource.name}/{NAMED}/{operation.verb}", f"api-{resource.name}-{operation.verb}"
        self.add("POST", path, act_on, operation.rule, Offer("operate", resource, operation), name=route)

    def delivered(self, request: Call, act: Callable[[], HttpResponse]) -> HttpResponse:
        """Do what a POST asks, once for each Idempotency-Key."""
        request.caller.must_reach(self.resource, writing=True)
        return deliver(request, request.caller.viewer, act)


def make_site() -> tuple[Site, Rules]:
    """Return the site, and who may use each route by method."""
    site, rules = Site(), {}
    for resource in resources():
        rules.update(Offered(site, resource).offer())
    return site, rules

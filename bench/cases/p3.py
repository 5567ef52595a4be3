"""P3 and P4: a list of fifty and one record over the API, by a program with a token."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils import timezone

from bench.harness import Bench, Client, Figure
from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person
from secretariat.accounts.tokens import make_token
from secretariat.documents.models import Document
from secretariat.mandates.models import Mandate
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Role
from secretariat.parties.queries import viewer_for

LIMIT_LIST, LIMIT_ONE = 5.0, 3.0  # CPU-milliseconds
MANY = 40  # records asked in turn


def token_of(kind: RoleKind) -> str:
    """Return a token for one of the cast who holds a role."""
    today = timezone.localdate()
    person = Person.objects.get(pk=Role.objects.in_force(today).filter(kind=kind).values("person")[:1])
    until = today + datetime.timedelta(days=2)
    by = viewer_for(person, on=today)
    return make_token(name="bench", access=Access.WRITE, families=[], expires_on=until, by=by, on=today)[1]


def measure(bench: Bench) -> Iterator[Figure]:
    """Ask lists of fifty, with and without relations, then single records in turn."""
    token, client = f"Bearer {token_of(RoleKind.PLANNING_OFFICER)}", Client(bench.port)
    lists = {
        "mandates": "/api/v1/mandates",
        "documents in one language": "/api/v1/documents?language=es",
        "documents with their issuers": "/api/v1/documents?expand=issuer",
    }
    for what, path in lists.items():
        cost = bench.cost(client, [path], Authorization=token)
        yield Figure("p3", f"list of 50, {what}", cost.pop("total"), "CPU-ms", LIMIT_LIST, cost)
    records = {
        "mandate": [f"/api/v1/mandates/{pk}" for pk in Mandate.objects.values_list("pk", flat=True)[:MANY]],
        "document": [f"/api/v1/documents/{pk}" for pk in Document.objects.values_list("pk", flat=True)[:MANY]],
    }
    for what, paths in records.items():
        cost = bench.cost(client, paths, Authorization=token)
        yield Figure("p4", what, cost.pop("total"), "CPU-ms", LIMIT_ONE, cost)

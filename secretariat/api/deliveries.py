"""Deliveries: the same request sent twice is done once, and answered twice in the same words."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.api.models import Delivery
from secretariat.api.problems import Problem, answer, as_problem
from secretariat.core.ledgers import drop
from secretariat.core.viewer import Viewer

KEPT = datetime.timedelta(days=7)
TOLD = ("Content-Type", "ETag", "Location")


def deliver(request: HttpRequest, viewer: Viewer, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what a request asks, or repeat what its first delivery was answered. Errors: Problem, and those of ``act``.

    The answer is kept in the transaction of the change. A second delivery that comes meanwhile waits for the first.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key or viewer.person is None:
        return act()
    if len(key) > 200 or not key.isprintable():
        raise Problem("not-understood", errors={"Idempotency-Key": [_("This is not a value of this kind.")]})
    digest = _digest(request)
    return _repeated(viewer, key, digest) or _first(viewer, key, digest, act)


def _digest(request: HttpRequest) -> str:
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()


def _repeated(viewer: Viewer, key: str, digest: str) -> HttpResponse | None:
    assert viewer.person is not None
    known = Delivery.objects.filter(person_id=viewer.person.pk, key=key).first()
    if known is None:
        return None
    if known.digest != digest:
        said = _("This key was sent before with another request: choose a new one.")
        raise Problem("invalid", errors={"Idempotency-Key": [said]})
    response = HttpResponse(known.body, status=known.status, headers=known.headers)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _first(viewer: Viewer, key: str, digest: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    assert viewer.person is not None
    delivery = Delivery(person_id=viewer.person.pk, key=key, digest=digest, at=timezone.now())
    try:
        with transaction.atomic():
            delivery.save(force_insert=True)
            response = _done(act)
            delivery.status, delivery.body = response.status_code, response.content.decode()
            delivery.headers = {name: response.headers[name] for name in TOLD if name in response.headers}
            delivery.save()
    except IntegrityError as error:  # only of the key: what is done inside answers its own
        repeated = _repeated(viewer, key, digest)
        if repeated is None:
            raise Problem("conflict", _("The first delivery failed meanwhile: send it again.")) from error
        return repeated
    if digest.startswith("00"):  # now and then
        drop(Delivery.objects.filter(at__lt=timezone.now() - KEPT))
    return response


def _done(act: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer, also where it is a refusal: then nothing of what was done stands."""
    try:
        with transaction.atomic():
            return act()
    except Exception as error:
        problem = as_problem(error)
        if problem is None or problem.status >= 500:
            raise
        return answer(problem)

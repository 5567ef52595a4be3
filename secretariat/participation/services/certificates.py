"""Issue certificates to those who attended, and revoke them."""

from __future__ import annotations

import datetime
import secrets

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COUNTING
from secretariat.delivery.models import Deliverable
from secretariat.participation import rules
from secretariat.participation.models import Certificate, Nomination
from secretariat.participation.queries import Attended, earned

# Digits and capitals without those that are read for others (I, L, O, U), as Crockford's base 32 has them.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, OF_EACH = 3, 4  # 60 bits: nobody finds a code by trying


def new_code() -> str:
    """Return a code by chance, such as 7KQ2-M0XW-93TB."""
    return "-".join("".join(secrets.choice(SIGNS) for _each in range(OF_EACH)) for _group in range(GROUPS))


@transaction.atomic
def issue_certificates(
    deliverable: Deliverable, *, by: Viewer, on: datetime.date, reason: str = ""
) -> list[Certificate]:
    """Issue a certificate to each who attended as much as the terms ask and has none that stands; return the new ones.

    Errors: NotPermitted; Refused before the deliverable is held.
    """
    held = _certifying(deliverable, by)
    found = earned(held)
    rows = Nomination.objects.filter(pk__in=found, participant__is_erased=False).select_related("participant")
    without = rows.exclude(pk__in=Certificate.objects.standing().values("nomination")).order_by("pk")
    return [_issue(each, found[each.pk], by, on, reason) for each in without]


@transaction.atomic
def issue_certificate(nomination: Nomination, *, by: Viewer, on: datetime.date, reason: str = "") -> Certificate:
    """Issue the certificate of one participant.

    Errors: NotPermitted; Refused before it is held, or where too little was attended; ValidationError where one stands.
    """
    found = earned(_certifying(nomination.deliverable, by)).get(nomination.pk)
    if found is None or nomination.participant.is_erased:
        raise Refused(_("This person did not attend enough of the event."))
    return _issue(nomination, found, by, on, reason)


def _certifying(deliverable: Deliverable, by: Viewer) -> Deliverable:
    """Return the deliverable as it is now, held until the transaction ends. Errors: NotPermitted; Refused."""
    held = Deliverable.objects.select_for_update(of=("self",)).select_related("owner__party").get(pk=deliverable.pk)
    if not rules.may_certify.test(by, held):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, issue certificates."))
    if held.state not in COUNTING:
        raise Refused(
            _("Certificates are issued once it is held; it is %(state)s.") % {"state": held.get_state_display()}
        )
    return held


def _issue(nomination: Nomination, attended: Attended, by: Viewer, on: datetime.date, reason: str) -> Certificate:
    made = Certificate(nomination=nomination, code=new_code(), issued_on=on)
    made.attended, made.held = attended.present, attended.held
    made.language = nomination.participant.language or settings.LANGUAGES[0][0]
    return keep(made, by=by, reason=reason or _("Issued"))


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: Viewer, on: datetime.date, reason: str) -> Certificate:
    """Let a certificate confirm nothing from now on. Errors: NotPermitted; Refused where it was revoked."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("nomination__deliverable__owner__party")
    held = rows.get(pk=certificate.pk)
    if not rules.may_certify.test(by, held):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, revoke certificates."))
    if held.revoked_on is not None:
        raise Refused(_("This certificate is revoked already."))
    held.revoked_on, held.why = on, reason[:500]
    return keep(held, by=by, reason=reason)

"""Certificates: one of them, its file, revoking it; and the page on which anyone checks a code."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date, written_period
from secretariat.core.pages import Action, ConfirmPage, Fact, Page, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rendering import RenderingFailed, render_pdf
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.participation import rules, services
from secretariat.participation.forms import CheckForm
from secretariat.participation.models import Certificate
from secretariat.participation.queries.checking import confirm
from secretariat.participation.views.events import crumbs_of
from secretariat.parties.queries import served_organization

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "certificate.typ"
logger = logging.getLogger(__name__)


def _all(viewer: Viewer) -> RecordQuerySet[Any]:
    rows: RecordQuerySet[Any] = Certificate.objects.visible_to(viewer).select_related(
        "nomination__deliverable__owner__party", "nomination__participant", "nomination__party"
    )
    return rows


class CertificatePage(RecordPage):
    """One certificate."""

    rule = rules.knows_names
    door = "work"
    subject: Certificate

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return crumbs_of(self.subject.nomination.deliverable)

    def facts(self) -> list[Fact]:
        each = self.subject
        said = {"present": each.attended, "held": each.held}
        return [
            fact(_("Whose"), Cell(str(each.nomination.participant), each.nomination.get_absolute_url())),
            fact(_("For what"), Cell(str(each.nomination.deliverable), each.nomination.deliverable.get_absolute_url())),
            fact(_("Attended"), _("%(present)s of %(held)s sessions") % said),
            fact(_("Issued"), written_date(each.issued_on)),
            fact(_("Language"), str(each.get_language_display())),
            fact(_("Check it"), Cell(each.code, reverse("certificate-check", args=(each.code,)))),
            fact(_("Revoked"), written_date(each.revoked_on), why=each.why),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        if each.revoked_on or each.nomination.participant.is_erased:
            return []
        found = [Action(_("Download as PDF"), reverse("certificate-file", args=(each.pk,)), primary=True)]
        if rules.may_certify.test(self.viewer, each):
            found.append(Action(_("Revoke"), reverse("certificate-revoke", args=(each.pk,))))
        return found


class CertificateFile(Page):
    """A certificate as a PDF file, in the language of its holder."""

    rule = rules.knows_names
    subject: Certificate

    def load(self) -> None:
        standing = _all(self.viewer).filter(revoked_on__isnull=True, nomination__participant__is_erased=False)
        self.subject = get_object_or_404(standing, pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(self.subject.language):
            data = self._data()
        try:
            content = render_pdf(TEMPLATE, data)
        except RenderingFailed:
            logger.exception("A certificate could not be made")
            return self.problem(503, _("The file could not be made just now. Try again in a moment."))
        file = HttpResponse(content, content_type="application/pdf")
        file["Content-Disposition"] = f'inline; filename="certificate-{self.subject.code}.pdf"'
        return file

    def _data(self) -> dict[str, str]:
        """Return the words of the file."""
        each = self.subject
        deliverable, address = each.nomination.deliverable, reverse("certificate-check", args=(each.code,))
        said = {"present": each.attended, "held": each.held}
        where = ", ".join(part for part in (deliverable.site, deliverable.place) if part)
        days = written_period(deliverable.starts_on, deliverable.ends_on)
        site = settings.ADDRESS or self.request.build_absolute_uri("/").rstrip("/")
        return {
            "lang": each.language,
            "issuer": str(served_organization() or ""),
            "unit": str(deliverable.owner.party),
            "title": _("Certificate"),
            "certifies": _("This certifies that"),
            "name": str(each.nomination.participant),
            "attended": _("attended"),
            "event": str(deliverable),
            "when": " · ".join(part for part in (where, days) if part),
            "sessions": _("%(present)s of %(held)s sessions") % said,
            "issued": _("Issued on %(day)s") % {"day": written_date(each.issued_on)},
            "code": each.code,
            "check": _("Anyone can check this certificate: %(address)s") % {"address": f"{site}{address}"},
        }


class CertificateRevokePage(ConfirmPage):
    """Let a certificate confirm nothing from now on."""

    rule = rules.may_certify
    door = "work"
    title = gettext_lazy("Revoke a certificate")
    submit_label = gettext_lazy("Revoke")
    question = gettext_lazy("Revoke this certificate? Whoever checks its code reads that it is revoked.")
    danger = True
    done = gettext_lazy("Revoked.")
    subject: Certificate

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [*crumbs_of(self.subject.nomination.deliverable), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.revoke_certificate(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])


class CertificateCheckPage(Page):
    """Check a certificate by its code: for anyone who holds one in hand."""

    rule = anyone
    template_name = "participation/check.html"
    title = gettext_lazy("Check a certificate")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._told(self.kwargs.get("code", ""))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare a name; it is sent in the body, so that it stands in no log."""
        form = CheckForm(request.POST)
        if not form.is_valid():
            return self.answer(status=422, form=form)
        return self._told(form.cleaned_data["code"], form.cleaned_data["name"])

    def _told(self, code: str, name: str = "") -> HttpResponse:
        """Say what is known; a code that nobody has is answered in the same way whatever was typed."""
        form = CheckForm(initial={"code": code, "name": name})
        return self.answer(form=form, asked=bool(code), found=confirm(code, name) if code else None)

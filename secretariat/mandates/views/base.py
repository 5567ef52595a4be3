"""What pages about one mandate share."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Words
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.documents.models import Paragraph
from secretariat.mandates.models import Mandate

Crumbs = list[tuple[Words, str]]


def crumbs_to(paragraph: Paragraph) -> Crumbs:
    """Return the way to what is done with a paragraph."""
    document = paragraph.document
    return [
        (_("Mandates"), reverse("mandates")),
        (str(document), document.get_absolute_url()),
        (paragraph.display_number, paragraph.get_absolute_url()),
    ]


class MandateForm(FormPage):
    """A form about the mandate of the paragraph named in the address."""

    abstract = True
    door = "mandates"
    subject: Mandate

    def load(self) -> None:
        visible = Mandate.objects.visible_to(self.viewer).select_related("paragraph__document", "addressee")
        self.subject = get_object_or_404(
            visible, paragraph__document__slug=self.kwargs["slug"], paragraph__number=self.kwargs["number"]
        )

    def crumbs(self) -> Crumbs:
        return crumbs_to(self.subject.paragraph)


class DecisionPage(ConfirmPage):
    """A decision on a suggested link: confirm or refuse, with a reason."""

    abstract = True
    door = "mandates"

    @property
    def verb(self) -> str:
        return str(self.kwargs["verb"])

    @property
    def is_confirming(self) -> bool:
        return self.verb == "confirm"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Ask for the reason first where a button elsewhere sent none."""
        if "reason" not in request.POST:
            return self.get(request)
        return super().post(request, *args, **kwargs)

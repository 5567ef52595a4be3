"""One record for every route: what the matrix of permissions and the journeys open."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person
from secretariat.accounts.tokens import make_token
from secretariat.core.history import keep
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import Labels
from secretariat.core.resources import resources
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.services import involve, plan_deliverable, serve_also
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import add_paragraph, enter_document
from secretariat.exchange.models import Export, Import
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.mandates.choices import Status
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.mandates.services import overrule_status
from secretariat.notices.notice_kinds import PASSWORD_CHANGED
from secretariat.notices.services import notify
from secretariat.notices.tokens import token_for
from secretariat.organization.models import Counterpart
from secretariat.organization.services import draft_order
from secretariat.parties.models import Party
from secretariat.parties.queries import viewer_for
from secretariat.plans.choices import Level
from secretariat.plans.models import Activity, Answer, Plan
from secretariat.plans.services import begin_amendment, drop_activity

DAY = datetime.date(2026, 11, 2)
CHANGES_OF_ORDERS = {
    "order-placement-add", "order-placement-change", "order-placement-drop", "order-function-add",
    "order-function-change", "order-function-drop", "order-counterpart-add", "order-counterpart-drop",
    "order-put-in-force", "order-withdraw", "order-resume", "order-difference",
}  # fmt: skip


class Samples:
    """Records by route; a draft order and a draft amendment are made by the planning officer of the cast."""

    def __init__(self, by: Viewer, people: dict[str, Person]) -> None:
        self.people = people
        self.document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
        self.paragraph = Paragraph.objects.get(document=self.document, number="4.b")
        self.mandate = Mandate.objects.get(paragraph=self.paragraph)
        overrule_status(self.mandate, status=Status.FULFILLED, by=by, on=DAY, reason="for the sample")
        self.plan = Plan.objects.get(document__symbol="CICTE/doc.5/16")
        self.order = Document.objects.get(symbol="EO 16-01 Rev. 1")
        draft = draft_order(symbol="EO 26-01", title=Labels({"en": "Draft"}), by=by, on=DAY, reason="for the sample")
        self.draft = draft.document
        self.counterpart = Counterpart.objects.filter(function__order=draft).select_related("function__paragraph")[0]
        self.amendment = begin_amendment(self.plan, by=by, reason="for the sample")
        self.activity, self.dropped = Activity.objects.filter(plan=self.plan).order_by("position")[:2]
        drop_activity(self.amendment, self.dropped, by=by, reason="for the sample")
        self.notice = notify(PASSWORD_CHANGED, to=[people["chief"]], occasion="the sample", by=by)[0]
        own = viewer_for(people["chief"], on=DAY)
        week = DAY + datetime.timedelta(days=7)
        self.token = make_token(name="A sample", access=Access.READ, families=[], expires_on=week, by=own, on=DAY)[0]
        moment = datetime.datetime.combine(DAY, datetime.time(), datetime.UTC)
        self.failed_run = Run(job="notices-mail", due_at=moment, not_before=moment, state=RunState.FAILED)
        self.failed_run.save()

        report = enter_document(
            "", Labels({"en": "A sample"}), DocumentKind.REPORT, None, by=by, state=DocumentState.DRAFT
        )
        self.drafted = add_paragraph(document=report, number="1", kind=ParagraphKind.OPERATIVE, by=by)

        words = Labels({"en": "A sample"})
        self.deliverable = plan_deliverable(
            activity=self.activity,
            kind="workshop",
            title=words,
            level=Level.REGIONAL,
            starts_on=DAY,
            by=by,
            site_kind="port",
            site="A port",
        )
        grenada = Party.objects.get(slug="grenada")
        self.involvement = involve(self.deliverable, grenada, part=Part.HOST, by=by)
        also = Activity.objects.filter(plan=self.plan).order_by("-position")[0]
        self.also_serves = serve_also(self.deliverable, activity=also, by=by, reason="for the sample")

        self.export = Export.objects.create(
            person=people["planning_officer"], asked_at=timezone.now(), register="documents", address="/documents/",
            format="csv", rows=0, state="given",
        )  # fmt: skip

        sheet = {"name": "CSV", "rows": 0, "columns": 1}
        brought = Import(
            started_by=people["planning_officer"], register="topics", file_name="sample.csv", kind="csv", size=1,
            sheets=[sheet], language="en",
        )  # fmt: skip
        self.import_ = keep(brought, by=by, reason="for the sample")

    def of(self, route: str) -> dict[str, Any]:
        """Return the values of a route's address."""
        if route.startswith("api-"):
            return self._of_api(route)
        if route in {"trace", "trace-json", "trace-picture", "document", "document-relate"} | {"paragraph-text-import"}:
            return self._of_paragraph(route)
        if route == "paragraph" or route.startswith(("mandate-", "ownership-propose", "chain-propose")):
            return self._of_paragraph(route)
        if route.startswith("order-") or route == "order":
            return self._of_order(route)
        if route.startswith(("amendment-", "plan")) or route in {"amendment", "plan"}:
            return self._of_plan(route)
        return self._others(route)

    def _of_api(self, route: str) -> dict[str, Any]:
        """Return the first record of a resource that everyone sees, where the address names one."""
        if route == "api-nothing":
            return {"rest": "no-such-address"}
        named = [each for each in resources() if route.startswith(f"api-{each.name}-")]
        resource = max(named, key=lambda each: len(each.name), default=None)
        if resource is None or route.startswith("api-bulk-"):
            return {}
        first = resource.rows(ANYONE).order_by("id").first()
        return {"name": first.pk if first else new_identifier()}

    def _of_paragraph(self, route: str) -> dict[str, Any]:
        whole = {"slug": self.document.slug}
        if route == "mandate-register":
            return {**whole, "number": "4"}  # a chapeau, which asks nothing
        return whole if route in {"document", "document-relate"} else {**whole, "number": self.paragraph.number}

    def _of_order(self, route: str) -> dict[str, Any]:
        slug = self.draft.slug if route in CHANGES_OF_ORDERS else self.order.slug
        number = self.counterpart.function.paragraph.number
        more: dict[str, dict[str, Any]] = {
            "order-placement-change": {"unit": "dps"},
            "order-placement-drop": {"unit": "dps"},
            "order-function-change": {"number": number},
            "order-function-drop": {"number": number},
            "order-counterpart-add": {"number": number},
            "order-counterpart-drop": {"number": number, "id": self.counterpart.pk},
        }
        return {} if route == "order-draft" else {"slug": slug, **more.get(route, {})}

    def _of_plan(self, route: str) -> dict[str, Any]:
        if route.startswith("plan") or route == "amendment-begin":
            return {} if route == "plans" else {"slug": self.plan.document.slug}
        more: dict[str, dict[str, Any]] = {
            "amendment-change": {"activity": self.activity.pk},
            "amendment-drop": {"what": "line", "part": self.activity.pk},
            "amendment-undo": {"what": "line", "part": self.dropped.pk},
        }
        return {"id": self.amendment.pk, **more.get(route, {})}

    def _others(self, route: str) -> dict[str, Any]:
        expert = self.people["expert"]
        drafted = {"slug": self.drafted.document.slug, "number": self.drafted.number}
        known: dict[str, dict[str, Any]] = {
            "paragraph-add": {"slug": self.drafted.document.slug},
            "paragraph-correct": drafted,
            "paragraph-move": drafted,
            "paragraph-withdraw": drafted,
            "panel": {"label": "documents.paragraph", "id": self.paragraph.pk, "key": "history"},
            "record-as-of": {"label": "documents.paragraph", "id": self.paragraph.pk},
            "record-between": {"label": "documents.paragraph", "id": self.paragraph.pk},
            "ownership-decide": {"id": Ownership.objects.suggested()[0].pk, "verb": "confirm"},
            "chain-decide": {"id": Chain.objects.suggested()[0].pk, "verb": "confirm"},
            "unit": {"slug": "s-cicte"},
            "activity": {"id": self.activity.pk},
            "answer-propose": {"id": self.activity.pk},
            "deliverable-new": {"id": self.activity.pk},
            "deliverable-move": {"id": self.deliverable.pk, "verb": "confirm"},
            "involvement-withdraw": {"id": self.involvement.pk},
            "also-serves-drop": {"id": self.also_serves.pk},
            "line-propose": {"id": self.mandate.pk},
            "answer-decide": {"id": Answer.objects.suggested().order_by("activity__position")[0].pk, "verb": "confirm"},
            "gap": {"gap": "units-without-work"},
            "state": {"slug": "grenada"},
            "organization": {"slug": "caricom"},
            "person": {"id": expert.pk},
            "person-correct": {"id": expert.pk},
            "role-give": {"id": expert.pk},
            "role-last-day": {"id": expert.pk, "role": expert.roles.get().pk},
            "role-end": {"id": expert.pk, "role": expert.roles.get().pk},
            "account-end": {"id": expert.pk},
            "person-erase": {"id": expert.pk},
            "account-reopen": {"id": expert.pk},
            "body": {"slug": "cicte"},
            "session": {"slug": "cicte", "kind": "regular", "number": 16},
            "topic": {"slug": "cyber-security"},
            "topic-correct": {"slug": "cyber-security"},
            "export": {"id": self.export.pk},
            "export-file": {"id": self.export.pk},
            "mfa_edit_webauthn": {"pk": 0},
            "mfa_remove_webauthn": {"pk": 0},
            "notice-open": {"id": self.notice.pk},
            "notices-switch-off": {"token": token_for(expert, "role-ending")},
            "job-retry": {"id": self.failed_run.pk},
            "token-revoke": {"id": self.token.pk},
            "account_confirm_email": {"key": "no-such-key"},
            "account_reset_password_from_key": {"uidb36": "0", "key": "no-such-key"},
        }
        if route.startswith("deliverable") and route not in {"deliverables", *known}:
            return {"id": self.deliverable.pk}
        if route.startswith("import") and route not in {"imports", "import-new"}:
            return {"id": self.import_.pk}
        return known.get(route, {})

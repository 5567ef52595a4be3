"""One record for every route: what the matrix of permissions and the journeys open."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person
from secretariat.accounts.tokens import make_token
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import Labels
from secretariat.core.resources import resources
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.correspondence.choices import Purpose
from secretariat.correspondence.models import Distribution, Enclosure, Receipt
from secretariat.correspondence.services import compose_distribution, record_as_sent
from secretariat.correspondence.tokens import digest_of, opening_token
from secretariat.delivery.choices import (
    EventPart,
    FeedOf,
    Part,
)
from secretariat.delivery.models import (
    Deliverable,
    DutyRule,
)
from secretariat.delivery.services import (
    add_event_document,
    distribute_part,
    involve,
    make_feed,
    object_to_number,
    plan_deliverable,
    serve_also,
)
from secretariat.directory.choices import DesignationRole
from secretariat.directory.services import designate
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind, RelationKind, Restart
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import (
    add_paragraph,
    add_series,
    attach_file,
    enter_document,
    relate_documents,
    request_symbol,
    request_translation,
    reserve_symbol,
)
from secretariat.duties.models import RecurringDuty
from secretariat.duties.services import attach_evidence, owe_by_hand
from secretariat.evaluation.models import EvaluationRecommendation
from secretariat.evaluation.queries import shared_token
from secretariat.evaluation.services import (
    ask_participants,
    find,
    plan_program_evaluation,
    recommend_because,
)
from secretariat.exchange.models import Export, Import
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.mandates.choices import Status
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.mandates.services import overrule_status
from secretariat.notices.notice_kinds import PASSWORD_CHANGED
from secretariat.notices.services import notify
from secretariat.notices.tokens import token_for
from secretariat.organization.models import Counterpart, Unit
from secretariat.organization.services import draft_order
from secretariat.participation.models import Certificate, FollowUp
from secretariat.participation.services import (
    Mark,
    add_session,
    invite,
    move_nomination,
    nominate,
    record_attendance,
    send_invitations,
    set_terms,
)
from secretariat.participation.services.certificates import new_code
from secretariat.participation.services.followups import digest_of as follow_up_digest
from secretariat.parties.models import Party
from secretariat.parties.queries import viewer_for
from secretariat.plans.choices import Level
from secretariat.plans.models import Activity, Answer, Plan
from secretariat.plans.services import begin_amendment, drop_activity
from secretariat.questionnaires.models import (
    Question,
    QuestionnaireVersion,
)
from secretariat.questionnaires.services import (
    draft_version,
)
from secretariat.reports.models import (
    Report,
)
from secretariat.reports.services import (
    draft_report,
    write_narrative,
)

DAY = datetime.date(2026, 11, 2)
FAR = datetime.date(2099, 12, 31)
CHANGES_OF_ORDERS = {
    "order-placement-add", "order-placement-change", "order-placement-drop", "order-function-add",
    "order-function-change", "order-function-drop", "order-counterpart-add", "order-counterpart-drop",
    "order-put-in-force", "order-withdraw", "order-resume", "order-difference",
}  # fmt: skip

OF_PEOPLE = {"invitation", "nomination", "participant", "attendance", "certificate", "event", "follow"}


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

        cicte, number_it = Party.objects.get(slug="cicte"), partial(request_symbol, purpose="A sample", by=by, on=DAY)
        facts: dict[str, Any] = {"template": "SAMPLE/doc.{n}/{yy}", "restarts": Restart.YEAR}
        self.series = add_series(party=cicte, title=Labels({"en": "A sample"}), **facts, by=by)
        self.asked_number = number_it(series=self.series)
        self.reserved_number = reserve_symbol(number_it(series=self.series), by=by)
        self.translation = request_translation(report, language="fr", by=by)
        revised = enter_document("SAMPLE/RES. 1 (I-O/20)", Labels({"en": "Old"}), DocumentKind.RESOLUTION, None, by=by)
        self.revision = enter_document(
            "SAMPLE/RES. 1 (I-O/20) rev. 1", Labels({"en": "New"}), DocumentKind.RESOLUTION, None, by=by
        )
        relate_documents(self.revision, kind=RelationKind.REVISES, to=revised, by=by, reason="for the sample")
        self.file = attach_file(report, language="en", content=b"Words of a sample", name="sample.txt", by=by)

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
        self._owe(grenada, by)
        self.involvement = involve(self.deliverable, grenada, part=Part.HOST, by=by)
        also = Activity.objects.filter(plan=self.plan).order_by("-position")[0]
        self.also_serves = serve_also(self.deliverable, activity=also, by=by, reason="for the sample")

        mexico = Party.objects.get(slug="mexico")
        self.designation = designate(
            party=mexico, role=DesignationRole.ALTERNATE, name="A sample", note="Note 1", by=by, on=DAY
        )
        self._evaluate(by)

        self._report(by)
        self.event_document = add_event_document(self.deliverable, self.document, part=EventPart.OTHER, by=by)
        distribute_part(self.deliverable, EventPart.OTHER, subject=words, by=by, on=DAY)
        self.distribution = self._distribution(by, DAY)
        sent = self._distribution(by, DAY)
        record_as_sent(sent, by=by, at=moment, reason="for the sample")
        receipts = Receipt.objects.filter(recipient__distribution=sent)
        self.receipt = receipts.get(channel="mail")
        self.receipt.digest, self.receipt.opens_until = digest_of(opening_token(self.receipt)), datetime.date.max
        keep(self.receipt, by=by, reason="for the sample")
        self.enclosure = Enclosure.objects.filter(receipt__recipient__distribution=sent, receipt__channel="inbox")[0]
        self.keep_people(self.deliverable, mexico, by=by)

        self.objection = object_to_number(self.activity, should_be=2, why="for the sample", by=own, on=DAY)
        self.feed = make_feed(name="A sample", of=FeedOf.MINE, by=own)[0]

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

    def _evaluate(self, by: Viewer) -> None:
        """Evaluate the deliverable and a program, find something, and recommend something to its own unit."""
        words = Labels({"en": "A sample"})
        week = DAY + datetime.timedelta(days=7)
        self.evaluation = ask_participants(self.deliverable, opens_on=DAY, closes_on=FAR, by=by)
        self.finding = find(event=self.evaluation, text=words, audience=Audience.PUBLIC, by=by)
        unit = self.deliverable.owner
        self.recommendation = recommend_because(
            self.finding, text=words, owner=unit.party, audience=Audience.PUBLIC, by=by, on=DAY
        )
        self.recommended = EvaluationRecommendation.objects.get(finding=self.finding)
        self.program_evaluation = plan_program_evaluation(
            self.activity.project.program, unit=unit, since=DAY, until=week, audience=Audience.PUBLIC, by=by
        )
        draft_version(self.evaluation.version.questionnaire, by=by)

    def _distribution(self, by: Viewer, on: datetime.date) -> Distribution:
        """Draft a distribution of the resolution to the State of the first delegate."""
        return compose_distribution(
            unit=Unit.objects.get(party__slug="s-cicte"),
            purpose=Purpose.OTHER,
            subject=Labels({"en": "A sample"}),
            documents=[self.document],
            recipients=[Party.objects.get(slug="grenada")],
            by=by,
            on=on,
            reason="for the sample",
        )

    def _report(self, by: Viewer) -> None:
        """Begin a report, and write its introduction."""
        first, last = datetime.date(2016, 1, 1), datetime.date(2016, 6, 30)
        report = draft_report(kind="six-monthly", body=self.plan.body, starts_on=first, ends_on=last, by=by)
        write_narrative(report, section="introduction", language="en", text="A sample.", by=by)

    def _owe(self, debtor: Party, by: Viewer) -> None:
        words = Labels({"en": "A sample"})
        self.duty_rule = DutyRule.objects.filter(paragraph__document=self.plan.document).order_by("pk")[0]
        self.recurring_duty = RecurringDuty.objects.order_by("pk")[0]
        self.duty = owe_by_hand(
            subject=words, debtor=debtor, creditor_words=words, asked_by="A sample", due_on=DAY, audience=0, by=by
        )
        self.duty_evidence = attach_evidence(self.duty, text="A sample", by=by, on=DAY)

    def keep_people(self, deliverable: Deliverable, party: Party, *, by: Viewer) -> None:
        """Invite a State to a deliverable and name somebody who attends, is certified and asked about it."""
        self.invitation = send_invitations([invite(deliverable, party, by=by, on=DAY)], by=by, on=DAY)[0]
        person: dict[str, Any] = {"given_names": "A", "family_names": "Sample", "institution_kind": "customs"}
        reached: dict[str, Any] = {"mail": f"sample-{deliverable.pk}@example.org", "may_be_asked": True}
        named = nominate(deliverable, party=party, **person, **reached, note="Note 2", by=by, on=DAY)
        self.nomination = move_nomination(named, "accept", by=by, on=DAY, reason="for the sample")
        self.terms = set_terms(deliverable, share_needed=50, follow_up_months=6, by=by, reason="for the sample")
        self.session = add_session(deliverable, day=deliverable.starts_on or DAY, by=by)
        mark = Mark(new_identifier(), self.nomination.pk, is_present=True, said_at=timezone.now())
        record_attendance(self.session, [mark], by=by, at=timezone.now())
        self.attendance = self.nomination.attendances.get()
        certificate = Certificate(nomination=self.nomination, code=new_code(), language="en", issued_on=DAY)
        certificate.attended = certificate.held = 1
        self.certificate = keep(certificate, by=by, reason="for the sample")
        asked = FollowUp(nomination=self.nomination, digest=follow_up_digest(f"sample-{deliverable.pk}"), asked_on=DAY)
        asked.closes_on = datetime.date(2999, 12, 31)
        self.follow_up = keep(asked, by=by, reason="for the sample")

    def _of_evaluation(self, route: str) -> dict[str, Any] | None:
        """Return what an address of an evaluation, a recommendation or a questionnaire names; None for others."""
        if route in {"event-evaluations", "program-evaluations", "program-evaluation-new", "evaluation-thanks"}:
            return {}
        if route in {"recommendations", "recommendation-new", "questionnaires", "questionnaire-new"}:
            return {}
        if route == "evaluation-answer":
            return {"token": shared_token(self.evaluation)}
        if route == "event-evaluation-new":
            return {"id": self.deliverable.pk}
        named: dict[str, Callable[[], Any]] = {
            "event-evaluation": lambda: self.evaluation,
            "program-evaluation": lambda: self.program_evaluation,
            "finding-": lambda: self.finding,
            "recommended-": lambda: self.recommended,
            "recommendation": lambda: self.recommendation,
            "questionnaire": lambda: QuestionnaireVersion.objects.get(state="draft", questionnaire__slug="event"),
            "question-add": lambda: QuestionnaireVersion.objects.get(state="draft", questionnaire__slug="event"),
            "question-": lambda: Question.objects.get(
                version__state="draft", version__questionnaire__slug="event", kind="choice"
            ),
        }
        found = next((record() for prefix, record in named.items() if route.startswith(prefix)), None)
        verbs = {"recommendation-move": "accept", "program-evaluation-move": "begin", "questionnaire-move": "use"}
        verb = {"verb": verbs[route]} if route in verbs else {}
        return None if found is None else {"id": found.pk, **verb}

    def of(self, route: str) -> dict[str, Any]:
        """Return the values of a route's address."""
        if route.startswith("api-"):
            return self._of_api(route)
        traced = {"trace", "trace-json", "trace-picture", "document", "document-relate", "paragraph-text-import"}
        proposed = route.startswith(("mandate-", "ownership-propose", "chain-propose"))
        if proposed or route in {*traced, "paragraph"}:
            return self._of_paragraph(route)
        if route.startswith("order-") or route == "order":
            return self._of_order(route)
        if route.startswith(("amendment-", "plan")) or route in {"amendment", "plan"}:
            return self._of_plan(route)
        if route.startswith(("duty", "duties", "recurring-dut")):
            return self._of_duty(route)
        return self._others(route)

    def _of_duty(self, route: str) -> dict[str, Any]:
        if route in {"duties", "duty-owe", "duty-instruct", "duty-rules", "recurring-duties", "recurring-duty-new"}:
            return {}
        if route.startswith("duty-rule"):
            return {"id": self.duty_rule.pk}
        if route.startswith("recurring"):
            return {"id": self.recurring_duty.pk}
        return {"id": (self.duty_evidence if route == "duty-evidence-withdraw" else self.duty).pk}

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

    def _of_distribution(self) -> dict[str, dict[str, Any]]:
        """Return the routes of distributions: a draft, and one that went out."""
        draft, sent = self.distribution, self.receipt.recipient.distribution
        document, recipient = draft.documents.get(), draft.recipients.get()
        drafted = ("change", "add-documents", "add-recipients", "send", "cancel")
        return {
            "distribution": {"id": draft.pk},
            **{f"distribution-{name}": {"id": draft.pk} for name in drafted},
            "distribution-proof": {"id": sent.pk},
            "distribution-document-drop": {"id": document.pk},
            "recipient-drop": {"id": recipient.pk},
            "recipient-language": {"id": recipient.pk},
            "preferred-language": {"slug": "grenada"},
            "receipt": {"id": self.receipt.pk},
            "receipt-resend": {"id": self.receipt.pk},
            "receipt-bounce": {"id": self.receipt.pk},
            "enclosure": {"id": self.enclosure.pk},
            "enclosure-file": {"id": self.enclosure.pk},
            "distribution-open": {"token": opening_token(self.receipt)},
        }

    def _of_report(self, route: str) -> dict[str, Any]:
        """Return the values of a route of reports: one report for all, as drafts are for the whole secretariat."""
        if route in {"reports", "report-new"}:
            return {}
        report = Report.objects.order_by("id")[0]
        more: dict[str, dict[str, Any]] = {
            "report-move": {"verb": "submit"},
            "report-file": {"language": "en", "format": "json"},
            "report-figure": {"key": "main.held"},
            "narrative-write": {"section": "introduction", "language": "en"},
        }
        if route == "narrative-review":
            return {"id": report.narratives.all()[0].pk}
        return {"id": report.pk, **more.get(route, {})}

    def _of_people(self, route: str) -> dict[str, Any]:
        people: dict[str, dict[str, Any]] = {
            "invitation-move": {"id": self.invitation.pk, "verb": "accept"},
            "nomination-move": {"id": self.nomination.pk, "verb": "withdraw"},
            "participant-data": {"id": self.nomination.participant_id, "format": "json"},
            "attendance-sync": {"id": self.session.pk},
            "attendance-change": {"id": self.session.pk},
            "attendance": {"id": self.session.pk},
            "certificate-check": {"code": self.certificate.code},
            "follow-up": {"token": f"sample-{self.nomination.deliverable_id}"},
        }
        if route in people:
            return people[route]
        whole = {name: getattr(self, name) for name in ("invitation", "nomination", "certificate")}
        whole |= {"event": self.deliverable, "participant": self.nomination.participant}
        return {"id": whole[route.partition("-")[0]].pk}

    def _others(self, route: str) -> dict[str, Any]:
        if (found := self._of_evaluation(route)) is not None:
            return found
        if route.startswith(("report", "narrative")) or route.partition("-")[0] in OF_PEOPLE:
            return self._of_report(route) if route.startswith(("report", "narrative")) else self._of_people(route)
        expert = self.people["expert"]
        drafted = {"slug": self.drafted.document.slug, "number": self.drafted.number}
        known: dict[str, dict[str, Any]] = {
            "paragraph-add": {"slug": self.drafted.document.slug},
            "document-correct": {"slug": self.drafted.document.slug},
            "document-issue": {"slug": self.drafted.document.slug},
            "document-withdraw": {"slug": self.drafted.document.slug},
            "document-translate": {"slug": self.drafted.document.slug},
            "document-step": {"slug": self.revision.slug},
            "document-changes": {"slug": self.revision.slug},
            "translation": {"id": self.translation.pk},
            "translation-move": {"id": self.translation.pk, "verb": "start"},
            "number-series": {"id": self.series.pk},
            "number-series-close": {"id": self.series.pk},
            "symbol-number": {"id": self.asked_number.pk},
            "symbol-move": {"id": self.asked_number.pk, "verb": "reserve"},
            "symbol-assign": {"id": self.reserved_number.pk},
            "document-file-read": {"id": self.file.pk},
            "document-file-picture": {"id": self.file.pk, "page": 1},
            "document-file": {"id": self.file.pk},
            "document-file-attach": {"slug": self.drafted.document.slug},
            "document-file-take-out": {"id": self.file.pk},
            "paragraph-correct": drafted,
            "paragraph-move": drafted,
            "paragraph-withdraw": drafted,
            "panel": {"label": "documents.paragraph", "id": self.paragraph.pk, "key": "history"},
            "record-as-of": {"label": "documents.paragraph", "id": self.paragraph.pk},
            "record-between": {"label": "documents.paragraph", "id": self.paragraph.pk},
            "ownership-decide": {"id": Ownership.objects.suggested()[0].pk, "verb": "confirm"},
            "chain-decide": {"id": Chain.objects.suggested()[0].pk, "verb": "confirm"},
            **self._of_distribution(),
            "unit": {"slug": "s-cicte"},
            "activity": {"id": self.activity.pk},
            "answer-propose": {"id": self.activity.pk},
            "deliverable-new": {"id": self.activity.pk},
            "deliverable-distribute": {"id": self.deliverable.pk, "part": "other"},
            "event-document-drop": {"id": self.event_document.pk},
            "deliverable-move": {"id": self.deliverable.pk, "verb": "confirm"},
            "calendar-unit-file": {"slug": "s-cicte"},
            "calendar-feed": {"secret": "no-such-secret"},
            "calendar-feed-revoke": {"id": self.feed.pk},
            "objection": {"id": self.objection.pk},
            "objection-decide": {"id": self.objection.pk, "verb": "accept"},
            "objection-new": {"id": self.activity.pk},
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
        if route.startswith("designation") and route not in {"designations", "designation-new"}:
            return {"id": self.designation.pk}
        if route.startswith("deliverable") and route not in {"deliverables", *known}:
            return {"id": self.deliverable.pk}
        if route.startswith("import") and route not in {"imports", "import-new"}:
            return {"id": self.import_.pk}
        return known.get(route, {})

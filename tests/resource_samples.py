"""Values with which every resource can be made, changed and done something with, as a program would send them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from secretariat.accounts.models import Person
from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Receipt
from secretariat.correspondence.services import record_bounce
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import clone_deliverable, move_deliverable
from secretariat.directory.models import Collaborator, Designee
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document, LanguageVersion, Paragraph
from secretariat.documents.services import add_paragraph, enter_document, import_text
from secretariat.duties.models import Duty
from secretariat.duties.services import fulfil
from secretariat.evaluation.models import ProgramEvaluation
from secretariat.evaluation.services import find, move_program_evaluation
from secretariat.mandates.models import Chain, Mandate, Overruling, Ownership
from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.services import draft_order, withdraw_order
from secretariat.participation.choices import InvitationState, PartOfDay
from secretariat.participation.models import EventSession, Invitation, Nomination
from secretariat.participation.services import add_session, invite, move_invitation, nominate, revoke_certificate
from secretariat.parties.models import Organization, Participation, Party, PartyName, Role, State
from secretariat.parties.queries import operator
from secretariat.parties.services import close_account, record_former_name
from secretariat.plans.models import Activity, Answer, Plan, Project
from secretariat.plans.services import drop_project
from secretariat.questionnaires.models import Question, QuestionnaireVersion
from secretariat.questionnaires.services import enter_questionnaire
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import move_recommendation, respond
from secretariat.reports.models import Report
from secretariat.reports.services import issue_report, move_report, review_narrative
from secretariat.topics.models import Topic
from tests.samples import DAY, Samples

Given = dict[str, Any]
WORDS = {"en": "Words", "es": "Palabras"}
RESOLUTION = "ag-res-2619-xli-o-11"
PLAN = "cicte-doc-5-16"


@dataclass
class Stage:
    """What the values refer to, and the records that are changed: made before, by those who may."""

    samples: Samples
    planner: Viewer
    draft: Document = field(init=False)
    draft_paragraph: Paragraph = field(init=False)
    free: Paragraph = field(init=False)  # of an issued document, without a mandate
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        by = self.planner
        title = Labels(WORDS)
        self.draft = enter_document(
            "", title, DocumentKind.REPORT, None, by=by, audience=Audience.SECRETARIAT, state=DocumentState.DRAFT
        )
        self.draft_paragraph = add_paragraph(document=self.draft, number="1", kind="operative", by=by)  # type: ignore[arg-type]
        self.free = add_paragraph(document=self.samples.document, number="99", kind="operative", by=by)  # type: ignore[arg-type]
        self.order = Order.objects.get(document=self.samples.draft)

    @property
    def laid_aside(self) -> Order:
        order = draft_order(symbol="EO 26-02", title=Labels(WORDS), by=self.planner, on=DAY, reason="for the sample")
        return withdraw_order(order, by=self.planner, reason="for the sample")


@dataclass(frozen=True)
class Making:
    """Who makes a record, of what."""

    who: str
    values: Callable[[Stage], Given]


@dataclass(frozen=True)
class Doing:
    """Who changes a record or does something with it: with which, told what."""

    who: str
    record: Callable[[Stage], Any]
    values: Callable[[Stage], Given] = lambda _stage: {}


def an_owner(stage: Stage) -> Ownership:
    return Ownership.objects.suggested().filter(is_lead=False)[0] if _suggested() else Ownership.objects.suggested()[0]


def _suggested() -> bool:
    return Ownership.objects.suggested().filter(is_lead=False).exists()


def a_text(stage: Stage) -> Any:
    return import_text(stage.draft_paragraph, "en", "Some words", "page 1", by=stage.planner)


def a_version(stage: Stage) -> LanguageVersion:
    version = LanguageVersion(document=stage.draft, language="fr", status="in_work")
    return keep(version, by=stage.planner, reason="for the sample")


def a_former_name(stage: Stage) -> PartyName:
    party = Party.objects.get(slug="caricom")
    return record_former_name(party=party, name=Labels(WORDS), by=stage.planner, valid_until=DAY)


def an_ended_account(stage: Stage) -> Person:
    return close_account(stage.samples.people["expert"], by=operator(), on=DAY, reason="for the sample")


def a_role(stage: Stage) -> Role:
    return stage.samples.people["expert"].roles.get()


def a_function(stage: Stage) -> Function:
    return Function.objects.filter(order=stage.order, kind="function").select_related("paragraph")[0]


def a_bounce(stage: Stage) -> Receipt:
    return record_bounce(stage.samples.receipt, said="550", by=stage.planner)


def a_deliverable(stage: Stage, before: tuple[str, ...]) -> Deliverable:
    made = stage.samples.deliverable
    for verb in before:
        made = move_deliverable(made, verb, by=stage.planner, on=DAY, reason="for the sample")
    return made


def a_form(stage: Stage) -> str:
    """Return the key of a questionnaire without a version."""
    return enter_questionnaire(slug="sample", title=Labels(WORDS), by=stage.planner).slug


def a_draft_form(_stage: Stage) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.get(state="draft", questionnaire__slug="event")


def a_question(stage: Stage) -> Question:
    return a_draft_form(stage).questions.select_related("version").get(kind="choice")


def a_recommendation(stage: Stage, before: tuple[str, ...]) -> Recommendation:
    made = stage.samples.recommendation
    for verb in before:
        said: dict[str, Any] = {"by": stage.planner, "on": DAY, "reason": "for the sample"}
        if verb in {"accept", "refuse"}:
            made = respond(made, verb, response=Labels(WORDS), authority="Note 1", **said)
        else:
            made = move_recommendation(made, verb, **said)
    return made


def a_program_evaluation(stage: Stage, before: tuple[str, ...]) -> ProgramEvaluation:
    made = stage.samples.program_evaluation
    for verb in before:
        report = stage.samples.document if verb == "report" else None
        made = move_program_evaluation(made, verb, report=report, by=stage.planner, on=DAY, reason="for the sample")
    return made


def a_kept_duty(stage: Stage) -> Duty:
    return fulfil(stage.samples.duty, by=stage.planner, on=DAY)


def another_deliverable(stage: Stage) -> Deliverable:
    return clone_deliverable(stage.samples.deliverable, by=stage.planner)


def another_session(stage: Stage) -> EventSession:
    return add_session(stage.samples.deliverable, day=DAY, part=PartOfDay.MORNING, by=stage.planner)


def a_holder(stage: Stage) -> Nomination:
    """Return somebody who attended what was held, and whose certificate was revoked."""
    move_deliverable(stage.samples.deliverable, "hold", by=stage.planner, on=DAY, reason="for the sample")
    revoke_certificate(stage.samples.certificate, by=stage.planner, on=DAY, reason="for the sample")
    return stage.samples.nomination


def an_invitation(stage: Stage, before: str) -> Invitation:
    if before == "draft":
        chile = Party.objects.get(slug="chile")
        return invite(stage.samples.deliverable, chile, by=stage.planner, on=DAY)
    if not before:
        return sent(stage.samples.invitation)
    return move_invitation(sent(stage.samples.invitation), before, by=stage.planner, on=DAY, reason="for the sample")


def sent(invitation: Invitation) -> Invitation:
    """Return an invitation that waits for an answer, though somebody was nominated."""
    invitation = Invitation.objects.get(pk=invitation.pk)
    invitation.state = InvitationState.SENT
    return keep(invitation, by=operator(), reason="for the sample")


def another_nomination(stage: Stage) -> Nomination:
    person: dict[str, Any] = {
        "given_names": "Another",
        "family_names": "Person",
        "institution_kind": "police",
    }
    chile = Party.objects.get(slug="chile")
    return nominate(stage.samples.deliverable, party=chile, **person, note="Note 9", by=stage.planner, on=DAY)


CREATES: dict[str, Making] = {
    "activities": Making(
        "planning_officer",
        lambda stage: {
            "amendment": str(stage.samples.amendment.pk),
            "project": f"{PLAN}/1.A.1",
            "title": WORDS,
            "kind": "workshop",
            "quantity": 3,
            "owner": "s-cicte",
            "topics": ["cyber-security"],
        },
    ),
    "also-serves": Making(
        "planning_officer",
        lambda stage: {"deliverable": str(stage.samples.deliverable.pk), "mandate": str(stage.samples.mandate.pk)},
    ),
    "objections": Making(
        "chief",
        lambda stage: {
            "activity": str(Activity.objects.filter(plan=stage.samples.plan).order_by("position")[5].pk),
            "should_be": 3,
            "why": "Three lists of participants are in",
        },
    ),
    "amendments": Making("planning_officer", lambda stage: {"plan": other_plan(stage), "reason": "It changes"}),
    "answers": Making(
        "program_officer",
        lambda stage: {"activity": str(stage.samples.activity.pk), "mandate": unanswered(stage)},
    ),
    "bodies": Making(
        "conference_officer",
        lambda _stage: {"slug": "new-body", "name": WORDS, "acronym": "NB", "kind": "committee", "parent": "oas"},
    ),
    "chains": Making(
        "program_officer",
        lambda stage: {"paragraph": str(stage.free.pk), "kind": "cites", "to_document": PLAN},
    ),
    "collaborators": Making(
        "conference_officer",
        lambda _stage: {"document": PLAN, "group": "organizations", "party": "caricom", "printed": "CARICOM"},
    ),
    "counterparts": Making(
        "planning_officer",
        lambda stage: {"function": str(a_function(stage).pk), "relation": "through", "party": "caricom"},
    ),
    "deliverables": Making(
        "chief",
        lambda stage: {
            "activity": str(stage.samples.activity.pk),
            "kind": "workshop",
            "title": WORDS,
            "level": "subregional",
            "starts_on": "2026-11-02",
            "place": "Kingston",
        },
    ),
    "document-relations": Making(
        "conference_officer",
        lambda stage: {"document": stage.draft.slug, "kind": "considers", "to": PLAN, "detail": "Article 2"},
    ),
    "attendances": Making(
        "conference_officer",
        lambda stage: {
            "session": str(another_session(stage).pk),
            "nomination": str(stage.samples.nomination.pk),
            "is_present": True,
        },
    ),
    "certificates": Making("planning_officer", lambda stage: {"nomination": str(a_holder(stage).pk)}),
    "designations": Making(
        "conference_officer",
        lambda _stage: {
            "party": "grenada",
            "role": "point_of_contact",
            "topic": "cyber-security",
            "name": "A Person",
            "note": "Note 7",
        },
    ),
    "distribution-documents": Making(
        "conference_officer", lambda stage: {"distribution": str(stage.samples.distribution.pk), "document": PLAN}
    ),
    "distributions": Making(
        "chief", lambda _stage: {"unit": "s-cicte", "purpose": "in_advance", "subject": WORDS, "audience": 2}
    ),
    "document-files": Making(
        "conference_officer",
        lambda stage: {
            "document": stage.draft.slug,
            "language": "es",
            "name": "palabras.txt",
            "content": base64.b64encode(b"Palabras").decode(),
        },
    ),
    "event-sessions": Making(
        "conference_officer",
        lambda stage: {"deliverable": str(stage.samples.deliverable.pk), "day": "2026-11-02", "part": "evening"},
    ),
    "event-terms": Making(
        "planning_officer",
        lambda stage: {"deliverable": str(another_deliverable(stage).pk), "share_needed": 60},
    ),
    "invitations": Making(
        "planning_officer",
        lambda stage: {"deliverable": str(stage.samples.deliverable.pk), "party": "chile", "places": 2},
    ),
    "nominations": Making(
        "conference_officer",
        lambda stage: {
            "deliverable": str(stage.samples.deliverable.pk),
            "party": "chile",
            "given_names": "A",
            "family_names": "Person",
            "institution_kind": "police",
            "note": "Note 9",
        },
    ),
    "documents": Making(
        "conference_officer",
        lambda _stage: {
            "symbol": "AG/RES. 3000 (LI-O/21)",
            "title": WORDS,
            "kind": "resolution",
            "issuer": "general-assembly",
            "date": "2021-11-10",
            "original_language": "es",
            "languages": ["en"],
        },
    ),
    "evaluation-recommendations": Making(
        "planning_officer",
        lambda stage: {
            "finding": str(another_finding(stage).pk),
            "recommendation": str(stage.samples.recommendation.pk),
        },
    ),
    "event-evaluations": Making(
        "chief",
        lambda stage: {
            "deliverable": str(stage.samples.deliverable.pk),
            "opens_on": "2026-12-01",
            "closes_on": "2026-12-20",
            "link": "one_each",
        },
    ),
    "duties": Making(
        "planning_officer",
        lambda _stage: {
            "subject": WORDS,
            "debtor": "s-cicte",
            "creditor": "grenada",
            "paragraph": f"{RESOLUTION}/4.b",
            "due_on": "2026-11-30",
        },
    ),
    "duty-evidence": Making(
        "planning_officer",
        lambda stage: {"duty": str(stage.samples.duty.pk), "document": PLAN, "text": "Note 7", "day": "2026-11-02"},
    ),
    "duty-rules": Making(
        "planning_officer",
        lambda _stage: {
            "unit": "s-cicte",
            "level": "hemispheric",
            "kind": "documents_in_advance",
            "creditor_words": WORDS,
            "paragraph": f"{RESOLUTION}/4.b",
            "days": 10,
        },
    ),
    "event-documents": Making(
        "chief",
        lambda stage: {"deliverable": str(stage.samples.deliverable.pk), "document": PLAN, "part": "in_advance"},
    ),
    "exclusions": Making(
        "planning_officer",
        lambda stage: {
            "paragraph": str(stage.free.pk),
            "unit": "s-cicte",
            "by": PLAN,
            "footnote": "3",
            "words": WORDS,
        },
    ),
    "findings": Making(
        "chief", lambda stage: {"event": str(stage.samples.evaluation.pk), "text": WORDS, "audience": 1}
    ),
    "follow-ups": Making(
        "chief",
        lambda stage: {
            "recommendation": str(stage.samples.recommendation.pk),
            "day": "2026-11-02",
            "text": WORDS,
            "evidence": PLAN,
        },
    ),
    "former-names": Making(
        "knowledge_officer", lambda _stage: {"party": "caricom", "name": WORDS, "valid_until": "1990-12-31"}
    ),
    "functions": Making(
        "planning_officer",
        lambda stage: {
            "order": str(stage.order.pk),
            "unit": "s-cicte",
            "kind": "function",
            "address": "II.B.99",
            "summary": WORDS,
            "topics": ["cyber-security"],
        },
    ),
    "involvements": Making(
        "planning_officer",
        lambda stage: {"deliverable": str(stage.samples.deliverable.pk), "party": "chile", "part": "participant"},
    ),
    "language-versions": Making(
        "conference_officer", lambda stage: {"document": stage.draft.slug, "language": "pt", "status": "translation"}
    ),
    "mandates": Making(
        "planning_officer",
        lambda stage: {
            "paragraph": f"{RESOLUTION}/99",
            "nature": "instruction_secretariat",
            "verb": WORDS,
            "addressee": "s-cicte",
            "valid_from": "2011-06-07",
            "topics": ["cyber-security", "drugs"],
        },
    ),
    "number-series": Making(
        "conference_officer",
        lambda _stage: {"party": "cicte", "title": WORDS, "template": "NEW/INF.{n}/{yy}", "restarts": "year"},
    ),
    "orders": Making("planning_officer", lambda _stage: {"symbol": "EO 26-05", "title": WORDS}),
    "organizations": Making(
        "knowledge_officer",
        lambda _stage: {
            "slug": "new-org",
            "name": WORDS,
            "acronym": "NO",
            "variants": ["N.O."],
            "form": "academic",
        },
    ),
    "ownerships": Making(
        "program_officer", lambda stage: {"mandate": unowned(stage), "unit": "s-cicte", "is_lead": True}
    ),
    "paragraph-texts": Making(
        "conference_officer",
        lambda stage: {
            "paragraph": str(stage.draft_paragraph.pk),
            "language": "es",
            "text": "Palabras",
            "source": "p. 1",
        },
    ),
    "paragraphs": Making(
        "conference_officer",
        lambda stage: {
            "document": stage.draft.slug,
            "number": "1.a",
            "kind": "operative",
            "summary": WORDS,
            "parent": str(stage.draft_paragraph.pk),
        },
    ),
    "participations": Making(
        "planning_officer",
        lambda _stage: {"party": "grenada", "of": "caricom", "capacity": "observer", "valid_from": "2020-01-01"},
    ),
    "people": Making("administrator", lambda _stage: {"email": "new.person@example.org", "full_name": "New Person"}),
    "placements": Making(
        "planning_officer",
        lambda stage: {"order": str(stage.order.pk), "name": WORDS, "level": "section", "parent": "s-cicte"},
    ),
    "program-evaluations": Making(
        "chief",
        lambda _stage: {
            "program": f"{PLAN}/1/A",
            "unit": "s-cicte",
            "evaluator": "An outside office",
            "since": "2026-01-01",
            "until": "2026-06-30",
        },
    ),
    "projects": Making(
        "planning_officer",
        lambda stage: {
            "amendment": str(stage.samples.amendment.pk),
            "program": f"{PLAN}/1/A",
            "title": WORDS,
            "on_request": True,
        },
    ),
    "question-options": Making(
        "knowledge_officer", lambda stage: {"question": str(a_question(stage).pk), "label": WORDS}
    ),
    "questionnaire-versions": Making("knowledge_officer", lambda stage: {"questionnaire": a_form(stage)}),
    "questionnaires": Making("knowledge_officer", lambda _stage: {"slug": "another", "title": WORDS, "summary": WORDS}),
    "questions": Making(
        "knowledge_officer",
        lambda stage: {
            "version": str(a_draft_form(stage).pk),
            "kind": "scale",
            "dimension": "usefulness",
            "text": WORDS,
            "lowest": WORDS,
            "is_required": True,
        },
    ),
    "quotations": Making("conference_officer", lambda stage: {"paragraph": str(stage.free.pk), "by": stage.draft.slug}),
    "recommendations": Making(
        "chief",
        lambda _stage: {
            "text": WORDS,
            "owner": "grenada",
            "unit": "s-cicte",
            "document": PLAN,
            "made_on": "2026-11-01",
            "due_on": "2026-12-31",
            "topics": ["cyber-security"],
        },
    ),
    "recurring-duties": Making(
        "planning_officer",
        lambda _stage: {
            "subject": WORDS,
            "debtor": "s-cicte",
            "creditor_words": WORDS,
            "asked_by": "The Secretary",
            "rhythm": "quarter",
            "starts_on": "2026-10-01",
        },
    ),
    "roles": Making(
        "administrator",
        lambda stage: {
            "person": str(stage.samples.people["expert"].pk),
            "kind": "delegate",
            "party": "grenada",
            "valid_from": "2026-11-02",
            "authority": "Note 5",
        },
    ),
    "preferred-languages": Making(
        "conference_officer", lambda _stage: {"party": "chile", "language": "es", "source": "Note 7"}
    ),
    "recipients": Making(
        "conference_officer",
        lambda stage: {"distribution": str(stage.samples.distribution.pk), "party": "chile", "language": "es"},
    ),
    "sessions": Making(
        "conference_officer",
        lambda _stage: {"body": "cicte", "kind": "regular", "number": 99, "opened_on": "2030-03-01", "place": WORDS},
    ),
    "narratives": Making(
        "chief",
        lambda _stage: {"report": str(a_report().pk), "section": "outlook", "language": "es", "text": "Una muestra."},
    ),
    "reports": Making(
        "planning_officer",
        lambda _stage: {"kind": "annual", "body": "cicte", "starts_on": "2016-01-01", "ends_on": "2016-12-31"},
    ),
    "states": Making(
        "planning_officer",
        lambda _stage: {
            "slug": "new-state",
            "name": WORDS,
            "official_name": WORDS,
            "iso2": "XQ",
            "iso3": "XQQ",
            "m49": "999",
        },
    ),
    "symbol-numbers": Making(
        "program_officer", lambda stage: {"series": str(stage.samples.series.pk), "purpose": "A paper"}
    ),
    "topics": Making(
        "planning_officer",
        lambda _stage: {"slug": "new-topic", "label": WORDS, "kind": "theme", "parent": "critical-infrastructure"},
    ),
}


def another_finding(stage: Stage) -> Any:
    return find(event=stage.samples.evaluation, text=Labels(WORDS), by=stage.planner)


def other_plan(stage: Stage) -> str:
    """Return a plan without a draft that is open."""
    document = enter_document("", Labels(WORDS), DocumentKind.WORK_PLAN, None, by=stage.planner)
    plan = Plan.objects.get(pk=stage.samples.plan.pk)
    other = Plan(
        document=document,
        body=plan.body,
        owner=plan.owner,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        state=plan.state,
        adopted_on=plan.adopted_on,
    )
    return str(keep(other, by=stage.planner, reason="for the sample").pk)


def unanswered(stage: Stage) -> str:
    linked = Answer.objects.filter(activity=stage.samples.activity).values("mandate")
    return str(Mandate.objects.exclude(pk__in=linked).order_by("pk")[0].pk)


def unowned(stage: Stage) -> str:
    return str(Mandate.objects.exclude(ownerships__unit__party__slug="s-cicte").order_by("pk")[0].pk)


CHANGES: dict[str, Doing] = {
    "bodies": Doing(
        "conference_officer", lambda _stage: Body.objects.get(party__slug="cicte"), lambda _stage: {"kind": "forum"}
    ),
    "collaborators": Doing(
        "conference_officer", lambda _stage: Collaborator.objects.all()[0], lambda _stage: {"note": WORDS}
    ),
    "deliverables": Doing(
        "chief", lambda stage: stage.samples.deliverable, lambda _stage: {"place": "Kingston", "gender_marker": 1}
    ),
    "duty-rules": Doing("planning_officer", lambda stage: stage.samples.duty_rule, lambda _stage: {"days": 21}),
    "designees": Doing(
        "conference_officer",
        lambda stage: Designee.objects.get(designation=stage.samples.designation),
        lambda _stage: {"phone": "+1"},
    ),
    "distributions": Doing(
        "chief", lambda stage: stage.samples.distribution, lambda _stage: {"purpose": "conclusions"}
    ),
    "event-sessions": Doing("conference_officer", lambda stage: stage.samples.session, lambda _stage: {"title": WORDS}),
    "event-terms": Doing("chief", lambda stage: stage.samples.terms, lambda _stage: {"share_needed": 70}),
    "invitations": Doing("chief", lambda stage: stage.samples.invitation, lambda _stage: {"places": 3}),
    "participants": Doing(
        "conference_officer",
        lambda stage: stage.samples.nomination.participant,
        lambda _stage: {"position": "Director"},
    ),
    "documents": Doing("conference_officer", lambda stage: stage.draft, lambda _stage: {"series": "OEA/Ser.L"}),
    "event-evaluations": Doing("chief", lambda stage: stage.samples.evaluation, lambda _stage: {"invited": 20}),
    "findings": Doing("chief", lambda stage: stage.samples.finding, lambda _stage: {"text": WORDS}),
    "former-names": Doing("knowledge_officer", a_former_name, lambda _stage: {"source": "Its charter"}),
    "functions": Doing("planning_officer", a_function, lambda _stage: {"summary": WORDS}),
    "language-versions": Doing("conference_officer", a_version, lambda _stage: {"status": "translation"}),
    "mandates": Doing("planning_officer", lambda stage: stage.samples.mandate, lambda _stage: {"priority": "high"}),
    "organizations": Doing(
        "knowledge_officer",
        lambda _stage: Organization.objects.get(party__slug="caricom"),
        lambda _stage: {"form": "other"},
    ),
    "paragraph-texts": Doing("conference_officer", a_text, lambda _stage: {"text": "Other words"}),
    "paragraphs": Doing(
        "conference_officer", lambda stage: stage.draft_paragraph, lambda _stage: {"number": "2", "summary": WORDS}
    ),
    "participations": Doing(
        "planning_officer",
        lambda _stage: Participation.objects.filter(party__slug="grenada")[0],
        lambda _stage: {"source": "A note"},
    ),
    "parties": Doing(
        "knowledge_officer", lambda _stage: Party.objects.get(slug="caricom"), lambda _stage: {"variants": ["CC"]}
    ),
    "people": Doing(
        "administrator", lambda stage: stage.samples.people["expert"], lambda _stage: {"full_name": "Another Name"}
    ),
    "placements": Doing(
        "planning_officer",
        lambda stage: Placement.objects.get(order=stage.order, unit__party__slug="dps"),
        lambda _stage: {"head": WORDS},
    ),
    "program-evaluations": Doing(
        "chief", lambda stage: stage.samples.program_evaluation, lambda _stage: {"evaluator": "An institute"}
    ),
    "questionnaire-versions": Doing("knowledge_officer", a_draft_form, lambda _stage: {"intro": WORDS}),
    "questions": Doing("knowledge_officer", a_question, lambda _stage: {"is_required": True}),
    "recommendations": Doing(
        "chief", lambda stage: stage.samples.recommendation, lambda _stage: {"due_on": "2026-12-31"}
    ),
    "recipients": Doing(
        "chief", lambda stage: stage.samples.distribution.recipients.get(), lambda _stage: {"language": "fr"}
    ),
    "sessions": Doing(
        "conference_officer",
        lambda _stage: Body.objects.get(party__slug="cicte").sessions.all()[0],
        lambda _stage: {"place": WORDS},
    ),
    "states": Doing(
        "planning_officer", lambda _stage: State.objects.get(iso2="GD"), lambda _stage: {"official_name": WORDS}
    ),
    "topics": Doing(
        "planning_officer", lambda _stage: Topic.objects.get(slug="cyber-security"), lambda _stage: {"label": WORDS}
    ),
}


def draft_of(stage: Stage) -> Given:
    return {"amendment": str(stage.samples.amendment.pk)}


def dropped_project(stage: Stage) -> Project:
    project = Project.objects.filter(plan=stage.samples.plan).order_by("position")[3]
    return drop_project(stage.samples.amendment, project, by=stage.planner, reason="for the sample")


def a_report() -> Report:
    return Report.objects.select_related("body__party", "owner__party").order_by("id")[0]


def a_text_to_review(_stage: Stage) -> Any:
    return a_report().narratives.select_related("report__owner").all()[0]


def a_report_in_review(stage: Stage) -> Report:
    review_narrative(a_text_to_review(stage), by=operator())
    return move_report(a_report(), "submit", by=stage.planner, reason="for the sample")


def an_issued_report(stage: Stage) -> Report:
    said: dict[str, Any] = {"symbol": "CICTE/INF.98/16", "on": DAY, "reason": "for the sample"}
    return issue_report(a_report_in_review(stage), **said, by=operator())


OPERATIONS: dict[str, Doing] = {
    "narratives review": Doing("chief", a_text_to_review),
    "reports submit": Doing("planning_officer", lambda _stage: a_report()),
    "reports send-back": Doing("chief", a_report_in_review),
    "reports issue": Doing("chief", a_report_in_review, lambda _stage: {"symbol": "CICTE/INF.99/16"}),
    "reports revise": Doing("planning_officer", an_issued_report),
    "activities change-terms": Doing(
        "planning_officer",
        lambda stage: stage.samples.activity,
        lambda stage: {"amendment": str(stage.samples.amendment.pk), "quantity": 77},
    ),
    "activities drop": Doing(
        "planning_officer",
        lambda stage: stage.samples.activity,
        lambda stage: {"amendment": str(stage.samples.amendment.pk)},
    ),
    "activities undo": Doing(
        "planning_officer",
        lambda stage: Activity.objects.get(pk=stage.samples.dropped.pk),
        lambda stage: {"amendment": str(stage.samples.amendment.pk)},
    ),
    "amendments adopt": Doing(
        "planning_officer", lambda stage: stage.samples.amendment, lambda _stage: {"authority": RESOLUTION}
    ),
    "amendments withdraw": Doing("planning_officer", lambda stage: stage.samples.amendment),
    "answers confirm": Doing("planning_officer", lambda _stage: Answer.objects.suggested()[0]),
    "answers refuse": Doing("planning_officer", lambda _stage: Answer.objects.suggested()[0]),
    "chains confirm": Doing("planning_officer", lambda _stage: Chain.objects.suggested()[0]),
    "chains refuse": Doing("planning_officer", lambda _stage: Chain.objects.suggested()[0]),
    "objections accept": Doing("planning_officer", lambda stage: stage.samples.objection),
    "objections reject": Doing("planning_officer", lambda stage: stage.samples.objection),
    "involvements withdraw": Doing("chief", lambda stage: stage.samples.involvement),
    "also-serves drop": Doing("chief", lambda stage: stage.samples.also_serves),
    **{
        f"deliverables {verb}": Doing("chief", partial(a_deliverable, before=before))
        for verb, before in {
            "plan": ("postpone",),
            "confirm": (),
            "hold": (),
            "report": ("hold",),
            "close": ("hold", "report"),
            "postpone": (),
            "cancel": (),
            "take-back": ("hold",),
            "clone": (),
        }.items()
    },
    "designations confirm": Doing("knowledge_officer", lambda stage: stage.samples.designation),
    "designations end": Doing(
        "planning_officer",
        lambda stage: stage.samples.designation,
        lambda _stage: {"last_day": "2026-11-30", "note": "Note 8"},
    ),
    "designees erase": Doing(
        "planning_officer", lambda stage: Designee.objects.get(designation=stage.samples.designation)
    ),
    "distributions add-members": Doing(
        "chief", lambda stage: stage.samples.distribution, lambda _stage: {"of": "caricom", "chosen_as": "group"}
    ),
    "distributions cancel": Doing("chief", lambda stage: stage.samples.distribution),
    "distributions send": Doing("chief", lambda stage: stage.samples.distribution),
    "event-documents withdraw": Doing("chief", lambda stage: stage.samples.event_document),
    "receipts record-bounce": Doing(
        "chief", lambda stage: stage.samples.receipt, lambda _stage: {"said": "550 no such mailbox"}
    ),
    "receipts send-again": Doing("chief", a_bounce),
    "duties fulfil": Doing("delegate", lambda stage: stage.samples.duty),
    "duties release": Doing("planning_officer", lambda stage: stage.samples.duty),
    "duties owe-again": Doing("planning_officer", a_kept_duty),
    "duties move": Doing("planning_officer", lambda stage: stage.samples.duty, lambda _stage: {"due_on": "2026-12-01"}),
    "duty-evidence withdraw": Doing("planning_officer", lambda stage: stage.samples.duty_evidence),
    "duty-rules withdraw": Doing("planning_officer", lambda stage: stage.samples.duty_rule),
    "recurring-duties end": Doing(
        "planning_officer", lambda stage: stage.samples.recurring_duty, lambda _stage: {"ends_on": "2016-12-31"}
    ),
    "certificates revoke": Doing("chief", lambda stage: stage.samples.certificate),
    **{
        f"invitations {verb}": Doing("chief", partial(an_invitation, before=before), lambda _stage: {"note": "Note 9"})
        for verb, before in {
            "send": "draft",
            "accept": "",
            "decline": "",
            "lapse": "",
            "renew": "lapse",
        }.items()
    },
    "nominations accept": Doing("chief", another_nomination),
    "nominations decline": Doing("chief", another_nomination),
    "nominations withdraw": Doing("conference_officer", another_nomination),
    "participants erase": Doing("administrator", lambda stage: stage.samples.nomination.participant),
    "documents issue": Doing(
        "conference_officer", lambda stage: stage.draft, lambda _stage: {"audience": 0, "date": "2026-11-01"}
    ),
    "number-series close": Doing("conference_officer", lambda stage: stage.samples.series),
    "symbol-numbers assign": Doing(
        "conference_officer",
        lambda stage: stage.samples.reserved_number,
        lambda stage: {"document": stage.draft.slug},
    ),
    "symbol-numbers cancel": Doing("conference_officer", lambda stage: stage.samples.reserved_number),
    "symbol-numbers reserve": Doing("conference_officer", lambda stage: stage.samples.asked_number),
    "document-files take-out": Doing("conference_officer", lambda stage: stage.samples.file),
    "documents translate": Doing(
        "conference_officer", lambda stage: stage.draft, lambda _stage: {"language": "pt", "due_on": "2026-12-01"}
    ),
    "documents withdraw": Doing("conference_officer", lambda stage: stage.draft),
    "evaluation-recommendations withdraw": Doing("chief", lambda stage: stage.samples.recommended),
    "event-evaluations void-links": Doing("chief", lambda stage: stage.samples.evaluation),
    "findings withdraw": Doing("chief", another_finding),
    **{
        f"program-evaluations {verb}": Doing(
            "chief",
            partial(a_program_evaluation, before=before),
            (lambda _stage: {"report": PLAN}) if verb == "report" else (lambda _stage: {}),
        )
        for verb, before in {
            "begin": (),
            "report": ("begin",),
            "respond": ("begin", "report"),
            "close": ("begin", "report", "respond"),
        }.items()
    },
    "questionnaire-versions retire": Doing(
        "knowledge_officer",
        lambda _stage: QuestionnaireVersion.objects.get(state="in_use", questionnaire__slug="event"),
    ),
    "questionnaire-versions use": Doing("knowledge_officer", a_draft_form),
    **{
        f"recommendations {verb}": Doing(
            "chief",
            partial(a_recommendation, before=before),
            (lambda _stage: {"response": WORDS}) if not before and verb != "close" else (lambda _stage: {}),
        )
        for verb, before in {
            "accept": (),
            "accept-partly": (),
            "refuse": (),
            "begin": ("accept",),
            "finish": ("accept",),
            "take-up-again": ("accept", "finish"),
            "close": (),
        }.items()
    },
    "mandates overrule": Doing("planning_officer", lambda _stage: unruled(), lambda _stage: {"status": "fulfilled"}),
    "mandates retire": Doing(
        "planning_officer",
        lambda stage: stage.samples.mandate,
        lambda _stage: {"decision": PLAN, "on": "2026-11-01"},
    ),
    "mandates set-first-day": Doing(
        "planning_officer", lambda stage: stage.samples.mandate, lambda _stage: {"valid_from": "2011-06-07"}
    ),
    "mandates set-topics": Doing(
        "planning_officer", lambda stage: stage.samples.mandate, lambda _stage: {"topics": ["drugs"]}
    ),
    "orders put-in-force": Doing(
        "planning_officer",
        lambda stage: stage.order,
        lambda _stage: {"signed_on": "2026-10-30", "effective_on": "2026-11-02"},
    ),
    "orders resume": Doing("planning_officer", lambda stage: stage.laid_aside),
    "orders withdraw": Doing("planning_officer", lambda stage: stage.order),
    "overrulings end": Doing(
        "planning_officer", lambda stage: Overruling.objects.standing().get(mandate=stage.samples.mandate)
    ),
    "ownerships confirm": Doing("planning_officer", an_owner),
    "ownerships refuse": Doing("planning_officer", an_owner),
    "participations end": Doing(
        "planning_officer",
        lambda _stage: Participation.objects.filter(party__slug="grenada", valid_until=None)[0],
        lambda _stage: {"on": "2026-11-01"},
    ),
    "parties rename": Doing(
        "knowledge_officer",
        lambda _stage: Party.objects.get(slug="caricom"),
        lambda _stage: {"name": WORDS, "acronym": "CC", "on": "2026-01-01"},
    ),
    "people end": Doing("administrator", lambda stage: stage.samples.people["expert"]),
    "people reopen": Doing("administrator", an_ended_account),
    "projects drop": Doing(
        "planning_officer",
        lambda stage: Project.objects.filter(plan=stage.samples.plan).order_by("position")[3],
        lambda stage: {"amendment": str(stage.samples.amendment.pk)},
    ),
    "projects undo": Doing("planning_officer", dropped_project, draft_of),
    "roles change-last-day": Doing("administrator", a_role, lambda _stage: {"valid_until": "2027-06-30"}),
    "roles end": Doing("administrator", a_role, lambda _stage: {"on": "2026-11-30"}),
    "roles withdraw": Doing("administrator", a_role),
}


def unruled() -> Mandate:
    return Mandate.objects.exclude(overrulings__ended_on=None, overrulings__isnull=False).order_by("pk")[0]


__all__ = ["CHANGES", "CREATES", "OPERATIONS", "Doing", "Making", "Stage"]

"""Values with which every resource can be made, changed and done something with, as a program would send them."""

from __future__ import annotations

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
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import move_deliverable
from secretariat.directory.models import Collaborator
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document, LanguageVersion, Paragraph
from secretariat.documents.services import add_paragraph, enter_document, import_text
from secretariat.mandates.models import Chain, Mandate, Overruling, Ownership
from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.services import draft_order, withdraw_order
from secretariat.parties.models import Organization, Participation, Party, PartyName, Role, State
from secretariat.parties.queries import operator
from secretariat.parties.services import close_account, record_former_name
from secretariat.plans.models import Activity, Answer, Plan, Project
from secretariat.plans.services import drop_project
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


def a_deliverable(stage: Stage, before: tuple[str, ...]) -> Deliverable:
    made = stage.samples.deliverable
    for verb in before:
        made = move_deliverable(made, verb, by=stage.planner, on=DAY, reason="for the sample")
    return made


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
    "projects": Making(
        "planning_officer",
        lambda stage: {
            "amendment": str(stage.samples.amendment.pk),
            "program": f"{PLAN}/1/A",
            "title": WORDS,
            "on_request": True,
        },
    ),
    "quotations": Making("conference_officer", lambda stage: {"paragraph": str(stage.free.pk), "by": stage.draft.slug}),
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
    "sessions": Making(
        "conference_officer",
        lambda _stage: {"body": "cicte", "kind": "regular", "number": 99, "opened_on": "2030-03-01", "place": WORDS},
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
    "topics": Making(
        "planning_officer",
        lambda _stage: {"slug": "new-topic", "label": WORDS, "kind": "theme", "parent": "critical-infrastructure"},
    ),
}


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
    "documents": Doing("conference_officer", lambda stage: stage.draft, lambda _stage: {"series": "OEA/Ser.L"}),
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


OPERATIONS: dict[str, Doing] = {
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
    "documents issue": Doing(
        "conference_officer", lambda stage: stage.draft, lambda _stage: {"audience": 0, "date": "2026-11-01"}
    ),
    "documents withdraw": Doing("conference_officer", lambda stage: stage.draft),
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

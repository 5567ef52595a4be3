"""Records full of words that stand nowhere else, some for the secretariat alone, tied in every way to public ones."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.accounts.services import correct_person, enter_person
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panels_for
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import Purpose
from secretariat.correspondence.models import Receipt
from secretariat.correspondence.services import compose_distribution, record_as_sent
from secretariat.delivery.choices import DeliverableState, EventPart, Part
from secretariat.delivery.models import Deliverable, DeliverableDuty, DutyRule
from secretariat.delivery.services import distribute_part, involve, move_deliverable, plan_deliverable, serve_also
from secretariat.directory.models import Collaborator
from secretariat.directory.services import correct_designee
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind, RelationKind
from secretariat.documents.models import Document, DocumentRelation, LanguageVersion, Paragraph, Quotation
from secretariat.documents.services import import_text
from secretariat.duties.choices import OF_EVENTS
from secretariat.duties.models import Duty, DutyEvidence, RecurringDuty
from secretariat.duties.services import fulfil, instruct, owe_by_hand, release
from secretariat.evaluation.services import ask_participants, find, plan_program_evaluation, recommend_because
from secretariat.mandates.choices import ChainKind, Nature, Status
from secretariat.mandates.models import Chain, Exclusion, Mandate, MandateTopic, Ownership
from secretariat.mandates.services import decide_ownership, overrule_status, propose_chain, propose_owner
from secretariat.organization.models import Function, Order, Placement, Unit
from secretariat.organization.services import (
    FunctionFacts,
    PlacementFacts,
    add_counterpart,
    add_function,
    add_unit,
    draft_order,
    drop_function,
)
from secretariat.participation.models import Nomination
from secretariat.participation.services import correct_participant
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.parties.queries import operator, viewer_for
from secretariat.parties.services import give_role
from secretariat.plans.choices import DeliverableKind, Level, PlanState
from secretariat.plans.models import Activity, Area, Plan, PlanCounterpart, Program, Project, line_place
from secretariat.plans.queries import Promised
from secretariat.plans.services import (
    add_activity,
    add_project,
    begin_amendment,
    change_terms,
    drop_activity,
    propose_answer,
    refuse_answer,
)
from secretariat.questionnaires.services import add_option, add_question, draft_version, enter_questionnaire
from secretariat.recommendations.services import follow_up
from secretariat.topics.models import Topic
from secretariat.trace.gaps import GAPS
from secretariat.web.permissions import routes
from tests.samples import Samples

DAY = datetime.date(2026, 11, 2)
CANARY = "zqx"  # every word that must not be seen begins so

# The first ends the session, the second shows the cast by design, the others count time and disk.
LEFT = ("account_logout", "demonstration", "metrics", "health-ready")
ASKED = (
    *(f"/plans/cicte-doc-5-16/{page}?version=adopted" for page in ("", "numbers/", "numbers.csv", "difference/")),
    *(f"/plans/cicte-doc-5-16/numbers/?by={by}" for by in ("kind", "unit", "topic")),
    *(
        f"/plans/activities/?{asked}"
        for asked in ("plan=cicte-doc-5-16", "owner=mem-unit", "mandate=without", "address=1")
    ),
    *(f"/plans/activities/?{asked}" for asked in ("topic=mine-action", "version=adopted", "sort=-planned")),
    *(f"/mandates/?{asked}" for asked in ("owner=mem-unit", "owner=dps", "topic=mine-action", "without_owner=on")),
    *(f"/documents/?{asked}" for asked in ("issuer=s-cicte", "year=2026", "kind=resolution")),
    *(
        f"/structure/functions/?{asked}"
        for asked in ("nobody=on", "shared=on", "topic=mine-action", "relation=through")
    ),
    *(f"/structure/{asked}?date=2999-12-31" for asked in ("", "chart.svg", "units/s-cicte/")),
)
EXCLUDED = {Audience.STATES: "mem-unit", Audience.SECRETARIAT: "dps", Audience.NAMED: "s-cicte"}


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(("en", "es", "pt", "fr"), f"{CANARY}{text}"))


def promised(quantity: int | None, text: str) -> Promised:
    return Promised(DeliverableKind.WORKSHOP, quantity, words(text), on_request=False)


@dataclass
class Public:
    """The public records to which hidden ones are tied, and the person who ties them."""

    samples: Samples
    planner: Viewer
    paragraph: Paragraph = field(init=False)
    mandate: Mandate = field(init=False)
    order: Order = field(init=False)
    plan: Plan = field(init=False)
    line: Activity = field(init=False)
    empty_project: Project = field(init=False)
    idle: Function = field(init=False)
    unit: Unit = field(init=False)
    topic: Topic = field(init=False)
    party: Party = field(init=False)

    def __post_init__(self) -> None:
        self.paragraph = Paragraph.objects.select_related("document").get(
            document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b"
        )
        self.mandate = Mandate.objects.get(paragraph=self.paragraph)
        self.order = Order.objects.select_related("document").get(document__slug="eo-16-01-rev-1")
        self.plan = Plan.objects.select_related("document", "body").get(document__symbol="CICTE/doc.5/16")
        self.line = Activity.objects.select_related("plan__document", "owner").get(plan=self.plan, address="1.A.3.1")
        self.empty_project = Project.objects.filter(plan=self.plan, activities__isnull=True).order_by("position")[0]
        self.idle = Function.objects.select_related("paragraph__document", "unit__party").get(
            order=self.order, paragraph__number="II.B.5"
        )
        self.unit = Unit.objects.select_related("party").get(party__slug="mem-unit")
        self.topic = Topic.objects.get(slug="mine-action")
        self.party = Party.objects.get(slug="iadb")

    @property
    def records(self) -> list[models.Model]:
        """The public records on whose pages and panels a hidden one would show."""
        records: list[models.Model] = [self.paragraph, self.paragraph.document, self.idle.paragraph, self.unit]
        records += [self.unit.party, self.idle.unit, self.order, self.order.document, self.plan.document, self.line]
        return [*records, self.topic, self.party, Party.objects.get(slug="cicte"), self.mandate.addressee]

    @property
    def every_route(self) -> list[str]:
        """An address of every route."""
        return [reverse(each.name, kwargs=self.samples.of(each.name)) for each in routes() if each.name not in LEFT]

    @property
    def pages(self) -> list[str]:
        """The addresses of public records, their panels and pasts, and of lists that a count would tell of."""
        found = [reverse("gap", args=(gap.slug,)) for gap in GAPS]
        for record in self.records:
            found += [record.get_absolute_url(), *panels_of(record)]  # type: ignore[attr-defined]
        for name in ("trace", "trace-json", "trace-picture"):
            found.append(reverse(name, args=(self.idle.paragraph.document.slug, self.idle.paragraph.number)))
        return list(dict.fromkeys([*found, *ASKED]))


def a_planner() -> Viewer:
    """Enter a planning officer whose name and address stand nowhere else, renamed for the history."""
    person = enter_person(email=f"{CANARY}old@example.org", full_name=f"{CANARY}old Name", by=operator())
    party = Party.objects.get(slug="planning-section")
    give_role(person, kind=RoleKind.PLANNING_OFFICER, party=party, by=operator(), on=DAY, authority=f"{CANARY}note")
    correct_person(
        person, full_name=f"{CANARY}name", email=f"{CANARY}mail@example.org", by=operator(), reason=f"{CANARY}married"
    )
    return viewer_for(Person.objects.get(pk=person.pk), on=timezone.localdate())


def decide_in_public(public: Public) -> None:
    """Confirm a link that everybody sees, as a person whom nobody outside the secretariat may know by name."""
    by = public.planner
    owner = propose_owner(
        public.mandate, unit=public.unit, function=None, is_lead=False, by=by, on=DAY, reason="Public", language="en"
    )
    decide_ownership(owner, "refuse", by=by, on=DAY, reason=f"{CANARY}refused at first")
    decide_ownership(owner, "confirm", by=by, on=DAY, reason="Said in public")


def panels_of(record: models.Model) -> list[str]:
    """Return the addresses of a record's panels and of its past, whether it has any or not."""
    label = record._meta.label_lower
    keys = {"history", *(panel.key for panel in panels_for(type(record)))}
    return [f"/panels/{label}/{record.pk}/{key}/" for key in sorted(keys)] + [f"/history/{label}/{record.pk}/"]


def plant(public: Public) -> list[models.Model]:
    """Make everything that is hidden from all but the secretariat; return the records that have pages or panels."""
    return [
        *_draft_order(public),
        *_draft_amendment(public),
        *_links(public),
        *(hidden := _deliverables(public)),
        *_distributions(public),
        *_duties(public),
        *_evaluations(public, hidden),
        *_people(public),
        *(each for audience in (Audience.SECRETARIAT, Audience.NAMED) for each in restricted(public, audience)),
    ]


def _draft_order(public: Public) -> list[models.Model]:
    by, reason = public.planner, f"{CANARY}drafting"
    order = draft_order(symbol="EO 26-77", title=words("order title"), by=by, on=DAY, reason=reason)
    facts = PlacementFacts(
        name=words("unit name"),
        acronym=f"{CANARY}acronym",
        level="section",
        parent=Unit.objects.get(party__slug="s-cicte"),
        address="IV.Z",
        head=words("head"),
        note=words("unit note"),
    )
    unit = add_unit(order, facts, by=by, reason=reason).unit
    said = FunctionFacts(unit, "IV.Z.1", "function", words("function"), words("function note"), (public.topic,))
    function = add_function(order, said, by=by, reason=reason)
    add_counterpart(function, relation="through", party=public.party, detail=words("detail"), by=by, reason=reason)
    drop_function(Function.objects.get(order=order, paragraph__number="II.B.6"), by=by, reason=reason)
    placement = Placement.objects.get(order=order, unit=unit)
    return [order, order.document, function.paragraph, unit, unit.party, placement, function]


def _draft_amendment(public: Public) -> list[models.Model]:
    by, reason, draft = public.planner, f"{CANARY}amending", public.samples.amendment
    draft.reason = reason
    keep(draft, by=by, reason=reason)
    added = add_project(draft, public.line.project.program, title=words("project"), by=by, reason=reason)
    lines = [
        add_activity(
            draft,
            project,
            title=words("line"),
            terms=promised(977, "counts"),
            owner=public.unit,
            topics=[public.topic],
            by=by,
            reason=reason,
        )
        for project in (added, public.empty_project)
    ]
    idle = add_activity(
        draft,
        added,
        title=words("idle line"),
        terms=promised(978, "counts"),
        owner=public.idle.unit,
        owner_function=public.idle,
        by=by,
        reason=reason,
    )
    keep(PlanCounterpart(project=added, activity=lines[0], party=public.party), by=by, reason=reason)
    change_terms(draft, public.line, terms=promised(979, "changed"), by=by, reason=reason)
    drop_activity(draft, Activity.objects.get(plan=public.plan, address="1.A.2.1"), by=by, reason=reason)
    return [draft, added, *lines, idle]


def _links(public: Public) -> list[models.Model]:
    """Suggest and refuse links between public records."""
    by, reason = public.planner, f"{CANARY}link reason"
    other = Mandate.objects.select_related("paragraph__document").get(paragraph__document__symbol="CICTE/doc.12/08")
    suggested = propose_answer(public.line, other, by=by, reason=reason, language="en")
    second = Activity.objects.select_related("plan__document", "owner").get(plan=public.plan, address="1.A.1.1")
    refused = propose_answer(second, other, by=by, reason=reason, language="en")
    refuse_answer(refused, by=by, on=DAY, reason=reason)
    said: dict[str, Any] = {"function": None, "is_lead": False, "by": by, "on": DAY, "reason": reason, "language": "en"}
    owner = propose_owner(public.mandate, unit=Unit.objects.get(party__slug="dps"), **said)
    no_owner = propose_owner(other, unit=public.unit, **said)
    decide_ownership(no_owner, "refuse", by=by, on=DAY, reason=reason)
    chain = propose_chain(
        public.paragraph,
        kind=ChainKind.CITES,
        to_document=other.paragraph.document,
        to_paragraph=other.paragraph,
        by=by,
        reason=reason,
        language="en",
    )
    return [suggested, refused, owner, no_owner, chain]


def _deliverables(public: Public) -> list[models.Model]:
    """Plan an idea, something that only the secretariat sees, and something in a plan that few may read."""
    by, reason = public.planner, f"{CANARY}planning"
    facts: dict[str, Any] = {
        "level": "regional",
        "starts_on": DAY,
        "place": f"{CANARY}city",
        "by": by,
        "reason": reason,
    }
    idea = plan_deliverable(activity=public.line, kind="workshop", title=words("idea"), is_idea=True, **facts)
    inside = plan_deliverable(
        activity=public.line, kind="mission", title=words("inside"), audience=Audience.SECRETARIAT, **facts
    )
    put_off = plan_deliverable(
        activity=public.line, kind="course", title=words("put off"), audience=Audience.SECRETARIAT, **facts
    )
    move_deliverable(put_off, "postpone", by=by, on=DAY, reason=reason)
    for each in (idea, inside):
        involve(each, Party.objects.get(slug="caricom"), part=Part.HOST, by=by, reason=reason)
        serve_also(each, mandate=public.mandate, by=by, reason=reason)
    return [idea, inside, put_off]


def _duties(public: Public) -> list[models.Model]:
    """Instruct a unit, and owe something to a public party because a public paragraph says so, for few to see."""
    by, reason = public.planner, f"{CANARY}owing"
    told: dict[str, Any] = {"debtor": public.unit.party, "due_on": DAY, "by": by, "reason": reason}
    instruction = instruct(subject=words("instruction"), asked_by=f"{CANARY}chief", on=DAY, **told)
    said = {**told, "creditor": public.party, "paragraph": public.paragraph}
    kept, released, late = (owe_by_hand(subject=words(each), **said) for each in ("kept", "released", "late"))
    fulfil(kept, text=f"{CANARY}evidence", by=by, on=DAY, reason=reason)
    release(released, by=by, reason=reason)
    return [instruction, kept, released, late]


def _people(public: Public) -> list[models.Model]:
    """Say who is named by a third State and for what, how they are reached, and what they answered."""
    by, reason, samples = public.planner, f"{CANARY}moved", public.samples
    designee = samples.designation.designee
    facts = {"name": f"{CANARY}person", "title": f"{CANARY}title", "mail": f"{CANARY}@example.org", "phone": CANARY}
    correct_designee(designee, **facts, language="es", by=by, on=DAY, reason=reason)
    person = samples.nomination.participant
    # The page on which anyone checks a code tells the initials: they stay as they are.
    named = {"given_names": f"A{CANARY}", "family_names": f"S{CANARY}", "institution": CANARY, "position": CANARY}
    named |= {"sex": person.sex, "institution_kind": person.institution_kind, "language": "es"}
    mail = f"{CANARY}two@example.org"
    correct_participant(person, **named, mail=mail, may_be_asked=True, by=by, on=DAY, reason=reason)
    nomination, answer = Nomination.objects.get(pk=samples.nomination.pk), samples.follow_up
    nomination.note = f"{CANARY}note"
    answer.result = f"{CANARY}result"
    for each in (nomination, answer):
        keep(each, by=by, reason=reason)
    return [designee, designee.designation, person, nomination, samples.certificate, samples.invitation]


def _distributions(public: Public) -> list[models.Model]:
    """Draft a distribution of a public document, and send one that is for one unit and one organization alone."""
    by, reason, document = public.planner, f"{CANARY}sending", public.paragraph.document
    said: dict[str, Any] = {"documents": [document], "by": by, "on": DAY, "reason": reason}
    said |= {"purpose": Purpose.OTHER, "text": words("text"), "recipients": [public.party]}
    draft = compose_distribution(unit=public.unit, subject=words("draft subject"), **said)
    sent = compose_distribution(unit=public.idle.unit, subject=words("sent"), audience=Audience.NAMED, **said)
    moment = datetime.datetime.combine(DAY, datetime.time(), datetime.UTC)
    record_as_sent(sent, by=by, at=moment, reason=reason)
    receipt = Receipt.objects.get(recipient__distribution=sent)
    facts: dict[str, Any] = {"subject": words("event subject"), "documents": [document], "recipients": [public.party]}
    idea = Deliverable.objects.filter(activity=public.line, state=DeliverableState.IDEA).order_by("-pk")[0]
    event = distribute_part(idea, EventPart.OTHER, **facts, by=by, on=DAY, reason=reason)
    return [draft, sent, receipt, event]


def _evaluations(public: Public, hidden: list[models.Model]) -> list[models.Model]:
    """Find and recommend what few may know: of a hidden event, of an open one, and of a program."""
    by, reason = public.planner, f"{CANARY}evaluating"
    week = DAY + datetime.timedelta(days=7)
    inside = next(each for each in hidden if isinstance(each, Deliverable) and each.kind == "mission")
    asked = ask_participants(inside, opens_on=DAY, closes_on=week, by=by, reason=reason)
    program = plan_program_evaluation(
        public.line.project.program,
        unit=public.unit,
        since=DAY,
        until=week,
        evaluator=f"{CANARY}evaluator",
        by=by,
        reason=reason,
    )
    paragraph = public.paragraph
    found = [
        find(event=asked, text=words("finding"), audience=Audience.PUBLIC, by=by, reason=reason),
        find(event=public.samples.evaluation, text=words("finding inside"), by=by, reason=reason),
        find(program=program, text=words("finding of a program"), audience=Audience.PUBLIC, by=by, reason=reason),
    ]
    made = [
        recommend_because(
            each,
            text=words("recommendation"),
            owner=public.unit.party,
            paragraph=paragraph,
            topics=[public.topic],
            by=by,
            on=DAY,
            reason=reason,
        )
        for each in found
    ]
    for each in made:
        follow_up(each, day=DAY, text=words("follow-up"), by=by, on=DAY, reason=reason)
    form = enter_questionnaire(slug="inside", title=words("form"), by=by, reason=reason)
    draft = draft_version(form, by=by, reason=reason)
    question = add_question(draft, kind="choice", text=words("question"), by=by, reason=reason)
    add_option(question, label=words("choice"), by=by, reason=reason)
    return [asked, program, *found, *made, draft]


def hold_in(public: Public, line: Activity, audience: Audience) -> Deliverable:
    """Keep something that was held towards a line of a restricted plan."""
    held = Deliverable(activity=line, kind="workshop", title=words("held"), owner=public.unit, audience=audience)
    held.level, held.state, held.starts_on = "regional", DeliverableState.HELD, DAY
    return keep(held, by=operator(), reason=f"{CANARY}reason")


def restricted(
    public: Public, audience: Audience, issuer: Party | None = None, unit: Unit | None = None
) -> tuple[Document, Paragraph, Mandate, Activity]:
    """Keep a document with a paragraph, a mandate and a plan for an audience, tied in every way to public records.

    The unit that answers for them is ``unit``, or the one whose function nobody carries out yet.
    """
    key = f"{audience.name}-{issuer.slug}" if issuer else audience.name
    by, reason, kind = operator(), f"{CANARY}reason", f"{key.lower()} "
    document = Document(
        symbol=f"CICTE/{CANARY}{key}/16",
        slug=f"restricted-{key.lower()}",
        kind=DocumentKind.RESOLUTION,
        title=words(f"{kind}title"),
        note=words(f"{kind}note"),
        series=f"{CANARY}series",
        printed_as=[f"{CANARY}printed"],
        issuer=issuer or Party.objects.get(slug="s-cicte"),
        audience=audience,
        state=DocumentState.ISSUED,
        date=DAY,
    )
    keep(document, by=by, reason=reason)
    paragraph = Paragraph(
        document=document,
        number="7.z",
        position=1,
        kind=ParagraphKind.OPERATIVE,
        heading=words(f"{kind}heading"),
        summary=words(f"{kind}summary"),
        note=words(f"{kind}paragraph note"),
    )
    keep(paragraph, by=by, reason=reason)
    import_text(paragraph, "en", f"{CANARY}text", f"{CANARY}source", by=by)
    rows: list[models.Model] = [
        LanguageVersion(document=document, language="en", status="original"),
        DocumentRelation(document=document, kind=RelationKind.REPLACES, to=public.paragraph.document, detail=CANARY),
        DocumentRelation(document=public.paragraph.document, kind=RelationKind.CITES, to=document, detail=CANARY),
        Quotation(paragraph=public.paragraph, by=document),
        Quotation(paragraph=paragraph, by=public.plan.document),
        Collaborator(document=document, group="organizations", position=1, party=public.party, printed=CANARY),
    ]
    for row in rows:
        keep(row, by=by, reason=reason)
    answers = {"unit": unit} if unit else {"unit": public.idle.unit, "function": public.idle}
    mandate = _mandate(public, document, paragraph, answers)
    line = _plan(public, document, answers)
    propose_answer(public.line, mandate, by=by, reason=reason, language="en", confirmed_on=DAY)
    propose_answer(line, public.mandate, by=by, reason=reason, language="en", confirmed_on=DAY)
    held = hold_in(public, line, Audience.PUBLIC)
    owe_in(public, paragraph, held, audience, issuer or Party.objects.get(slug="s-cicte"))
    return document, paragraph, mandate, line


def owe_in(public: Public, paragraph: Paragraph, held: Deliverable, audience: Audience, debtor: Party) -> Duty:
    """Keep what a restricted paragraph orders: what comes back, a duty with its evidence, a rule and what it made."""
    said: dict[str, Any] = {"debtor": debtor, "paragraph": paragraph, "audience": audience}
    said |= {"subject": words("owed"), "creditor_words": words("creditor")}
    recurring = RecurringDuty(kind="recurring", rhythm="year", starts_on=DAY, **said)
    duty = Duty(kind="recurring", due_on=DAY, remind_from=DAY, done_on=DAY, state="kept", recurring=recurring, **said)
    evidence = DutyEvidence(duty=duty, document=paragraph.document, text=f"{CANARY}evidence", day=DAY)
    taken = set(DutyRule.objects.filter(unit=public.unit).values_list("level", "kind"))
    level, kind = next(each for each in product(Level.values, OF_EVENTS) if each not in taken)
    rule = DutyRule(unit=public.unit, level=level, kind=kind, days=971, paragraph=paragraph)
    rule.creditor_words = words("creditor")
    link = DeliverableDuty(deliverable=held, kind=kind, duty=duty, rule=rule)
    for row in (recurring, duty, evidence, rule, link):
        keep(row, by=operator(), reason=f"{CANARY}reason")
    return duty


def _mandate(public: Public, document: Document, paragraph: Paragraph, answers: dict[str, Any]) -> Mandate:
    by, reason = operator(), f"{CANARY}reason"
    excluded = Unit.objects.get(party__slug=EXCLUDED[Audience(document.audience)])
    is_second = Exclusion.objects.filter(paragraph=public.paragraph, unit=excluded).exists()
    mandate = Mandate(
        paragraph=paragraph,
        nature=Nature.INSTRUCTION_SECRETARIAT,
        verb=words("verb"),
        addressee=public.mandate.addressee,
        program_area=public.topic,
    )
    keep(mandate, by=by, reason=reason)
    keep(MandateTopic(mandate=mandate, topic=public.topic), by=by, reason=reason)
    decided: dict[str, Any] = {
        "state": "confirmed",
        "decided_on": DAY,
        "decided_by": by.person,
        "proposed_by": CANARY,
        "reason": words("reason"),
    }
    rows: list[models.Model] = [
        Ownership(mandate=mandate, **answers, is_lead=True, **decided),
        Ownership(mandate=mandate, unit=public.unit, **decided),
        Chain(
            paragraph=paragraph,
            kind=ChainKind.SUPERSEDES,
            to_document=public.paragraph.document,
            to_paragraph=public.paragraph,
            **decided,
        ),
        Chain(
            paragraph=public.paragraph,
            kind=ChainKind.CITES,
            to_document=document,
            to_paragraph=paragraph,
            **decided,
        ),
        Exclusion(
            paragraph=paragraph if is_second else public.paragraph,
            unit=excluded,
            by=document,
            footnote="9",
            words=words("footnote"),
        ),
    ]
    for row in rows:
        keep(row, by=by, reason=reason)
    overrule_status(mandate, status=Status.FULFILLED, by=by, on=DAY, reason=reason)
    return mandate


def _plan(public: Public, document: Document, answers: dict[str, Any]) -> Activity:
    by, reason = operator(), f"{CANARY}reason"
    plan = Plan(
        document=document,
        body=public.plan.body,
        owner=public.unit,
        title=words("plan"),
        starts_on=datetime.date(2016, 1, 1),
        ends_on=datetime.date(2016, 12, 31),
        state=PlanState.ADOPTED,
        adopted_on=DAY,
    )
    keep(plan, by=by, reason=reason)
    area = keep(Area(plan=plan, title=words("area"), position=1, number=91), by=by, reason=reason)
    program = keep(Program(plan=plan, area=area, title=words("program"), position=1, letter="Z"), by=by, reason=reason)
    project = Project(plan=plan, program=program, title=words("project"), position=1, number=1, address="91.Z.1")
    keep(project, by=by, reason=reason)
    line = Activity(
        plan=plan,
        project=project,
        title=words("restricted line"),
        position=1,
        place=line_place(project, 1),
        address="91.Z.1.1",
        kind=DeliverableKind.WORKSHOP,
        quantity=976,
        owner=answers["unit"],
        owner_function=answers.get("function"),
    )
    keep(line, by=by, reason=reason)
    keep(PlanCounterpart(project=project, party=public.party), by=by, reason=reason)
    begin_amendment(plan, by=by, reason=reason)
    return line

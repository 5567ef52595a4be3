"""Records that belong to one State or to one unit, and an address of them for every route that has one."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person
from secretariat.accounts.services import enter_person
from secretariat.accounts.tokens import make_token
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.resources import Resource, resources
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import Purpose
from secretariat.correspondence.models import Distribution, Receipt
from secretariat.correspondence.services import compose_distribution, record_as_sent
from secretariat.correspondence.tokens import digest_of, opening_token
from secretariat.delivery.choices import (
    EventPart,
    FeedOf,
    Part,
)
from secretariat.delivery.models import (
    EventDistribution,
    Objection,
)
from secretariat.delivery.services import (
    add_event_document,
    involve,
    make_feed,
    serve_also,
)
from secretariat.directory.choices import DesignationRole
from secretariat.directory.models import Designation
from secretariat.directory.services import designate
from secretariat.documents.choices import DocumentKind, DocumentState, NumberState, ParagraphKind
from secretariat.documents.models import Document, NumberSeries, Paragraph
from secretariat.documents.services import add_paragraph, attach_file, request_translation
from secretariat.evaluation.models import EvaluationRecommendation
from secretariat.evaluation.services import ask_participants, find, plan_program_evaluation, recommend_because
from secretariat.exchange.models import Export, Import
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.mandates.models import Chain, Ownership
from secretariat.notices.notice_kinds import PASSWORD_CHANGED
from secretariat.notices.services import notify
from secretariat.notices.tokens import token_for
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement, Unit
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, State
from secretariat.parties.queries import operator, viewer_for
from secretariat.parties.services import give_role
from secretariat.plans.models import Activity, ActivityTopic, Answer, line_place
from secretariat.plans.services import change_terms, drop_activity
from secretariat.recommendations.services import follow_up
from tests.samples import DAY, FAR, Samples
from tests.security.canaries import Public, promised, restricted

WHY = "for the sample"


class Tenant(Samples):
    """A State or a unit, one person who acts for it, and at least one record of every kind that is theirs alone."""

    def __init__(self, public: Public, party: Party, person: Person) -> None:
        self.people = {"expert": person}
        self.person, self.party = person, party
        self.unit = Unit.objects.filter(party=party).first()
        self._keep_records(public)
        self._keep_order(public)
        self._keep_report()
        self._keep_what_is_personal()
        self._keep_whom_they_name()
        self._keep_distribution(public)

    @property
    def viewer(self) -> Viewer:
        return viewer_for(self.person, on=timezone.localdate())

    def _keep_records(self, public: Public) -> None:
        made = restricted(public, Audience.NAMED, self.party, self.unit)
        self.document, self.paragraph, self.mandate, self.activity = made
        self.plan = self.activity.plan
        self.amendment = self.plan.amendments.get()
        self.dropped = Activity(
            plan=self.plan,
            project=self.activity.project,
            title=self.activity.title,
            position=2,
            place=line_place(self.activity.project, 2),
            address="91.Z.1.2",
            kind=self.activity.kind,
            quantity=1,
            owner=self.activity.owner,
        )
        keep(self.dropped, by=operator(), reason=WHY)
        drop_activity(self.amendment, self.dropped, by=operator(), reason=WHY)
        change_terms(self.amendment, self.activity, terms=promised(7, "changed"), by=operator(), reason=WHY)
        keep(ActivityTopic(activity=self.activity, topic=public.topic), by=operator(), reason=WHY)
        self.deliverable = self.activity.deliverables.get()
        if self.unit is not None:  # who runs an event knows who takes part
            self.deliverable.owner = self.unit
            keep(self.deliverable, by=operator(), reason=WHY)
        self.involvement = involve(self.deliverable, public.party, part=Part.HOST, by=operator(), reason=WHY)
        self.duty_rule = self.paragraph.duty_rules.get()
        self.duty = self.paragraph.duty_ordered.get()
        self.duty_evidence = self.duty.evidence.get()
        self.recurring_duty = self.paragraph.recurringduty_ordered.get()
        self.also_serves = serve_also(self.deliverable, mandate=public.mandate, by=operator(), reason=WHY)
        said = {"on": DAY, "shown": 0, "should_be": 1, "why": WHY, "raised_by": self.person}
        self.objection = keep(Objection(activity=self.activity, **said), by=operator(), reason=WHY)
        self._keep_evaluations(public)

    def _keep_evaluations(self, public: Public) -> None:
        """Evaluate their deliverable and the program of their plan, and recommend something to them alone."""
        by, words = operator(), Labels({"en": "A finding of their own"})
        week = DAY + datetime.timedelta(days=7)
        self.evaluation = ask_participants(self.deliverable, opens_on=DAY, closes_on=FAR, by=by)
        self.finding = find(event=self.evaluation, text=words, by=by)
        said: dict[str, Any] = {"audience": Audience.NAMED, "topics": [public.topic]}
        self.recommendation = recommend_because(self.finding, text=words, owner=self.party, by=by, on=DAY, **said)
        self.recommended = EvaluationRecommendation.objects.get(finding=self.finding)
        follow_up(self.recommendation, day=DAY, text=words, by=by, on=DAY)
        program, unit = self.activity.project.program, self.unit or self.activity.owner
        self.program_evaluation = plan_program_evaluation(program, unit=unit, since=DAY, until=week, by=by)
        of_state = self.unit is None  # people are a State's; a unit runs the event of another State's people
        if of_state:
            involve(self.deliverable, self.party, part=Part.PARTICIPANT, by=operator(), reason=WHY)
        self.keep_people(self.deliverable, self.party if of_state else public.party, by=operator())

    def _keep_order(self, public: Public) -> None:
        """Keep an order that places one unit, with one function."""
        self.draft = self.order = Document(
            symbol=f"EO {self.party.slug}",
            slug=f"order-{self.party.slug}",
            kind=DocumentKind.EXECUTIVE_ORDER,
            title=Labels({"en": "An order of their own"}),
            issuer=self.party,
            audience=Audience.NAMED,
            state=DocumentState.DRAFT,
            date=DAY,
        )
        order = Order(document=self.draft)
        stands = Paragraph(document=self.draft, number="II.A.1", position=1, kind=ParagraphKind.OPERATIVE)
        function = Function(order=order, paragraph=stands, unit=public.idle.unit, kind="function")
        self.placed = public.idle.unit
        placed = Placement(order=order, unit=self.placed, position=1, level="section", name=Labels({"en": "A unit"}))
        self.counterpart = Counterpart(function=function, relation="through", party=public.party)
        topic = FunctionTopic(function=function, topic=public.topic)
        for each in (self.draft, order, stands, function, placed, self.counterpart, topic):
            keep(each, by=operator(), reason=WHY)

    def _keep_report(self) -> None:
        report = Document(
            slug=f"report-{self.party.slug}",
            kind=DocumentKind.REPORT,
            title=Labels({"en": "A report of their own"}),
            issuer=self.party,
            audience=Audience.NAMED,
            state=DocumentState.DRAFT,
        )
        keep(report, by=operator(), reason=WHY)
        self.drafted = add_paragraph(document=report, number="1", kind=ParagraphKind.OPERATIVE, by=operator())
        self.revision = report
        self.series = NumberSeries.objects.get(template="SAMPLE/doc.{n}/{yy}")  # series are of the whole secretariat
        self.asked_number = self.series.numbers.get(state=NumberState.REQUESTED)
        self.reserved_number = self.series.numbers.get(state=NumberState.RESERVED)
        self.translation = request_translation(report, language="fr", by=operator())
        self.file = attach_file(report, language="en", content=b"Words of their own", name="own.txt", by=operator())

    def _keep_distribution(self, public: Public) -> None:
        """Keep two distributions for nobody else: a draft, and one that went out; to the State, or by the unit."""
        unit, to = self.unit or public.idle.unit, self.party if self.unit is None else Party.objects.get(slug="iadb")
        sent = self._distributed(unit, to)
        record_as_sent(sent, by=operator(), at=timezone.now(), reason=WHY)
        self.receipt = Receipt.objects.get(recipient__distribution=sent, channel="inbox")
        self.receipt.digest, self.receipt.opens_until = digest_of(opening_token(self.receipt)), datetime.date.max
        keep(self.receipt, by=operator(), reason=WHY)
        self.enclosure = self.receipt.enclosures.get()
        self.event_document = add_event_document(self.deliverable, self.document, part=EventPart.OTHER, by=operator())
        event = EventDistribution(deliverable=self.deliverable, distribution=sent, part=EventPart.OTHER)
        keep(event, by=operator(), reason=WHY)
        self.distribution = self._distributed(unit, to)

    def _distributed(self, unit: Unit, to: Party) -> Distribution:
        return compose_distribution(
            unit=unit, purpose=Purpose.OTHER, subject=Labels({"en": "Of their own"}), audience=Audience.NAMED,
            documents=[self.document], recipients=[to], by=operator(), on=timezone.localdate(), reason=WHY,
        )  # fmt: skip

    def _keep_what_is_personal(self) -> None:
        self.notice = notify(PASSWORD_CHANGED, to=[self.person], occasion=self.party.slug, by=operator())[0]
        week = DAY + datetime.timedelta(days=7)
        self.feed = make_feed(name="A sample", of=FeedOf.MINE, by=self.viewer)[0]
        self.token = make_token(
            name="A sample", access=Access.READ, families=[], expires_on=week, by=self.viewer, on=DAY
        )[0]
        moment = datetime.datetime.combine(DAY, datetime.time(), datetime.UTC)
        self.failed_run = Run(
            job="notices-mail", due_at=moment, not_before=moment, state=RunState.FAILED, asked_by=self.person,
            argument=self.party.slug,
        )  # fmt: skip
        self.failed_run.save()
        self.export = Export.objects.create(
            person=self.person, asked_at=timezone.now(), register="documents", address="/documents/", format="csv",
            rows=0, state="given",
        )  # fmt: skip
        sheet = {"name": "CSV", "rows": 0, "columns": 1}
        brought = Import(
            started_by=self.person, register="topics", file_name="sample.csv", kind="csv", size=1, sheets=[sheet],
            language="en",
        )  # fmt: skip
        self.import_ = keep(brought, by=self.viewer, reason=WHY)
        self.key = Authenticator.objects.create(user=self.person, type="webauthn", data={"name": "theirs"})

    def _keep_whom_they_name(self) -> None:
        """Keep whom a State names; units name nobody."""
        self.designation: Designation | None = None  # type: ignore[assignment]
        if self.unit is None:
            self.designation = designate(
                party=self.party, role=DesignationRole.ALTERNATE, name="A sample", note="1", by=operator(), on=DAY
            )

    def _of_paragraph(self, route: str) -> dict[str, Any]:
        found = super()._of_paragraph(route)
        return {**found, "number": self.paragraph.number} if "number" in found else found

    def _of_order(self, route: str) -> dict[str, Any]:
        found = super()._of_order(route)
        return {**found, "unit": self.placed.party.slug} if "unit" in found else found

    def _others(self, route: str) -> dict[str, Any]:
        known: dict[str, dict[str, Any]] = {
            "ownership-decide": {"id": Ownership.objects.filter(mandate=self.mandate)[0].pk, "verb": "confirm"},
            "chain-decide": {"id": Chain.objects.get(paragraph=self.paragraph).pk, "verb": "confirm"},
            "answer-decide": {"id": Answer.objects.get(activity=self.activity).pk, "verb": "confirm"},
            "unit": {"slug": self.party.slug},
            "state": {"slug": self.party.slug},
            "mfa_edit_webauthn": {"pk": self.key.pk},
            "mfa_remove_webauthn": {"pk": self.key.pk},
            "notices-switch-off": {"token": token_for(self.person, "role-ending")},
        }
        if route.startswith("designation") and self.designation is None:
            return {}
        return known.get(route) or super()._others(route)

    def _of_api(self, route: str) -> dict[str, Any]:
        """Return the record of a resource that is theirs, where the address names one."""
        resource = resource_at(route)
        return {"name": self.records[resource.name]} if resource and resource.name in self.records else {}

    @cached_property
    def records(self) -> dict[str, Any]:
        """The identifiers of one record of each resource that is theirs: kept for them alone, or about them."""
        about = {"people": self.person.pk, "roles": self.person.roles.get().pk, "parties": self.party.pk}
        about["units" if self.unit else "states"] = (
            self.unit.pk if self.unit else State.objects.get(party=self.party).pk
        )
        if self.designation is not None:
            about |= {"designations": self.designation.pk, "designees": self.designation.designee.pk}
        return self._kept() | about

    def _kept(self) -> dict[str, Any]:
        """Return what somebody with the clearance of the secretariat sees only if they act for this party."""
        stranger = Viewer(clearance=Audience.SECRETARIAT)
        own = Viewer(party_ids=frozenset({self.party.pk}), clearance=Audience.SECRETARIAT)
        found = {}
        for resource in resources():
            rows = resource.rows(own).exclude(pk__in=resource.rows(stranger).values("pk"))
            found[resource.name] = rows.order_by("id").values_list("pk", flat=True).first()
        return {name: pk for name, pk in found.items() if pk}


def resource_at(route: str) -> Resource | None:
    """Return the resource whose one record a route of the API names; None for lists and for other routes."""
    named = [each for each in resources() if route.startswith(f"api-{each.name}-")]
    return max(named, key=lambda each: len(each.name), default=None)


def two_of_each(public: Public, people: dict[str, Person]) -> dict[str, Tenant]:
    """Return two States with a delegate each, and two units that do not lie one below the other, with a chief each."""
    second = enter_person(email="second.chief@example.org", full_name="A second chief", by=operator())
    dps = Party.objects.get(slug="dps")
    give_role(second, kind=RoleKind.CHIEF, party=dps, by=operator(), on=DAY, authority=WHY)
    of = {"grenada": people["delegate"], "chile": people["second_delegate"], "s-cicte": people["chief"]}
    parties = {slug: Party.objects.get(slug=slug) for slug in of}
    first = {slug: Tenant(public, parties[slug], person) for slug, person in of.items()}
    return first | {"dps": Tenant(public, dps, second)}

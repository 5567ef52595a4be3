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
from secretariat.delivery.choices import Part
from secretariat.delivery.services import involve, serve_also
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import add_paragraph
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
from tests.samples import DAY, Samples
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
        self.involvement = involve(self.deliverable, public.party, part=Part.HOST, by=operator(), reason=WHY)
        self.also_serves = serve_also(self.deliverable, mandate=public.mandate, by=operator(), reason=WHY)

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

    def _keep_what_is_personal(self) -> None:
        self.notice = notify(PASSWORD_CHANGED, to=[self.person], occasion=self.party.slug, by=operator())[0]
        week = DAY + datetime.timedelta(days=7)
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

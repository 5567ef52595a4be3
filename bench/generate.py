"""Fill an installation with invented records in number, to see how pages and searches grow.

The same seed and number give the same records; a larger number adds to what is there. All are marked as invented, so
that no count of facts has them. They are written past the services, which is for benchmarks alone.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection, models, transaction
from django.utils import timezone

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.services import account_of
from secretariat.bodies.models import Body
from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.documents.choices import DocumentKind, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import Nature, Priority
from secretariat.mandates.models import Evidence, Mandate, MandateTopic, Ownership
from secretariat.organization.models import Unit
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind, Level, PlanState
from secretariat.plans.models import Activity, Answer, Area, Plan, Program, Project, line_place
from secretariat.topics.models import Topic

A_DOCUMENT = 20  # paragraphs of a document
LINES = 200  # of a plan
A_LINE = 10  # paragraphs for each line
DOCUMENTS = LINES * A_LINE // A_DOCUMENT  # of a plan's paragraphs
FIRST_DAY = datetime.date(2001, 1, 1)
FIRST_MOMENT = 1_577_836_800_000  # milliseconds: identifiers begin in 2020, before any record of a person
WHY = "invented for a benchmark"
ACTS = (
    ("Strengthen", "Fortalecer", "Fortalecer", "Renforcer"),
    ("Promote", "Promover", "Promover", "Promouvoir"),
    ("Support", "Apoyar", "Apoiar", "Appuyer"),
    ("Coordinate", "Coordinar", "Coordenar", "Coordonner"),
    ("Report on", "Informar sobre", "Informar sobre", "Rendre compte de"),
)
MATTERS = (
    ("border controls", "los controles fronterizos", "os controles de fronteira", "les contrôles aux frontières"),
    ("port security", "la seguridad portuaria", "a segurança portuária", "la sûreté des ports"),
    ("cyber incidents", "los incidentes cibernéticos", "os incidentes cibernéticos", "les incidents informatiques"),
    ("judicial cooperation", "la cooperación judicial", "a cooperação judiciária", "la coopération judiciaire"),
    ("crime prevention", "la prevención del delito", "a prevenção do crime", "la prévention du crime"),
    (
        "information exchange",
        "el intercambio de información",
        "o intercâmbio de informação",
        "l'échange d'informations",
    ),
    ("victim assistance", "la asistencia a las víctimas", "a assistência às vítimas", "l'assistance aux victimes"),
)
ENDS = (
    ("in the Caribbean", "en el Caribe", "no Caribe", "dans les Caraïbes"),
    ("in Central America", "en Centroamérica", "na América Central", "en Amérique centrale"),
    ("with civil society", "con la sociedad civil", "com a sociedade civil", "avec la société civile"),
)


def identifier(table: int, number: int, seed: int) -> uuid.UUID:
    """Return the identifier (UUID version 7) of a row: sorted by its number, the same for the same seed."""
    moment = FIRST_MOMENT + number
    mixed = ((number * 97 + table) * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03) & (2**62 - 1)
    return uuid.UUID(int=moment << 80 | 7 << 76 | table << 64 | 2 << 62 | mixed)


def words(number: int, *parts: Sequence[Sequence[str]]) -> Labels:
    """Return a sentence in four languages, picked from ``parts`` by ``number``."""
    picked, rest = [], number
    for part in parts:
        picked.append(part[rest % len(part)])
        rest //= len(part)
    return Labels({code: " ".join(each[place] for each in picked) for place, code in enumerate(LANGUAGES)})


@dataclass
class Invention:
    """The records of one installation by number; ``rows`` counts what was written."""

    seed: int
    rows: int = 0
    batch: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    @cached_property
    def writer(self) -> uuid.UUID:
        return account_of(PersonKind.LOADER).pk

    @cached_property
    def units(self) -> list[Unit]:
        return list(Unit.objects.order_by("pk"))

    @cached_property
    def addressees(self) -> list[Party]:
        return list(Party.objects.filter(kind__in=[PartyKind.UNIT, PartyKind.BODY]).order_by("pk"))

    @cached_property
    def topics(self) -> list[Topic]:
        return list(Topic.objects.order_by("pk"))

    @cached_property
    def bodies(self) -> list[Body]:
        return list(Body.objects.order_by("pk"))

    def make(self, model: type[models.Model], table: int, place: int, /, **values: Any) -> Any:
        row = model(id=identifier(table, place, self.seed), is_demonstration=True, **values)
        self.batch.setdefault(model, []).append(row)
        return row

    def chapter(self, number: int) -> None:
        """Make a plan, and the documents with the paragraphs that its lines answer."""
        lines = self.plan(number)
        for place in range(DOCUMENTS):
            self.document(number * DOCUMENTS + place, lines)

    def document(self, number: int, lines: Sequence[Activity]) -> None:
        """Make a document with its paragraphs, what they ask, who answers for it and which plan lines do."""
        audience = Audience.PUBLIC if number % 10 else (Audience.STATES, Audience.SECRETARIAT)[number // 10 % 2]
        document = self.make(
            Document,
            1,
            number,
            symbol=f"DEMO/RES. {number + 1:06d}",
            slug=f"demo-res-{number + 1:06d}",
            kind=DocumentKind.RESOLUTION,
            title=words(number, ACTS, MATTERS, ENDS),
            issuer=self.bodies[number % len(self.bodies)].party,
            date=FIRST_DAY + datetime.timedelta(days=number % 9000),
            audience=audience,
        )
        for place in range(A_DOCUMENT):
            paragraph = number * A_DOCUMENT + place
            self.paragraph(document, paragraph, place, lines[paragraph // A_LINE % len(lines)])

    def paragraph(self, document: Document, number: int, place: int, line: Activity) -> None:
        paragraph = self.make(
            Paragraph,
            2,
            number,
            document=document,
            number=str(place + 1),
            position=place + 1,
            kind=ParagraphKind.OPERATIVE,
            summary=words(number, ACTS, MATTERS, ENDS, MATTERS),
        )
        mandate = self.make(
            Mandate,
            3,
            number,
            paragraph=paragraph,
            nature=Nature.values[number % len(Nature.values)] if number % 2 else Nature.INSTRUCTION_SECRETARIAT,
            verb=words(number, ACTS),
            addressee=self.addressees[number % len(self.addressees)],
            priority=Priority.values[number % len(Priority.values)],
        )
        self.make(MandateTopic, 4, number, mandate=mandate, topic=self.topics[number % len(self.topics)])
        if number % 10 < 8:
            self.owner(mandate, number)
        if number % 2 == 0:
            self.answer(mandate, line, number)

    def owner(self, mandate: Mandate, number: int) -> None:
        confirmed = number % 10 < 6
        self.make(
            Ownership,
            5,
            number,
            mandate=mandate,
            unit=self.units[number % len(self.units)],
            is_lead=confirmed,
            reason=words(number, ACTS, MATTERS),
            **_decided(confirmed=confirmed),
        )

    def answer(self, mandate: Mandate, activity: Activity, number: int) -> None:
        """Let a line of the plan of these paragraphs answer the mandate, and where it is confirmed speak for it."""
        confirmed = number % 6 != 0
        self.make(
            Answer,
            6,
            number,
            activity=activity,
            mandate=mandate,
            reason=words(number, ACTS, MATTERS),
            **_decided(confirmed=confirmed),
        )
        if confirmed:
            self.make(
                Evidence,
                7,
                number,
                mandate=mandate,
                source=activity.pk,
                document=activity.plan.document,
                label=activity.title,
                address=activity.address,
                url=f"/plans/activities/{activity.pk}/",
                planned=activity.quantity,
                on_request=activity.on_request,
            )

    def plan(self, number: int) -> list[Activity]:
        """Make an adopted plan of four areas, each of two programs of five projects; return its 200 lines."""
        document = self.make(
            Document,
            8,
            number,
            symbol=f"DEMO/PLAN {number + 1:04d}",
            slug=f"demo-plan-{number + 1:04d}",
            kind=DocumentKind.WORK_PLAN,
            title=words(number, (("Work plan", "Plan de trabajo", "Plano de trabalho", "Plan de travail"),), MATTERS),
            date=FIRST_DAY,
        )
        plan = self.make(
            Plan,
            9,
            number,
            document=document,
            body=self.bodies[number % len(self.bodies)],
            owner=self.units[number % len(self.units)],
            title=document.title,
            starts_on=FIRST_DAY,
            ends_on=FIRST_DAY + datetime.timedelta(days=364),
            state=PlanState.CLOSED,
            adopted_on=FIRST_DAY,
        )
        areas = [self.part(Area, 10, plan, number * 4, place, number=place + 1) for place in range(4)]
        return [line for place, area in enumerate(areas) for line in self.programs(area, number, place)]

    def part(self, model: type[models.Model], table: int, plan: Plan, first: int, place: int, /, **values: Any) -> Any:
        title = words(first + place, ACTS, MATTERS, ENDS)
        return self.make(model, table, first + place, plan=plan, position=place + 1, title=title, **values)

    def programs(self, area: Area, of: int, place: int) -> Iterator[Activity]:
        """Make the programs of an area; yield their lines."""
        for at, letter in enumerate("AB", place * 2):
            program = self.part(Program, 11, area.plan, of * 8, at, area=area, letter=letter)
            for each in range(5):
                yield from self.project(program, f"{area.number}.{letter}", of, at * 5 + each)

    def project(self, program: Program, address: str, of: int, place: int) -> Iterator[Activity]:
        """Make a project; yield its five lines."""
        number = place % 5 + 1
        values = {"program": program, "number": number, "address": f"{address}.{number}"}
        project = self.part(Project, 12, program.plan, of * 40, place, **values)
        for each in range(5):
            yield self.line(project, of * LINES, place * 5 + each)

    def line(self, project: Project, first: int, place: int) -> Activity:
        number = first + place
        line: Activity = self.part(
            Activity,
            13,
            project.plan,
            first,
            place,
            project=project,
            place=line_place(project, place + 1),
            address=f"{project.address}.{place % 5 + 1}",
            kind=DeliverableKind.values[number % len(DeliverableKind.values)],
            quantity=None if number % 7 == 0 else number % 12 + 1,
            on_request=number % 7 == 0,
            owner=self.units[number % len(self.units)],
        )
        self.make(
            Deliverable,
            14,
            number,
            activity=line,
            owner=line.owner,
            kind=line.kind,
            title=line.title,
            state=DeliverableState.HELD,
            level=Level.REGIONAL,
            starts_on=FIRST_DAY + datetime.timedelta(days=number % 365),
        )
        return line

    def write(self) -> None:
        """Write what was made since the last time, with its history."""
        with transaction.atomic():
            for model, rows in self.batch.items():
                model._default_manager.bulk_create(rows, batch_size=2000)
                _write_history(model, rows, self.writer)
                self.rows += len(rows)
        self.batch.clear()


def _decided(*, confirmed: bool) -> dict[str, Any]:
    state = SuggestionState.CONFIRMED if confirmed else SuggestionState.SUGGESTED
    return {"state": state, "decided_on": FIRST_DAY if confirmed else None, "proposed_by": "bench"}


def _write_history(model: type[models.Model], rows: Sequence[models.Model], writer: uuid.UUID) -> None:
    """Copy new rows to the model's history inside the database."""
    kept: type[models.Model] = model.history.model  # type: ignore[attr-defined]
    quote = connection.ops.quote_name
    own = {column.column for column in model._meta.concrete_fields}
    columns = ", ".join(quote(str(each.column)) for each in kept._meta.concrete_fields if each.column in own)
    keys = (writer, rows[0].pk, rows[-1].pk)
    by, first, last = (model._meta.pk.get_db_prep_value(each, connection) for each in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(kept._meta.db_table)} ({columns}, history_date, history_type, history_user_id,"
            f" history_change_reason) SELECT {columns}, %s, '+', %s, %s FROM {quote(model._meta.db_table)}"
            f" WHERE is_demonstration AND id BETWEEN %s AND %s",
            [connection.ops.adapt_datetimefield_value(timezone.now()), by, WHY, first, last],
        )


def fill(paragraphs: int, *, seed: int = 1) -> int:
    """Bring an installation to so many invented paragraphs, rounded up to 2,000; return how many rows were written."""
    invention = Invention(seed)
    there = Plan.objects.filter(document__slug__startswith="demo-plan-").count()
    wanted = -(-paragraphs // (DOCUMENTS * A_DOCUMENT))
    began = time.monotonic()
    for number in range(there, wanted):
        invention.chapter(number)
        invention.write()
        rate = invention.rows / (time.monotonic() - began)
        sys.stderr.write(f"\r  {(number + 1) * DOCUMENTS * A_DOCUMENT:,} paragraphs, {rate:,.0f} records a second")
    if invention.rows:
        sys.stderr.write("\n")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return invention.rows


def main(given: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=10_000, help="how many there shall be; 10,000 unless told")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other identifiers")
    chosen = parser.parse_args(None if given is None else list(given))
    began = time.monotonic()
    rows = fill(chosen.paragraphs, seed=chosen.seed)
    sys.stderr.write(f"  {rows:,} records with their history in {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    main()

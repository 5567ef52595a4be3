"""Reports, from the command line."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.bodies.models import Body
from secretariat.core.commands import PlainCommand
from secretariat.core.languages import LANGUAGES
from secretariat.core.rendering import RenderingFailed
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.parties.commands import viewer_of_command
from secretariat.reports.choices import ReportFormat
from secretariat.reports.content import Content
from secretariat.reports.models import Report
from secretariat.reports.queries import content_of, told_now
from secretariat.reports.registry import ReportKind, find_kind, report_kinds
from secretariat.reports.rules import may_see_drafts
from secretariat.reports.unit_work import work_on
from secretariat.reports.work import Period
from secretariat.reports.writers import WRITERS


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no day: write YYYY-MM-DD") from error


class Command(PlainCommand):
    help = "Write a report on a body's or a unit's work in a period: as it was issued, else as the record tells today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="which report: six-monthly, annual, hemispheric-security, internal")
        on = parser.add_mutually_exclusive_group(required=True)
        on.add_argument("--body", help="acronym or key of the body, such as CICTE")
        on.add_argument("--unit", help="acronym or key of the unit, such as s-cicte, for an internal report")
        parser.add_argument("--from", dest="first", type=_day, required=True, metavar="DAY", help="first day")
        parser.add_argument("--to", dest="last", type=_day, required=True, metavar="DAY", help="last day, included")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="one of the four; English unless told")
        parser.add_argument("--format", choices=ReportFormat.values, default="pdf", help="PDF unless told")
        parser.add_argument("--output", required=True, metavar="FILE", help="where to write it")
        parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="see what this person sees")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = find_kind(options["kind"])
        if kind is None:
            known = ", ".join(each.name for each in report_kinds())
            raise CommandError(f"There is no report “{options['kind']}”. There are: {known}.")
        if options["first"] > options["last"]:
            raise CommandError("The last day lies before the first.")
        viewer = viewer_of_command(options["as_email"])
        content = self._content(kind, self._subject(kind, viewer, options), viewer, options)
        path = Path(options["output"])
        try:
            made = WRITERS[options["format"]](content)
            path.write_bytes(made)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        except RenderingFailed as error:
            raise CommandError(f"The file could not be made: {error}.") from error
        self.stdout.write(f"{path}: {content.title}, {content.subtitle}, {len(made):,} bytes")

    def _subject(self, kind: ReportKind, viewer: Viewer, options: dict[str, Any]) -> Body | Unit:
        """Return the body or the unit, as the kind of report asks."""
        what, other = ("unit", "body") if kind.of_unit else ("body", "unit")
        name = options[what]
        if name is None:
            raise CommandError(f"The report “{kind.name}” is on a {what}: name it with --{what}, not --{other}.")
        model: type[Body | Unit] = Unit if kind.of_unit else Body
        rows = model.objects.visible_to(viewer).select_related("party")
        found = rows.filter(party__acronym__iexact=name).first() or rows.filter(party__slug=name.lower()).first()
        if found is None:
            raise CommandError(f"There is no {what} “{name}”.")
        return found

    def _content(self, kind: ReportKind, subject: Body | Unit, viewer: Viewer, options: dict[str, Any]) -> Content:
        """Return what was issued for the period, the draft on record, or what the record tells without a narrative."""
        first, last, language = options["first"], options["last"], options["language"]
        today = timezone.localdate()
        rows = Report.objects.visible_to(viewer).on(subject).filter(kind=kind.name, starts_on=first, ends_on=last)
        known = rows.select_related("body__party", "unit__party").order_by("-issued_on", "-id")
        report = known.issued().first() or known.first()
        if report is not None:
            return content_of(report, language, on=today)
        if not may_see_drafts.test(viewer):
            raise CommandError("No such report has been issued.")
        return told_now(kind, work_on(subject, Period(first, last, today)), language)

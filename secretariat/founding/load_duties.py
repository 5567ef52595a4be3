"""Duties: what is owed for events by their level, and what is owed period after period."""

from __future__ import annotations

from collections.abc import Iterator

from secretariat.core.choices import Audience
from secretariat.core.dates import partial_date, partial_end
from secretariat.delivery.models import DutyRule
from secretariat.duties.models import RecurringDuty
from secretariat.founding import schema
from secretariat.founding.known import Known, labels
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync


def duties(founding: Founding, sync: Sync, known: Known) -> None:
    """Load the rules and what recurs; the duties themselves are made by jobs and by what is planned."""
    rules = [row for group in founding.duties for each in group.rules for row in _rules(each, known)]
    sync.rows(DutyRule, rules, lambda row: (row.unit_id, row.level, row.kind))
    recurring = [_recurring(each, known) for group in founding.duties for each in group.recurring]
    sync.rows(RecurringDuty, recurring, lambda row: (row.paragraph_id, row.debtor_id, row.kind))


def _rules(each: schema.DutyRule, known: Known) -> Iterator[Row]:
    for level in each.levels:
        yield Row(
            each.at,
            {
                "unit": known.unit(each.unit, each.at),
                "level": level.value,
                "kind": each.kind,
                "days": each.days,
                "days_are_ours": not each.days_said_by_source,
                "remind_days": each.remind_days,
                "creditor_words": labels(each.owed_to),
                "paragraph": known.paragraph(each.document, each.number, each.at),
            },
        )


def _recurring(each: schema.RecurringDuty, known: Known) -> Row:
    return Row(
        each.at,
        {
            "kind": each.kind,
            "subject": labels(each.subject),
            "debtor": known.party(each.debtor, each.at),
            "creditor": known.party(each.creditor, each.at),
            "creditor_words": labels(each.owed_to),
            "paragraph": known.paragraph(each.document, each.number, each.at),
            "rhythm": each.rhythm.value,
            "starts_on": partial_date(each.since)[0],
            "ends_on": partial_end(each.until)[0],
            "days_after": each.days_after,
            "remind_days": each.remind_days,
            "audience": Audience[each.audience.upper()],
        },
    )

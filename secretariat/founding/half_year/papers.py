"""The documents of the invented work: entered in two languages, and recorded as sent to the States that take part."""

from __future__ import annotations

import datetime

from django.utils import timezone

from secretariat.core.choices import Audience
from secretariat.core.languages import Labels
from secretariat.correspondence.services import record_as_sent
from secretariat.delivery.choices import EventPart
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import distribute_part, enter_event_document
from secretariat.documents.choices import DocumentKind
from secretariat.founding.half_year.stage import Stage
from secretariat.founding.half_year.works import reason_of
from secretariat.founding.schema import Work

KINDS = {EventPart.IN_ADVANCE: DocumentKind.AGENDA, EventPart.AFTERWARDS: DocumentKind.CONCLUSIONS}
TITLES = {
    EventPart.IN_ADVANCE: {"en": "Agenda", "es": "Temario", "pt": "Agenda", "fr": "Ordre du jour"},
    EventPart.AFTERWARDS: {"en": "Conclusions", "es": "Conclusiones", "pt": "Conclusões", "fr": "Conclusions"},
}
WRITTEN_IN = {
    "en": "This paper was invented for a demonstration. Nothing in it took place.",
    "es": "Este documento fue inventado para una demostración. Nada de lo que dice ocurrió.",
}


def send_papers(stage: Stage, work: Work, deliverable: Deliverable, part: EventPart, day: datetime.date) -> None:
    """Enter the document of a part and record that it was sent on a day to the States that take part."""
    by = stage.viewer(work.by, day)
    title = Labels({code: f"{words}: {deliverable.title[code]}" for code, words in TITLES[part].items()})
    files = {
        code: (f"{work.key}-{part}-{code}.txt", f"{title[code]}\n\n{words}\n".encode())
        for code, words in WRITTEN_IN.items()
    }
    enter_event_document(
        deliverable,
        part=part,
        title=title,
        kind=KINDS[part],
        audience=Audience.STATES,
        files=files,
        by=by,
        on=day,
        reason=reason_of(work),
    )
    sending = distribute_part(deliverable, part, subject=title, by=by, on=day, reason=reason_of(work))
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(15)))
    record_as_sent(sending, by=by, at=at, reason=reason_of(work))

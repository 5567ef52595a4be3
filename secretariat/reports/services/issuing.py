"""Issue a report: freeze what it says in four languages, enter it as a document, and never change it again."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date
from secretariat.core.errors import Refused
from secretariat.core.files import remove_files
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, RelationKind, VersionStatus
from secretariat.documents.models import Document, DocumentRelation, LanguageVersion
from secretariat.documents.queries import slug_for
from secretariat.documents.services import read_symbol, take_reserved
from secretariat.documents.services.drafts import seal_document
from secretariat.documents.symbols import Symbol
from secretariat.documents.symbols.parts import StageKind
from secretariat.duties.choices import DutyState
from secretariat.duties.models import Duty
from secretariat.duties.services import fulfil
from secretariat.reports import rules
from secretariat.reports.content import Content, as_json, fingerprint
from secretariat.reports.desk import Narratives
from secretariat.reports.models import Report, ReportEdition
from secretariat.reports.queries import narratives_of, told_now, unreviewed, work_of
from secretariat.reports.registry import kind_of
from secretariat.reports.services.drafting import locked, refuse_unwritten
from secretariat.reports.services.files import attach_files, made_files
from secretariat.reports.services.sending import draft_distribution

ALONG = ("body__party", "unit__party", "owner__party", "revises__document")


def issue_report(
    report: Report, *, symbol: str, language: str = "en", by: Viewer, on: datetime.date, reason: str
) -> Report:
    """Issue a report under a symbol; ``language`` is the one it was written in, the original of the document.

    What it says on ``on`` is frozen in four languages with every figure and the rows behind it, and entered as an
    issued document with its files; a number that was reserved for the symbol is taken. The duty to report on the period
    is kept by it, and its distribution to the members of the body is drafted; what is on a unit goes out to nobody.
    From then on nothing of it changes; a mistake is put right by a revision. The files are made before anything is
    written, which takes some seconds.

    Errors: NotPermitted; Refused where it is in no state to, its period is not over, something is not reviewed, or
    somebody wrote meanwhile; ValidationError with ``symbol`` where it cannot be read, is taken, or is no revision of
    the one that is revised; core.rendering.RenderingFailed.
    """
    now = _loaded(report)
    parsed = _checked(now, symbol, by=by, on=on)
    narratives = narratives_of(now, only_reviewed=True)
    contents = _contents(now, str(parsed), on, narratives)
    files = made_files(contents)
    kept: list[str] = []
    try:
        with transaction.atomic():
            now = locked(report)
            _checked(now, symbol, by=by, on=on)
            _refuse_changed(now, narratives)
            document = _enter(now, parsed, contents, language, by=by, on=on, reason=reason)
            take_reserved(document, by=by, reason=reason)
            kept += [each.key for each in attach_files(document, files, by=by, reason=reason)]
            _put_in_force(document, by=by, reason=reason)
            _freeze(now, contents, by=by, reason=reason)
            _keep_duty(now, document, by=by, on=on, reason=reason)
            if now.body is not None:
                draft_distribution(now, now.body, document, by=by, on=on, reason=reason)
            said = {"document": document, "issued_on": on}
            return change_state(now, rules.REPORT_CHANGES, "issue", by=by, reason=reason, **said)
    except BaseException:
        remove_files(*kept)  # no row, no file
        raise


def _loaded(report: Report) -> Report:
    return Report.objects.select_related(*ALONG).get(pk=report.pk)


def _checked(report: Report, symbol: str, *, by: Viewer, on: datetime.date) -> Symbol:
    """Return the symbol under which a report can be issued. Errors: as ``issue_report``."""
    rules.REPORT_CHANGES.check(report, "issue", by=by)
    refuse_unwritten(report)
    _refuse_unreviewed(report)
    if report.ends_on >= on:
        said = {"day": written_date(report.ends_on)}
        raise Refused(_("A report is issued once its period is over: the last day is %(day)s.") % said)
    return _checked_symbol(report, symbol)


def _freeze(report: Report, contents: dict[str, Content], *, by: Viewer, reason: str) -> None:
    """Keep what the report says in each language, under its fingerprint."""
    for each in contents.values():
        text = as_json(each)
        edition = ReportEdition(report=report, language=each.language, content=text, sha256=fingerprint(text))
        keep(edition, by=by, reason=reason)


def _keep_duty(report: Report, document: Document, *, by: Viewer, on: datetime.date, reason: str) -> None:
    """Record that the unit's duty to report on just this period was kept by the document."""
    duty = kind_of(report.kind).duty
    owed = Duty.objects.filter(kind=duty, debtor=report.owner.party_id, state=DutyState.OWED) if duty else ()
    for each in owed:
        if (each.covers_from, each.covers_until) == (report.starts_on, report.ends_on):
            fulfil(
                each, document=document, source=report.pk, url=report.get_absolute_url(), by=by, on=on, reason=reason
            )


def _put_in_force(document: Document, *, by: Viewer, reason: str) -> None:
    """Seal the document with its files, and issue it."""
    seal_document(document, by=by, reason=reason)
    document.state = DocumentState.ISSUED
    keep(document, by=by, reason=reason)


def _refuse_changed(report: Report, narratives: Narratives) -> None:
    """Errors: Refused where the narrative is not what the files were made of."""
    if narratives_of(report, only_reviewed=True) != narratives:
        raise Refused(_("Somebody wrote in this report meanwhile. Look at it again, then issue it."))


def _refuse_unreviewed(report: Report) -> None:
    left = unreviewed(report)
    if left:
        kind = kind_of(report.kind)
        named = [
            f"{section.title} ({each.get_language_display()})"
            for each in left
            if (section := kind.section(each.section))
        ]
        raise Refused(_("Nobody has reviewed these texts yet: %(texts)s.") % {"texts": ", ".join(named)})


def _checked_symbol(report: Report, typed: str) -> Symbol:
    """Return the symbol as a value. Errors: ValidationError with ``symbol``."""
    parsed = read_symbol(" ".join(typed.split()))
    if parsed is None:
        raise ValidationError({"symbol": _("A report is issued under a symbol.")})
    if Document.objects.filter(slug=parsed.slug).exists():
        said = _("A document with the symbol %(symbol)s is on record already.") % {"symbol": parsed}
        raise ValidationError({"symbol": said})
    if report.revises is not None and not _revises(parsed, report.revises):
        said = _("This is a revision of %(symbol)s: its symbol is that one with a later “rev.”.")
        raise ValidationError({"symbol": said % {"symbol": report.revises.document}})
    return parsed


def _revises(symbol: Symbol, before: Report) -> bool:
    """Tell whether a symbol names a later revision of the document of another report."""
    known = read_symbol(before.document.symbol) if before.document else None
    if known is None or not symbol.stages or symbol.stages[-1].kind != StageKind.REVISION:
        return False
    stage = known.stages[-1] if known.stages else None
    earlier = stage.number or 0 if stage and stage.kind == StageKind.REVISION else 0
    stem = known.parent if earlier else known
    return symbol.parent == stem and (symbol.stages[-1].number or 0) > earlier


def _contents(report: Report, symbol: str, on: datetime.date, narratives: Narratives) -> dict[str, Content]:
    """Return what the report says in each language, from one reading of the record."""
    kind, work = kind_of(report.kind), work_of(report, on=on)
    return {each: told_now(kind, work, each, narratives=narratives, symbol=symbol) for each in LANGUAGES}


def _enter(
    report: Report,
    symbol: Symbol,
    contents: dict[str, Content],
    language: str,
    *,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> Document:
    """Enter the report as a draft of its unit in four languages, to be issued once it has its files.

    Who may issue a report may enter its document: the rule of those who keep documents is not asked.
    """
    # Dates bear narrow spaces, which a title and the subject of a mail do not.
    title = Labels({code: " ".join(f"{each.title}. {each.subtitle}".split()) for code, each in contents.items()})
    document = Document(
        symbol=str(symbol),
        slug=slug_for(symbol, title),
        kind=DocumentKind.REPORT,
        title=title,
        issuer=report.owner.party,
        date=on,
        original_language=language,
        audience=report.audience,
        state=DocumentState.DRAFT,
    )
    keep(document, by=by, reason=reason)
    for code in LANGUAGES:
        status = VersionStatus.ORIGINAL if code == language else VersionStatus.OFFICIAL
        keep(LanguageVersion(document=document, language=code, status=status), by=by, reason=reason)
    if report.revises is not None and report.revises.document is not None:
        relation = {"kind": RelationKind.REVISES, "to": report.revises.document}
        keep(DocumentRelation(document=document, **relation), by=by, reason=reason)
    return document

"""Bring a file into a register, step by step; each step can be left and taken up again."""

from __future__ import annotations

import io
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words, table
from secretariat.core.files import attached, open_file
from secretariat.core.pages import Action, BoardPage, ConfirmPage, FormPage, ListPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.resources import Resource
from secretariat.core.uploads import is_too_large
from secretariat.exchange import rules, tasks
from secretariat.exchange.choices import FileFormat, ImportState, Verdict
from secretariat.exchange.columns import IMPORTS, PREVIEWS, lines_of
from secretariat.exchange.file_rows import headings_of_file, progress_of, rows_below_headings
from secretariat.exchange.forms import BringForm, ColumnsForm, SheetForm, ValuesForm
from secretariat.exchange.models import Import
from secretariat.exchange.services import imports
from secretariat.exchange.targets import register_words
from secretariat.exchange.verdicts import Judged, read_plan
from secretariat.exchange.writing import KINDS, Sheet, write_xlsx

SHOWN_AT_ONCE = 100  # rows of a preview on one page
AT_WORK = (ImportState.CHECKING, ImportState.APPLYING)


class ImportsPage(ListPage):
    """The files that somebody brought."""

    rule = rules.may_import
    title = gettext_lazy("Imports")
    sub = gettext_lazy("Files that you brought into registers. Nobody else sees them.")
    columns = IMPORTS
    order = "-brought"
    empty_title = gettext_lazy("You have brought no file yet")
    empty_text = gettext_lazy(
        "Download a register as XLSX, change or add rows in Excel, and bring the file back: you see what would become "
        "of each row before anything is changed."
    )

    def records(self) -> Any:
        return Import.objects.visible_to(self.viewer)

    def actions(self) -> list[Action]:
        return [
            Action(_("Exports"), reverse("exports")),
            Action(_("Bring a file"), reverse("import-new"), primary=True),
        ]


class NewImportPage(FormPage):
    """Bring a file."""

    rule = rules.may_import
    title = gettext_lazy("Bring a file")
    intro = gettext_lazy("Next you say what its columns hold, and see what would become of each row.")
    submit_label = gettext_lazy("Read the file")
    done = gettext_lazy("The file was read. Nothing is changed yet.")
    form_class = BringForm

    def crumbs(self) -> list[Crumb]:
        return [(_("Imports"), reverse("imports"))]

    def initial(self) -> dict[str, Any]:
        return {"register": self.request.GET.get("register", "")}

    def form_options(self) -> dict[str, Any]:
        return {"registers": rules.registers_open_to(self.viewer), "is_too_large": is_too_large(self.request)}

    def perform(self, form: Any) -> None:
        resource = next(
            each for each in rules.registers_open_to(self.viewer) if each.name == form.cleaned_data["register"]
        )
        file = form.cleaned_data["file"]
        try:
            self.made = imports.bring_file(file.read(), file.name, resource, by=self.viewer)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error

    def done_url(self) -> str:
        return reverse("import-map", args=(self.made.pk,)) if hasattr(self, "made") else reverse("imports")


class OneImport(Page):
    """What is about one import of one's own. SECURITY: another's is answered as one that is not there."""

    abstract = True
    rule = rules.may_import
    subject: Import

    def load(self) -> None:
        self.subject = get_object_or_404(Import.objects.visible_to(self.viewer), pk=self.kwargs["id"])

    @property
    def resource(self) -> Resource:
        return imports.resource_of_import(self.subject)

    def crumbs(self) -> list[Crumb]:
        return [(_("Imports"), reverse("imports")), (self.subject.file_name, self.subject.get_absolute_url())]

    def carry_on(self) -> None:
        """Check or apply now where the file is short, else leave it to the worker."""
        is_long = self.subject.sheets[self.subject.sheet]["rows"] > imports.LARGE
        if self.subject.state == ImportState.CHECKING and is_long:
            tasks.check_import.enqueue(str(self.subject.pk))
        elif self.subject.state == ImportState.CHECKING:
            imports.check_rows(self.subject, by=self.viewer, on=self.today)
        elif self.subject.state == ImportState.APPLYING and is_long:
            tasks.apply_import.enqueue(str(self.subject.pk))
        elif self.subject.state == ImportState.APPLYING:
            imports.apply_rows(self.subject, by=self.viewer, on=self.today)

    def refuse_over(self) -> None:
        """Send who comes too late to what became of the import."""
        if self.subject.state in imports.DONE:
            raise Http404


class StepPage(OneImport, FormPage):
    """A step on the way."""

    abstract = True
    rule = rules.may_import

    def load(self) -> None:
        super().load()
        self.refuse_over()

    def done_url(self) -> str:
        return self.subject.get_absolute_url()

    def cancel_url(self) -> str:
        return reverse("imports")


class SheetPage(StepPage):
    """Choose another sheet or row of headings than was guessed."""

    rule = rules.may_import
    title = gettext_lazy("Sheet and headings")
    submit_label = gettext_lazy("Take this sheet")
    form_class = SheetForm

    def initial(self) -> dict[str, Any]:
        return {"sheet": self.subject.sheet, "heading_row": self.subject.heading_row}

    def form_options(self) -> dict[str, Any]:
        return {"import_": self.subject}

    def perform(self, form: Any) -> None:
        imports.choose_sheet(self.subject, **form.cleaned_data, by=self.viewer)

    def done_url(self) -> str:
        return reverse("import-map", args=(self.subject.pk,))


class MapPage(StepPage):
    """Say what the columns hold."""

    rule = rules.may_import
    template_name = "exchange/map.html"
    title = gettext_lazy("What the columns hold")
    intro = gettext_lazy("Guessed from the headings, and from what was said of such files before. Mend what is wrong.")
    submit_label = gettext_lazy("Check the rows")
    done = gettext_lazy("What the columns hold is remembered for such files.")
    form_class = ColumnsForm

    def form_options(self) -> dict[str, Any]:
        headings = headings_of_file(self.subject)
        samples = [""] * len(headings)
        for _number, cells in islice(rows_below_headings(self.subject), 20):
            for place, cell in enumerate(cells[: len(samples)]):
                samples[place] = samples[place] or str(cell or "")[:60]
        return {"import_": self.subject, "resource": self.resource, "headings": headings, "samples": samples}

    def perform(self, form: Any) -> None:
        empties = form.cleaned_data["empties"]
        self.subject = imports.say_columns(self.subject, form.columns(), empties=empties, by=self.viewer)
        self.carry_on()

    def get_context(self) -> dict[str, Any]:
        sheet = self.subject.sheets[self.subject.sheet]
        return {
            **super().get_context(),
            "import": self.subject,
            "sheet": sheet,
            "register": register_words(self.subject.register),
            "sheet_url": reverse("import-sheet", args=(self.subject.pk,)),
        }


class ValuesPage(StepPage):
    """Say what words mean that match nothing here."""

    rule = rules.may_import
    title = gettext_lazy("Words that match nothing")
    intro = gettext_lazy(
        "Say what each means here: it is remembered for this register, and the rows are checked again."
    )
    submit_label = gettext_lazy("Check again")
    done = gettext_lazy("What the words mean is remembered for this register.")
    form_class = ValuesForm

    def form_options(self) -> dict[str, Any]:
        return {"import_": self.subject, "resource": self.resource, "viewer": self.viewer}

    def perform(self, form: Any) -> None:
        self.subject = imports.say_values(self.subject, form.meanings(), by=self.viewer)
        self.carry_on()


class ImportPage(OneImport, BoardPage):
    """How far an import has come: what would become of each row, or what became of them."""

    rule = rules.may_import
    template_name = "exchange/import.html"

    def crumbs(self) -> list[Crumb]:
        return [(_("Imports"), reverse("imports"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.subject.state == ImportState.READ:
            return HttpResponseRedirect(reverse("import-map", args=(self.subject.pk,)))
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        import_ = self.subject
        steps = ("values", "map", "apply", "leave", "resume", "objections", "file")
        context = {
            **super().get_context(),
            "title": import_.file_name,
            "sub": register_words(import_.register),
            "import": import_,
            "at_work": import_.state in AT_WORK,
            "urls": {step: reverse(f"import-{step}", args=(import_.pk,)) for step in steps},
        }
        if import_.state in AT_WORK:
            return {**context, "progress": progress_of(import_)}
        return {**context, **self._preview()} if import_.plan_key else context

    def _preview(self) -> dict[str, Any]:
        counts = self.subject.counts
        present = [verdict for verdict in Verdict if counts.get(verdict)]
        asked = self.request.GET.get("show", "")
        shown = Verdict(asked) if asked in present else (present[0] if present else Verdict.SAME)
        some, following = self._rows(shown)
        columns = PREVIEWS[shown]
        writes = counts.get(Verdict.MADE, 0) + counts.get(Verdict.CHANGED, 0)
        return {
            "tabs": [self._tab(verdict, current=verdict == shown) for verdict in Verdict],
            "preview": table(columns, list(lines_of(some))),
            "next_url": f"?show={shown}&after={following}" if following else "",
            "refused": counts.get(Verdict.REFUSED, 0),
            "total": sum(counts.values()),
            "writes": writes,
            "unmatched": sum(map(len, self.subject.unmatched.values())),
            "may_apply": bool(writes) and not counts.get(Verdict.REFUSED) and self.subject.state == ImportState.CHECKED,
            "formulas": self.subject.sheets[self.subject.sheet].get("formulas", 0),
            "is_applied": self.subject.state == ImportState.APPLIED,
        }

    def _tab(self, verdict: Verdict, *, current: bool) -> dict[str, Any]:
        count = self.subject.counts.get(verdict, 0)
        return {"label": self._said(verdict), "note": str(count), "url": f"?show={verdict}", "current": current}

    def _said(self, verdict: Verdict) -> str:
        done = {Verdict.MADE: _("made"), Verdict.CHANGED: _("changed")}
        applied = self.subject.state == ImportState.APPLIED
        return done.get(verdict, str(verdict.label)) if applied else str(verdict.label)

    def _rows(self, shown: Verdict) -> tuple[list[Judged], int]:
        """Return some rows of a verdict after the one asked, and the number after which more follow; 0 for none."""
        asked = self.request.GET.get("after", "")
        after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
        rows = (each for each in read_plan(self.subject.plan_key) if each.verdict == shown and each.number > after)
        some = list(islice(rows, SHOWN_AT_ONCE + 1))
        more = len(some) > SHOWN_AT_ONCE
        return some[:SHOWN_AT_ONCE], some[SHOWN_AT_ONCE - 1].number if more else 0


class ApplyPage(OneImport, ConfirmPage):
    """Take in what the preview shows, all or nothing."""

    rule = rules.may_import
    title = gettext_lazy("Take the rows in")
    submit_label = gettext_lazy("Take them in")
    done = gettext_lazy("All rows are taken in, or, where something changed meanwhile, none: see below.")

    @property
    def question(self) -> Words:  # type: ignore[override]
        made, changed = (self.subject.counts.get(each, 0) for each in (Verdict.MADE, Verdict.CHANGED))
        return _("Make %(made)s records and change %(changed)s?") % {"made": made, "changed": changed}

    def consequences(self) -> list[Words]:
        return [
            _("All of it is done in one step, or nothing of it."),
            _("A record that somebody changed after the preview stops it; you are told which."),
            _("Each change stands in the history of its record with your name and the reason."),
        ]

    def perform(self, form: Any) -> None:
        self.subject = imports.ask_to_apply(self.subject, reason=form.cleaned_data["reason"], by=self.viewer)
        self.carry_on()


class LeavePage(OneImport, ConfirmPage):
    """Leave an import."""

    rule = rules.may_import
    title = gettext_lazy("Leave this import")
    question = gettext_lazy("Leave this import, and remove its file?")
    submit_label = gettext_lazy("Leave it")
    done = gettext_lazy("Left. Nothing was changed.")

    def consequences(self) -> list[Words]:
        return [_("Nothing in the register is changed."), _("The file and the preview are removed.")]

    def perform(self, form: Any) -> None:
        imports.leave_import(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return reverse("imports")


class ResumePage(OneImport):
    """Check again, or begin once more what was broken off."""

    rule = rules.may_import

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.state == ImportState.CHECKED:
            self.subject = imports.check_again(self.subject, by=self.viewer)
        self.carry_on()
        return HttpResponseRedirect(self.subject.get_absolute_url())


class ObjectionsPage(OneImport):
    """The rows once more, with what is wrong beside each."""

    rule = rules.may_import

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.subject.plan_key:
            raise Http404
        headings, rows = imports.with_objections(self.subject)
        about = [
            (_("File"), self.subject.file_name),
            (_("Rows with objections"), str(self.subject.counts.get(Verdict.REFUSED, 0))),
        ]
        into = io.BytesIO()
        widths = [18] * (len(headings) - 1) + [80]
        write_xlsx(Sheet(_("Rows"), _("About this file"), about, headings, (cells for _n, cells in rows), widths), into)
        into.seek(0)
        return attached(into, name=_("objections.xlsx"), kind=KINDS[FileFormat.XLSX])


class ImportFilePage(OneImport):
    """The file as it was brought."""

    rule = rules.may_import

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.subject.file_key:
            raise Http404
        file = open_file(self.subject.file_key)
        return attached(
            file, name=f"{self.subject.register}.{self.subject.kind}", kind=KINDS[FileFormat(self.subject.kind)]
        )

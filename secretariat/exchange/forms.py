"""Forms of imports and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from secretariat.core.resources import Fact, Resource
from secretariat.core.viewer import Viewer
from secretariat.exchange.cells import choices_of, visible_others
from secretariat.exchange.choices import Empties, FileFormat
from secretariat.exchange.guessing import folded
from secretariat.exchange.models import Import
from secretariat.exchange.reading import BOUNDS, too_large
from secretariat.exchange.targets import label_of, register_words, told_targets, writable_facts

NEAREST = 60  # records offered for a word that matches nothing, the likeliest first


class DownloadForm(forms.Form):
    """How a list is wanted."""

    of = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    format = forms.ChoiceField(label=_("As"), choices=FileFormat.choices, widget=forms.RadioSelect)
    all_languages = forms.BooleanField(
        label=_("Words in all four languages, a column for each"),
        help_text=_("Otherwise in the language you read these pages in."),
        required=False,
    )
    bare = forms.BooleanField(
        label=_("CSV without the lines at its head"),
        help_text=_("For programs: the first line is then the headings. XLSX has its head on a sheet of its own."),
        required=False,
    )


class BringForm(forms.Form):
    """A file, and the register it is about."""

    register = forms.ChoiceField(label=_("Register"), help_text=_("What the rows of the file are."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, up to 10 MiB and 50,000 rows. Nothing is changed until you say so."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args: Any, registers: Sequence[Resource], is_too_large: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_too_large:  # the upload was ended, so that there is no file to speak of
            self.fields["file"].error_messages["required"] = too_large()
        names = sorted(((each.name, register_words(each.name)) for each in registers), key=lambda each: each[1])
        self.fields["register"].choices = names  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > BOUNDS.size:
            raise ValidationError(too_large())
        return file


class SheetForm(forms.Form):
    """Which sheet of the file, and where its headings stand."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int, widget=forms.RadioSelect)
    heading_row = forms.IntegerField(
        label=_("Row of headings"),
        min_value=1,
        max_value=BOUNDS.rows,
        help_text=_("The row that names the columns, as the spreadsheet counts. What stands above it is not taken."),
    )

    def __init__(self, *args: Any, import_: Import, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (place, _now("%(name)s (%(rows)s rows)") % each) for place, each in enumerate(import_.sheets)
        ]


class ColumnsForm(forms.Form):
    """What each column of the file holds."""

    def __init__(
        self,
        *args: Any,
        import_: Import,
        resource: Resource,
        headings: Sequence[str],
        samples: Sequence[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = [("", _now("not taken in")), *((target.name, target.label) for target in told_targets(resource))]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                required=False,
                choices=choices,
                initial=import_.columns.get(str(place), ""),
                help_text=_now("for example: %(cell)s") % {"cell": samples[place]} if samples[place] else "",
            )
        self.fields["empties"] = forms.ChoiceField(
            label=_now("Of records that are there already"),
            choices=Empties.choices,
            initial=import_.empties,
            widget=forms.RadioSelect,
        )

    def columns(self) -> dict[int, str]:
        """Return what each column holds, by its place."""
        chosen = {name: said for name, said in self.cleaned_data.items() if name.startswith("column_")}
        return {int(name.removeprefix("column_")): said for name, said in chosen.items()}


class ValuesForm(forms.Form):
    """What words of a file mean that match nothing here."""

    def __init__(self, *args: Any, import_: Import, resource: Resource, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        facts = writable_facts(resource)
        self.words: dict[str, tuple[str, str]] = {}
        for fact_name, words in import_.unmatched.items():
            if fact_name not in facts:
                continue
            fact = facts[fact_name]
            known = (
                choices_of(fact)
                if fact.to is None
                else {str(each.pk): str(each) for each in visible_others(fact, viewer)}
            )
            for word, count in words.items():
                name = f"value_{len(self.words)}"
                self.words[name] = (fact_name, word)
                self.fields[name] = forms.ChoiceField(
                    label=f"{label_of(resource, fact)}: “{word}”",
                    help_text=_now("in %(count)s rows") % {"count": count},
                    required=False,
                    choices=[("", _now("nothing: leave the objection")), *_nearest(word, known)],
                )

    def meanings(self) -> dict[tuple[str, str], str]:
        """Return what was said of words, by fact and word."""
        said = {self.words[name]: meaning for name, meaning in self.cleaned_data.items() if name in self.words}
        return {word: meaning for word, meaning in said.items() if meaning}


def _meanings(fact: Fact, viewer: Viewer) -> dict[Any, str]:
    """Return what a word may mean: the choices of a fact, or the records it may refer to."""
    if fact.to is None:
        return choices_of(fact)
    return {str(each.pk): str(each) for each in visible_others(fact, viewer)}


def _nearest(word: str, known: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return what a word may mean, the likeliest first."""
    order = process.extract(
        folded(word), {key: folded(each) for key, each in known.items()}, scorer=fuzz.WRatio, limit=NEAREST
    )
    return [(str(key), known[key]) for _words, _score, key in order]

"""Words in four languages: the value, the field that keeps it, and how to sort and filter by one language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable, Func
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("en", "es", "pt", "fr")
FALLBACK = ("en", "es", "fr", "pt")


def current_language() -> str:
    """Return the reader's language, one of the four."""
    code = (get_language() or "en").split("-")[0]
    return code if code in LANGUAGES else "en"


class Labels(Mapping[str, str]):
    """The same words in up to four languages; a value that does not change.

    ``ours`` names the languages in which the wording is a translation of our own, not an official one.
    """

    __slots__ = ("_stored", "_words", "ours")
    _stored: str
    _words: dict[str, str]
    ours: tuple[str, ...]

    def __init__(self, words: Mapping[str, str] | None = None, ours: tuple[str, ...] = ()) -> None:
        given = words or {}
        self._words = {code: str(given[code]) for code in LANGUAGES if given.get(code)}
        self.ours = tuple(code for code in LANGUAGES if code in ours and code in self._words)

    @classmethod
    def unread(cls, stored: str) -> Self:
        """Return the words of a text of JSON as the database keeps it, which is read when somebody first asks.

        A list fetches many more words than it shows.
        """
        made = cls.__new__(cls)
        made._stored = stored  # noqa: SLF001 - its own
        return made

    def __getattr__(self, name: str) -> Any:
        """Read what the database keeps; only asked while there are no words yet."""
        if name not in {"_words", "ours"}:
            raise AttributeError(name)
        words = json.loads(self._stored)
        Labels.__init__(self, words, tuple(words.get("ours", ())))
        return getattr(self, name)

    def __getitem__(self, code: str) -> str:
        return self._words[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash((tuple(self._words.items()), self.ours))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Labels) and self._words == other._words and self.ours == other.ours

    def __str__(self) -> str:
        return self.in_language(current_language())

    def __repr__(self) -> str:
        return f"Labels({self._words!r})"

    def in_language(self, code: str) -> str:
        """Return the words in ``code``, or in the first language that has them."""
        return next((self._words[each] for each in (code, *FALLBACK) if each in self._words), "")

    def missing(self) -> tuple[str, ...]:
        """Return the languages that have no words yet; none if there are no words at all."""
        return tuple(code for code in LANGUAGES if code not in self._words) if self._words else ()

    def stored(self) -> dict[str, Any]:
        """Return what the database keeps."""
        return {**self._words, **({"ours": list(self.ours)} if self.ours else {})}


def reworded(now: Any, new: Any) -> Any:
    """Return new words by language; where they are as before, a translation of ours stays marked as ours."""
    if not isinstance(now, Labels) or not isinstance(new, Labels):
        return new
    return Labels(new, tuple(code for code in now.ours if new.get(code) == now[code]))


@dataclass(frozen=True)
class Wording:
    """Some words in one language: which, in what words, and whether the translation is ours."""

    code: str
    language: str
    words: str
    is_ours: bool


def wordings(labels: Labels) -> list[Wording]:
    """Return the words of ``labels`` language by language, each language under its own name."""
    known = [(code, name) for code, name in settings.LANGUAGES if code in labels]
    return [Wording(code, str(name), labels[code], code in labels.ours) for code, name in known]


def label_in(field: str, language: str) -> Combinable:
    """Return the words of ``field`` in ``language``, falling back as the reader would see them."""
    order = (language, *(code for code in FALLBACK if code != language))
    words = [NullIf(KeyTextTransform(code, field), models.Value("")) for code in order]
    return Coalesce(*words, models.Value(""), output_field=models.TextField())


ACCENTED = "áàâãäåÁÀÂÃÄÅéèêëÉÈÊËíìîïÍÌÎÏóòôõöøÓÒÔÕÖØúùûüÚÙÛÜñÑçÇ"
PLAIN = "aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooooouuuuuuuunncc"


def alphabetical(field: str) -> Combinable:
    """Return what sorts by the words of ``field`` as the reader sees them; for lists of some hundred rows."""
    return folded(label_in(field, current_language()))


def folded(words: Any) -> Combinable:
    """Return words for sorting: accented letters among the plain ones, small and capital alike, on every database."""
    plain = Func(words, models.Value(ACCENTED), models.Value(PLAIN), function="TRANSLATE")
    return Lower(plain, output_field=models.TextField())


class TranslatedWidget(forms.MultiWidget):
    """One input for each language, each with its own label and ``lang``."""

    template_name = "parts/translated_input.html"

    def __init__(self, *, long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        each = forms.Textarea if long else forms.TextInput
        extra = {"rows": 3} if long else {}
        super().__init__({code: each(attrs={"lang": code, **extra}) for code in LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        words = value if isinstance(value, Labels) else Labels(value or {})
        return [words.get(code, "") for code in LANGUAGES]


class TranslatedFormField(forms.MultiValueField):
    """Four inputs that make one value; at least one language is needed when the field is required."""

    widget = TranslatedWidget

    def __init__(self, *, long: bool = False, max_length: int | None = None, **options: Any) -> None:
        fields = [forms.CharField(required=False, max_length=max_length) for _code in LANGUAGES]
        options.pop("encoder", None)
        options.pop("decoder", None)
        options.setdefault("widget", TranslatedWidget(long=long))
        super().__init__(fields, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> Labels:
        return Labels(dict(zip(LANGUAGES, data_list, strict=False)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial if isinstance(initial, Labels) else Labels(initial or {})
        return dict(before) != {code: word for code, word in zip(LANGUAGES, data or [], strict=False) if word}


class TranslatedField(models.JSONField):
    """A column of words in four languages (jsonb on PostgreSQL); its value is always ``Labels``."""

    description = _("Words in four languages")

    def __init__(self, *args: Any, long: bool = False, **options: Any) -> None:
        self.long = long
        options.setdefault("default", Labels)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        if self.long:
            options["long"] = True
        return name, path, args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, str) and value.startswith("{") and not isinstance(expression, KeyTransform):
            return Labels.unread(value)
        stored = super().from_db_value(value, expression, connection)
        return self.to_python(stored) if stored is None or isinstance(stored, dict) else stored

    def to_python(self, value: Any) -> Labels:
        if isinstance(value, Labels):
            return value
        if value is None:
            return Labels()
        if isinstance(value, Mapping):
            return Labels(value, tuple(value.get("ours", ())))
        raise ValidationError(_("Words are given by language."), code="invalid")

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.stored() if isinstance(value, Labels) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        return super().get_db_prep_value(value.stored() if isinstance(value, Labels) else value, connection, prepared)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value.stored() if isinstance(value, Labels) else value, model_instance)
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_to_string(self, obj: Any) -> Any:
        return self.value_from_object(obj).stored()

    def formfield(self, **options: Any) -> Any:
        return models.Field.formfield(self, form_class=TranslatedFormField, long=self.long, **options)

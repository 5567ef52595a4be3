"""Forms of topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic


class TopicForm(ReasonForm):
    """What a topic is called, of which kind it is, and of what it is part."""

    label = TranslatedFormField(
        label=gettext_lazy("Label"), help_text=gettext_lazy("What it is called."), max_length=120
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("choose")), *TopicKind.choices])
    parent = forms.ModelChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Part of"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("none: it stands by itself"),
        help_text=gettext_lazy("The wider subject; the list has two levels."),
    )
    field_order: tuple[str, ...] = ("label", "kind", "parent", "reason")

    def __init__(self, *args: Any, wider: QuerySet[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = wider.order_by(alphabetical("label"))  # type: ignore[attr-defined]


class NewTopicForm(TopicForm):
    """A topic to add."""

    slug = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Names it in addresses and never changes; made from the label where you leave it empty."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stays on record with your name and the day."),
        max_length=2000,
        required=False,
    )
    field_order = ("label", "kind", "parent", "slug", "reason")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "slug" in said and said.get("label"):
            said["slug"] = said["slug"] or slugify(said["label"].in_language("en"))[:80].strip("-")
            if not said["slug"]:
                self.add_error("slug", _("No key can be made from these words: write one."))
            elif Topic.objects.filter(slug=said["slug"]).exists():
                words = _("A topic has the key “%(key)s” already: choose another.") % {"key": said["slug"]}
                self.add_error("slug", ValidationError(words))
        return said

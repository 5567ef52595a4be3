"""What people choose of notices."""

from __future__ import annotations

from typing import Any

from django import forms

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, kinds
from secretariat.core.viewer import Viewer


class WaysForm(forms.Form):
    """How to learn of each kind of notice that the person can get."""

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in kinds():
            if kind.rule.test(viewer):
                self.fields[kind.name] = _field(kind)


def _field(kind: Kind) -> forms.ChoiceField:
    return forms.ChoiceField(label=str(kind.label), help_text=str(kind.help), choices=Way.choices)

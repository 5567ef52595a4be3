"""What was found as HTML: hits, hits under a box, and the values of a filter; written as rows of tables are."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from secretariat.search.results import Hit, Value, Words

register = template.Library()


@register.simple_tag
def hit_rows(hits: Iterable[Hit]) -> SafeString:
    """Write hits as the items of a list."""
    # SECURITY: every word that comes from a record passes _escaped before it stands here.
    return SafeString("".join(f"<li data-row>{_hit(hit)}</li>" for hit in hits))


@register.simple_tag
def quick_hit_rows(hits: Iterable[Hit]) -> SafeString:
    """Write hits as the items of a list under a box."""
    # SECURITY: as above.
    return SafeString("".join(f"<li>{_quick_hit(hit)}</li>" for hit in hits))


@register.simple_tag
def value_rows(values: Iterable[Value]) -> SafeString:
    """Write the values of a filter as the items of a list."""
    # SECURITY: as above.
    return SafeString("".join(f"<li>{_value(value)}</li>" for value in values))


def _hit(hit: Hit) -> str:
    head = f'<a href="{_escaped(hit.url)}">{_escaped(hit.name)}</a> <span class="kind">{_escaped(hit.kind)}</span>'
    words = _words("p", hit.title, css="hit-title") + _words("p", hit.passage, css="passage")
    return f'<div class="hit-head">{head}</div>{words}'


def _quick_hit(hit: Hit) -> str:
    words = f'<b>{_escaped(hit.name)}</b> <span class="kind">{_escaped(hit.kind)}</span>{_words("small", hit.title)}'
    return f'<a href="{_escaped(hit.url)}">{words}</a>'


def _words(element: str, words: Words | None, *, css: str = "") -> str:
    """Write words with marks on what was looked for; nothing where there are none."""
    if words is None:
        return ""
    spans = "".join(
        f"<mark>{_escaped(each.text)}</mark>" if each.is_marked else _escaped(each.text) for each in words.spans
    )
    name = f' class="{css}"' if css else ""
    return f'<{element}{name} lang="{_escaped(words.language)}">{spans}</{element}>'


def _value(value: Value) -> str:
    label = f"<span>{_escaped(capfirst(value.label))}</span>"
    if not value.is_set:
        return f'<a href="{_escaped(value.url)}">{label}<span class="count">{value.count}</span></a>'
    said = _escaped(_("remove this filter"))
    off = f'<span class="off" aria-hidden="true">×</span><span class="for-readers">{said}</span>'
    return f'<a href="{_escaped(value.url)}" aria-current="true">{label}{off}</a>'


def _escaped(words: Any) -> str:
    return escape(str(words))

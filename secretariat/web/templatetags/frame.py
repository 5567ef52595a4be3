"""Parts of the frame that are the same on every page in a language: written once in a process, then kept."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from secretariat.core.languages import current_language
from secretariat.web.context import doors, footer_links

register = template.Library()


@register.simple_tag
def frame_part(name: str) -> SafeString:
    """Write ``parts/NAME.html``, which may depend on the language alone."""
    return _written(f"parts/{name}.html", current_language())


@register.simple_tag(takes_context=True)
def doors_part(context: template.Context) -> SafeString:
    """Write the doors, the one of this page marked; none on a page that knows no reader."""
    viewer = context.get("viewer")
    if viewer is None:
        return SafeString()
    return _doors(current_language(), str(context.get("door", "")), is_signed_in=viewer.is_signed_in)


@lru_cache(maxsize=64)
def _written(name: str, language: str) -> SafeString:
    return render_to_string(name, {"footer_links": footer_links()})


@lru_cache(maxsize=256)
def _doors(language: str, door: str, *, is_signed_in: bool) -> SafeString:
    return render_to_string("parts/doors.html", {"doors": doors(is_signed_in=is_signed_in), "door": door})

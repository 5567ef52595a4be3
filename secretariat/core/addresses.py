"""Addresses of records: a list writes some hundred, many of them again and again."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

FOR_PROGRAMS = "/api/"
REMEMBERED = 20_000  # about 5 MB in a process


def address_of(name: str, *keys: Hashable) -> str:
    """Return the address of the page of this name for a record. Errors: NoReverseMatch."""
    return _address(get_script_prefix(), name, keys)


@lru_cache(maxsize=REMEMBERED)
def _address(prefix: str, name: str, keys: tuple[Hashable, ...]) -> str:
    return reverse(name, args=keys)


def is_for_programs(request: HttpRequest) -> bool:
    """Tell whether a request asks below the address of the API, where every failure is told as a problem."""
    return request.path_info.startswith(FOR_PROGRAMS)

"""Numbers of paragraphs in addresses."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from secretariat.documents.converters import ParagraphNumber

CONVERTER = ParagraphNumber()
NUMBERS = st.text(min_size=1, max_size=40)


@pytest.mark.parametrize("number", ["4.b", "109", "II.A.10", "4(b)", "(a)", "intro.4", "unnumbered", "12_1", "3-bis"])
def test_usual_number_stands_in_its_address_as_it_is(number: str) -> None:
    assert CONVERTER.to_url(number) == number


@given(NUMBERS)
def test_any_number_comes_back_from_its_address(number: str) -> None:
    assert CONVERTER.to_python(CONVERTER.to_url(number)) == number


@given(NUMBERS)
def test_address_of_any_number_has_letters_that_are_safe_there(number: str) -> None:
    address = CONVERTER.to_url(number)
    assert re.fullmatch(CONVERTER.regex, address) is not None
    assert not address.startswith(".")


@given(NUMBERS, NUMBERS)
def test_two_numbers_never_share_an_address(one: str, other: str) -> None:
    assert (CONVERTER.to_url(one) == CONVERTER.to_url(other)) == (one == other)


@pytest.mark.parametrize("address", ["4~2e~b", "~110000~", "~ffffff~", "~d800", "~41~"])
def test_address_that_no_number_has_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=re.escape(address) + "|chr"):
        CONVERTER.to_python(address)


@pytest.mark.parametrize("number", ["4.b", "4 bis", "4/b", "§ 4", "..", "1°", "~"])
def test_route_of_a_paragraph_leads_back_to_its_number(number: str) -> None:
    found = resolve(reverse("paragraph", args=("ag-res-1", number)))
    assert (found.url_name, found.kwargs) == ("paragraph", {"slug": "ag-res-1", "number": number})

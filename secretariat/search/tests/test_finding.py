"""Words find what they mean, in four languages, however they are typed; symbols find what they name, first."""

from __future__ import annotations

import pytest

from secretariat.documents.models import Document, Paragraph
from secretariat.parties.models import Party
from secretariat.plans.models import Activity
from secretariat.search.asking import PASSAGE, Marker
from secretariat.search.index import FOLDED
from secretariat.search.tests.conftest import Find
from secretariat.search.words import pieces, reduced, typed_words

# Each pair is one word in two forms or two spellings; whoever types the left finds what holds the right.
PAIRS = {
    "en": [
        ("ports", "port"), ("trainings", "training"), ("trained", "training"), ("policies", "policy"),
        ("assistances", "assistance"), ("cooperated", "cooperating"), ("states", "State"), ("naive", "naïve"),
    ],
    "es": [
        ("capacitacion", "capacitación"), ("capacitaciones", "capacitación"), ("capacitación", "capacitaciones"),
        ("puertos", "puerto"), ("niño", "niños"), ("ninos", "niños"), ("cibernetica", "cibernética"),
        ("ciberneticos", "cibernético"), ("paises", "países"), ("país", "países"), ("cooperacion", "cooperación"),
        ("evaluaciones", "evaluación"), ("seguridades", "seguridad"),
    ],
    "pt": [
        ("avaliacao", "avaliação"), ("avaliacoes", "avaliação"), ("avaliação", "avaliações"), ("regioes", "região"),
        ("região", "regiões"), ("regiao", "regiões"), ("nacoes", "nação"), ("capacitacao", "capacitações"),
        ("acao", "ações"), ("seguranca", "segurança"), ("países", "pais"), ("cibernetica", "cibernéticas"),
        ("orgaos", "órgão"), ("cooperacao", "cooperação"),
    ],
    "fr": [
        ("securite", "sécurité"), ("sécurités", "sécurité"), ("evaluation", "évaluations"), ("etats", "États"),
        ("controle", "contrôles"), ("formations", "formation"), ("frontalier", "frontaliers"),
        ("cooperations", "coopération"), ("francaise", "français"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "typed", "printed"), [(code, *pair) for code, pairs in PAIRS.items() for pair in pairs]
)
def test_golden_pairs(language: str, typed: str, printed: str) -> None:
    standing = set(reduced.__wrapped__(printed, language)[:1])  # the index reduces the word as it stands
    assert standing & set(reduced(typed, language)) == standing


@pytest.mark.parametrize(("language", "one", "other"), [
    ("en", "port", "portal"), ("en", "police", "policy"), ("es", "puerto", "portal"), ("pt", "nação", "nacional"),
    ("fr", "état", "étage"),
])  # fmt: skip
def test_different_words_stay_different(language: str, one: str, other: str) -> None:
    assert set(reduced(one, language)) & set(reduced(other, language)) == set()


def first_found(find: Find, typed: str, who: str = "anyone") -> str:
    return find(typed, who).keys[0]


@pytest.mark.parametrize("typed", [
    "2619 4b", "2619 4.b", "AG/RES. 2619 (XLI-O/11) 4.b", "ag/res 2619 4(b)", "AG/RES.2619, 4 b",
    "ＡＧ／ＲＥＳ. 2619 4.b",
])  # fmt: skip
def test_a_paragraph_is_found_by_its_symbol_first(find: Find, typed: str) -> None:
    paragraph = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    assert first_found(find, typed) == f"paragraph:{paragraph.pk}"


@pytest.mark.parametrize(("typed", "symbol", "number"), [
    ("EO 16-01 III.B.1", "EO 16-01 Rev. 1", "III.B.1"),
    ("eo 16-01 iii b 1", "EO 16-01 Rev. 1", "III.B.1"),
    ("EO 16-01 Rev. 1 II.A.10", "EO 16-01 Rev. 1", "II.A.10"),
])  # fmt: skip
def test_a_function_is_found_by_its_address_first(find: Find, typed: str, symbol: str, number: str) -> None:
    paragraph = Paragraph.objects.get(document__symbol=symbol, number=number)
    assert first_found(find, typed) == f"paragraph:{paragraph.pk}"


@pytest.mark.parametrize(("typed", "symbol"), [
    ("CICTE/doc.5/16", "CICTE/doc.5/16"), ("cicte doc 5 16", "CICTE/doc.5/16"), ("doc.5/16", "CICTE/doc.5/16"),
    ("2619", "AG/RES. 2619 (XLI-O/11)"), ("AG/RES. 2735", "AG/RES. 2735 (XLII-O/12)"), ("1373", "S/RES/1373 (2001)"),
    ("S/RES/1540", "S/RES/1540 (2004)"), ("CICTE/DEC.1/13", "CICTE/DEC.1/13"),
])  # fmt: skip
def test_a_document_is_found_by_its_symbol_first(find: Find, typed: str, symbol: str) -> None:
    assert first_found(find, typed) == f"document:{Document.objects.get(symbol=symbol).pk}"


def test_acronyms_find_who_bears_them_first(find: Find) -> None:
    for party in Party.objects.exclude(acronym="").exclude(kind="person"):
        if Party.objects.filter(acronym__iexact=party.acronym).count() > 1:
            continue
        keys = find(party.acronym, "planning_officer").keys[:3]
        own = {str(each.pk) for each in (party, getattr(party, "unit", None), getattr(party, "body", None)) if each}
        assert {key.split(":")[1] for key in keys} & own, party.acronym


def test_a_line_is_found_by_its_address_first(find: Find) -> None:
    line = Activity.objects.get(plan__document__symbol="CICTE/doc.5/16", address="1.A.3.1")
    assert first_found(find, "1.A.3.1") == first_found(find, "CICTE/doc.5/16 1.A.3.1") == f"activity:{line.pk}"


@pytest.mark.parametrize(("typed", "other"), [
    ("seguridad cibernética", "seguridad cibernetica"), ("capacitación portuaria", "capacitacion portuaria"),
    ("segurança cibernética", "seguranca cibernetica"), ("sécurité des frontières", "securite des frontieres"),
    ("border controls", "border control"), ("the borders of the States", "border state"),
])  # fmt: skip
def test_accents_endings_and_fillers_do_not_matter(find: Find, typed: str, other: str) -> None:
    one, two = find(typed, most=200), find(other, most=200)
    assert one.count > 0
    assert not one.is_loose
    assert set(one.keys) == set(two.keys)


def test_what_is_being_typed_is_found_by_its_beginning(find: Find) -> None:
    whole = find("cybersecurity", most=500)
    begun = find("cybersec", most=500, is_typing=True)
    assert whole.count > 0
    titled = {key for key in whole.keys if key in begun.keys}
    assert len(titled) > 0
    paragraph = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    assert f"paragraph:{paragraph.pk}" in find("AG/RES. 26", most=100, is_typing=True).keys


def test_some_of_the_words_are_found_where_nothing_holds_all(find: Find) -> None:
    answer = find("terrorism zzzunknown")
    assert answer.is_loose
    assert answer.count == find("terrorism").count


@pytest.mark.parametrize("name", ["kind", "body", "unit", "topic", "state", "year", "language"])
def test_a_filter_keeps_what_its_count_said(find: Find, name: str) -> None:
    counts = find("").counts[name]
    assert len(counts) > 0
    for value, count in counts:
        assert find("", **{name: value}).count == count


@pytest.mark.parametrize("typed", [
    "*", "-a", "key:document", "visible_to:all", "visible_to:0 OR *", "a AND (", '"', '"unfinished', "[a TO z]",
    "a^1000",
    "state:*", "__state__", "key:__state__", "\\", "\0", "\0\0port", "(((((", "~2", "{!func}", "%00", "' OR 1=1 --",
    "<script>alert(1)</script>", "…—¿?¡!", "\u202e\u0000\ufeff", "🙂", "的", "a" * 1_000_000, "port " * 200_000,
    '"' * 1_000_000, "1" * 1_000_000, "é" * 1_000_000,
])  # fmt: skip
def test_what_is_typed_is_words_and_nothing_else(find: Find, typed: str) -> None:
    answer = find(typed)
    words = typed_words(typed)
    assert len(words) <= 16
    assert all("__state__" not in key for key in answer.keys)
    if words:
        assert answer.count < find("").count, "a question matched everything"


def test_signs_alone_are_no_words() -> None:
    assert [typed_words(each) for each in ("", "   ", "***", "- – …", "\0")] == [[], [], [], [], []]


def test_a_symbol_is_read_piece_by_piece() -> None:
    assert pieces("AG/RES. 2619 (XLI-O/11) 4.b") == ["ag", "res", "2619", "xli", "o", "11", "4", "b"]
    assert FOLDED.analyze("Região São-José") == ["regiao", "sao", "jose"]


def test_a_passage_of_a_long_text_is_cut_and_marked_whatever_its_letters(find: Find) -> None:
    searcher = find("evaluación").searcher
    long = "La señora añadió «ñandú» — ¿qué? " * 40 + "La evaluación de la región fue útil. " + "Después llovió. " * 60
    spans = Marker(searcher, ["evaluacion"]).passage(long, "es")
    words = "".join(span.text for span in spans)
    assert [span.text for span in spans if span.is_marked] == ["evaluación"]
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert words.removeprefix("… ").removesuffix(" …") in long
    assert len(words) <= PASSAGE + 4

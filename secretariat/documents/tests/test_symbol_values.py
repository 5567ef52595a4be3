"""What a symbol tells: its parts, its family, its doubts, its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.documents.symbols import (
    Doubt,
    Session,
    SessionKind,
    Stage,
    StageKind,
    Style,
    Symbol,
    parse_symbol,
    year_of_session,
)

REV, CORR, ADD = StageKind.REVISION, StageKind.CORRECTION, StageKind.ADDENDUM


def test_resolution_of_the_assembly_in_parts() -> None:
    symbol = parse_symbol("AG/RES. 2866 (XLIV-0/14) rev. 1 corr. 2")
    assert symbol == Symbol(
        Style.AG,
        body=("AG",),
        kind="RES",
        number=2866,
        session=Session(44, SessionKind.ORDINARY, 2014),
        stages=(Stage(REV, 1), Stage(CORR, 2)),
    )
    assert (symbol.year, symbol.session and symbol.session.roman) == (2014, "XLIV")


def test_resolution_of_the_council_in_parts() -> None:
    assert parse_symbol("CP/RES. 908 (1567/06)") == Symbol(
        Style.CP_RES, body=("CP",), kind="RES", number=908, year=2006, meeting=1567
    )


def test_document_of_a_committee_in_parts() -> None:
    assert parse_symbol("CP/CSH-1061/09 add. 1") == Symbol(
        Style.BODY_DOC, body=("CP", "CSH"), number=1061, year=2009, stages=(Stage(ADD, 1),)
    )


def test_document_on_a_shelf_in_parts() -> None:
    assert parse_symbol("OEA/Ser.G/CP/doc.1251/82 rev. 1") == Symbol(
        Style.BODY_DOC, ("CP",), "DOC", 1251, year=1982, stages=(Stage(REV, 1),), series="OEA/Ser.G"
    )


# body, kind, number, session, year
UNITED_NATIONS = {
    "A/RES/70/262": (("A",), "RES", 262, Session(70), None),
    "S/RES/1373 (2001)": (("S",), "RES", 1373, None, 2001),
    "A/RES/3314 (XXIX)": (("A",), "RES", 3314, Session(29), None),
    "A/HRC/RES/S-33/1": (("A", "HRC"), "RES", 1, Session(33, SessionKind.SPECIAL), None),
    "A/ES-10/L.23/Add.1": (("A",), "L", 23, Session(10, SessionKind.EMERGENCY), None),
    "A/S-10/AC.1/9": (("A", "AC.1"), "", 9, Session(10, SessionKind.SPECIAL), None),
    "A/C.5/78/34": (("A", "C.5"), "", 34, Session(78), None),
    "A/81/6 (Sect. 3)": (("A",), "", 6, Session(81), None),
    "E/CN.7/2016/L.2/Rev.1": (("E", "CN.7"), "L", 2, None, 2016),
    "E/RES/1946/9 (I)": (("E",), "RES", 9, Session(1), 1946),
    "ST/SG/AC.10/1/Rev.19": (("ST", "SG", "AC.10"), "", 1, None, None),
    "S/PV.4385 (Resumption 1)": (("S",), "PV", 4385, None, None),
    "UNEP/EA.2/Res.9": (("UNEP", "EA.2"), "RES", 9, None, None),
    "A/42/7/Add.1-10": (("A",), "", 7, Session(42), None),
}


@pytest.mark.parametrize(("printed", "parts"), UNITED_NATIONS.items())
def test_symbol_of_the_united_nations_in_parts(printed: str, parts: tuple[object, ...]) -> None:
    symbol = parse_symbol(printed)
    assert (symbol.body, symbol.kind, symbol.number, symbol.session, symbol.year) == parts


@pytest.mark.parametrize(
    ("written", "year"), [("48", 1948), ("99", 1999), ("00", 2000), ("16", 2016), ("47", 2047), ("1920", 1920)]
)
def test_year_of_two_digits_lies_within_1948_and_2047(written: str, year: int) -> None:
    assert parse_symbol(f"CICTE/doc.5/{written}").year == year


def test_year_that_two_digits_would_mislead_is_printed_in_full() -> None:
    assert str(Symbol(Style.BODY_DOC, ("CICTE",), "DOC", 5, year=2048)) == "CICTE/doc.5/2048"


FAMILIES = {
    "CICTE/doc.5/16 add. 1 corr. 2": ("CICTE/doc.5/16", "CICTE/doc.5/16 add. 1"),
    "EO 16-01 Rev. 1": ("EO 16-01", "EO 16-01"),
    "A/C.3/68/L.74/Rev.1/Add.2": ("A/C.3/68/L.74", "A/C.3/68/L.74/Rev.1"),
    "A/81/6 (Sect. 3)/Corr.1": ("A/81/6 (Sect. 3)", "A/81/6 (Sect. 3)"),
    "OEA/Ser.L/V/II.111 doc. 20 rev. 16": ("OEA/Ser.L/V/II.111 doc. 20", "OEA/Ser.L/V/II.111 doc. 20"),
}


@pytest.mark.parametrize(("printed", "family"), FAMILIES.items())
def test_base_and_parent_leave_stages_out(printed: str, family: tuple[str, str]) -> None:
    symbol = parse_symbol(printed)
    assert (str(symbol.base), str(symbol.parent)) == family


def test_symbol_without_stages_has_no_parent_and_is_its_own_base() -> None:
    symbol = parse_symbol("CICTE/doc.5/16")
    assert (symbol.parent, symbol.base) == (None, symbol)


DOUBTS = {
    "AG/RES. 2735 (XLII-O/12)": (),
    "AG/RES. 2735 (XLII-O/13)": (Doubt.SESSION_YEAR,),
    "AG/RES. 1 (XLVII-E/14)": (),
    "AG/RES. 2735": (Doubt.NO_SESSION,),
    "AG/RES. 2735 (XLII-O)": (Doubt.NO_YEAR,),
    "CIM/RES. 209/98 (XXIX-O/98)": (),
    "CIM/RES. 209/97 (XXIX-O/98)": (Doubt.TWO_YEARS,),
    "CIDI/RES. 5 (II-O/97)": (),
    "CP/CSH/INF.xxxx/18": (Doubt.OPEN_NUMBER,),
    "CICTE/doc.5": (Doubt.NO_YEAR,),
    "S/RES/1540": (Doubt.NO_YEAR,),
    "S/RES/1540 (2004)": (),
    "A/RES/3314": (Doubt.NO_SESSION,),
    "A/RES/70/262": (),
}


@pytest.mark.parametrize(("printed", "doubts"), DOUBTS.items())
def test_doubts_are_told_and_nothing_is_changed(printed: str, doubts: tuple[Doubt, ...]) -> None:
    symbol = parse_symbol(printed)
    assert (symbol.doubts, str(symbol)) == (doubts, printed)


def test_year_of_a_regular_session_of_the_assembly_follows_from_its_number() -> None:
    years = [year_of_session(parse_symbol(f"AG/RES. 1 ({roman}-O/99)")) for roman in ("I", "XXXVIII", "XLI", "L")]
    assert years == [1971, 2008, 2011, 2020]


def test_year_of_a_special_session_is_not_known() -> None:
    assert year_of_session(parse_symbol("AG/RES. 1 (XLVII-E/14)")) is None


SHORT = [
    ("S/RES/1540", "S/RES/1540 (2004)", True),
    ("S/RES/1540 (2004)", "S/RES/1540", False),
    ("S/RES/1540", "S/RES/1541 (2004)", False),
    ("AG/RES. 2735", "AG/RES. 2735 (XLII-O/12)", True),
    ("AG/RES. 2735 (XLII-O/13)", "AG/RES. 2735 (XLII-O/12)", False),
    ("CP/RES. 908", "CP/RES. 908 (1567/06)", True),
    ("CP/doc.1251/82 rev. 1", "OEA/Ser.G/CP/doc.1251/82 rev. 1", True),
    ("CP/doc.1251/82", "OEA/Ser.G/CP/doc.1251/82 rev. 1", False),
    ("CICTE/doc.5", "CICTE/doc.5/16", True),
    ("EO 16-01", "EO 16-01", True),
]


@pytest.mark.parametrize(("brief", "full", "is_short"), SHORT)
def test_citation_that_leaves_details_out_is_short_for_the_full_symbol(brief: str, full: str, is_short: bool) -> None:
    assert parse_symbol(brief).is_short_for(parse_symbol(full)) is is_short


SLUGS = {
    "AG/RES. 2619 (XLI-O/11)": "ag-res-2619-xli-o-11",
    "AG/RES. 1 (XLVII-E/14) rev. 1": "ag-res-1-xlvii-e-14-rev-1",
    "CCP.I/RES. 12 (IV-04)": "ccp_i-res-12-iv-04",
    "CP/RES. 908 (1567/06)": "cp-res-908-1567-06",
    "CICTE/doc.5/16": "cicte-doc-5-16",
    "CICTE/DEC.1/12 rev. 1": "cicte-dec-1-12-rev-1",
    "CP/CSH-1061/09": "cp-csh__1061-09",
    "CP/CSH/INF.xxxx/18": "cp-csh-inf-0-18",
    "EO 16-01 Rev. 1": "eo-16-01-rev-1",
    "A-66": "a__66",
    "OEA/Ser.L/X.2.16": "oea-ser-l-x-2-16",
    "OEA/Ser.L/X/2/16": "oea-ser-l-x_2_16",
    "OEA/Ser.G/CP/doc.1251/82 rev. 1": "oea-ser-g___cp-doc-1251-82-rev-1",
    "A/RES/70/262": "a-res-70-262",
    "S/RES/1373 (2001)": "s-res-1373-2001",
    "A/RES/3314 (XXIX)": "a-res-3314-xxix",
    "A/81/6 (Sect. 3)": "a-81-6___sect_3",
    "E/CN.7/2016/L.2/Rev.1": "e-cn_7-2016-l_2-rev_1",
    "FOO/BAR/7/12": "un-foo-bar-7-12",
}


@pytest.mark.parametrize(("printed", "slug"), SLUGS.items())
def test_slug_keeps_session_and_stages(printed: str, slug: str) -> None:
    assert parse_symbol(printed).slug == slug


@pytest.mark.parametrize(
    "changes",
    [
        {"body": ()},
        {"body": ("A",)},
        {"body": ("ag",)},
        {"body": ("OEA", "SER.L")},
        {"kind": "res"},
        {"kind": ""},
        {"number": 0},
        {"session": Session(0)},
        {"session": Session(400)},
        {"session": Session(4, SessionKind.SPECIAL)},
        {"meeting": 0},
        {"style": Style.CP_RES},
        {"series": "Ser.G"},
        {"stages": (Stage(REV, -1),)},
        {"body": ("A" * 60, "B" * 60)},
    ],
)
def test_symbol_that_no_document_carries_cannot_be_made(changes: dict[str, object]) -> None:
    symbol = parse_symbol("AG/RES. 2619 (XLI-O/11)")
    with pytest.raises(ValueError, match=r"\w"):
        replace(symbol, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", [(), ("A",), ("A", "C.5"), ("a", "70", "1"), ("A", "70", "1 "), ("A", "RES", "5", "X")]
)
def test_path_that_is_not_tidy_cannot_be_kept(path: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Symbol(Style.UN, path=path)

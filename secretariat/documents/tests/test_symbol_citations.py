"""Symbols and resolutions cited in running text."""

from __future__ import annotations

import pytest

from secretariat.documents.symbols import Symbol, citations, find_symbols
from secretariat.documents.symbols.checks import LONGEST
from secretariat.documents.symbols.cursor import Cursor
from secretariat.documents.symbols.parsing import read_symbol

# text, body that speaks, what is cited as (words, symbol)
CITED = [
    (
        "the header OEA/Ser.L/X.2.16 CICTE/doc.5/16 of the plan",
        "",
        [("OEA/Ser.L/X.2.16", "OEA/Ser.L/X.2.16"), ("CICTE/doc.5/16", "CICTE/doc.5/16")],
    ),
    ("<u>CICTE/DEC. 1/13</u>, and", "", [("CICTE/DEC. 1/13", "CICTE/DEC.1/13")]),
    (
        "See AG/RES. 2866\n   (XLIV-0/14), and CICTE/doc.12./08.",
        "",
        [("AG/RES. 2866\n   (XLIV-0/14)", "AG/RES. 2866 (XLIV-O/14)"), ("CICTE/doc.12./08", "CICTE/doc.12/08")],
    ),
    (
        "That Executive Order 08 -01 Rev. 9 defined; EXECUTIVE ORDER N° 16- 01 Rev. 1 replaced",
        "",
        [
            ("Executive Order 08 -01 Rev. 9", "EO 08-01 Rev. 9"),
            ("EXECUTIVE ORDER N° 16- 01 Rev. 1", "EO 16-01 Rev. 1"),
        ],
    ),
    (
        "la Orden Ejecutiva 16-01 corr. 1, a Ordem Executiva nº 05-13 e o Décret exécutif 04-01",
        "",
        [
            ("Orden Ejecutiva 16-01 corr. 1", "EO 16-01 Corr. 1"),
            ("Ordem Executiva nº 05-13", "EO 05-13"),
            ("Décret exécutif 04-01", "EO 04-01"),
        ],
    ),
    ("Executive Order 13224 of another State", "", []),
    (
        "SM-CICTE-79/14 forwards CP/CSH-1061/09 add. 1.",
        "",
        [("SM-CICTE-79/14", "SM-CICTE-79/14"), ("CP/CSH-1061/09 add. 1", "CP/CSH-1061/09 add. 1")],
    ),
    ("CICTE/doc.5/16, add a paragraph", "", [("CICTE/doc.5/16", "CICTE/doc.5/16")]),
    ("CICTE/doc.5/16 (corr.), as sent", "", [("CICTE/doc.5/16 (corr.)", "CICTE/doc.5/16 corr.")]),
    ("the Inter-American Convention against Terrorism (A-66) binds", "", [("A-66", "A-66")]),
    ("runway (A-66) was closed", "", []),
    ("HIV/AIDS, 24/7, and/or km/h, COVID-19/20, the 2014/15 season", "", []),
    (
        "documents A/49/180-S/1994/727",
        "",
        [("A/49/180", "A/49/180"), ("S/1994/727", "S/1994/727")],
    ),
    ("A/C.5 met. A/C.5/78/34 follows", "", [("A/C.5/78/34", "A/C.5/78/34")]),
    ("at https://undocs.org/A/RES/70/262", "", []),
    ("UN Security Council Resolution 1373 (2001) to", "", [("1373 (2001)", "S/RES/1373 (2001)")]),
    ("Security Council Resolution 1540", "", [("1540", "S/RES/1540")]),
    ("UNSCR 1540 implementation", "", [("UNSCR 1540", "S/RES/1540")]),
    (
        "Security Council Committee established pursuant to Resolution 1267",
        "",
        [("1267", "S/RES/1267")],
    ),
    ("Resolution 1267 of the hotel", "", []),
    ("la resolución 1540 (2004) del Consejo de Seguridad", "", [("1540 (2004)", "S/RES/1540 (2004)")]),
    ("a resolução 60/288 da Assembleia Geral", "", [("60/288", "A/RES/60/288")]),
    ("la résolution 60/288 de l’Assemblée générale", "", [("60/288", "A/RES/60/288")]),
    ("sus resoluciones 60/251 y 62/3 de 2007", "A", [("60/251", "A/RES/60/251"), ("62/3", "A/RES/62/3")]),
    (
        "Security Council resolutions 713 (1991) of 25 September 1991,\n724 (1991) and 743 (1992) on this",
        "",
        [("713 (1991)", "S/RES/713 (1991)"), ("724 (1991)", "S/RES/724 (1991)"), ("743 (1992)", "S/RES/743 (1992)")],
    ),
    (
        "its relevant resolutions on Iraq, in particular 1500 (2003) and 1546 (2004),",
        "S",
        [("1500 (2003)", "S/RES/1500 (2003)"), ("1546 (2004)", "S/RES/1546 (2004)")],
    ),
    (
        "General Assembly resolutions 71/205, 72/190 and 47/120 B and Council resolution 2014/24 of 16 July 2014",
        "",
        [
            ("71/205", "A/RES/71/205"),
            ("72/190", "A/RES/72/190"),
            ("47/120 B", "A/RES/47/120 B"),
            ("2014/24", "E/RES/2014/24"),
        ],
    ),
    (
        "Recalling its resolution 60/251 of 15 March 2006, and Human Rights Council resolution 5/1",
        "A",
        [("60/251", "A/RES/60/251"), ("5/1", "A/HRC/RES/5/1")],
    ),
    ("its resolution 10/26 of 27 March 2009", "A/HRC", [("10/26", "A/HRC/RES/10/26")]),
    ("its resolution 10/26 of 27 March 2009", "", []),
    ("Conference of the States Parties resolution 4/2", "A", []),
    (
        "the General Assembly, in its resolution 3314 (XXIX), and decision 55/452 of the General Assembly",
        "",
        [("3314 (XXIX)", "A/RES/3314 (XXIX)"), ("55/452", "A/DEC/55/452")],
    ),
    (
        "resolutions 2619 (XLI-O/11) and 908 (1567/06), declaration 66 (XLI-O/11)",
        "",
        [
            ("2619 (XLI-O/11)", "AG/RES. 2619 (XLI-O/11)"),
            ("908 (1567/06)", "CP/RES. 908 (1567/06)"),
            ("66 (XLI-O/11)", "AG/DEC. 66 (XLI-O/11)"),
        ],
    ),
    ("resolution 5 (XL-O/0000), resolution 5 (IIX), resolution 60/0 of the General Assembly", "A", []),
    ("resolution AG/RES. 2619 (XLI-O/11)", "", [("AG/RES. 2619 (XLI-O/11)", "AG/RES. 2619 (XLI-O/11)")]),
]


@pytest.mark.parametrize(("text", "issuer", "cited"), CITED)
def test_citations_are_found_where_they_stand(text: str, issuer: str, cited: list[tuple[str, str]]) -> None:
    assert [(text[start:end], str(symbol)) for start, end, symbol in find_symbols(text, issuer)] == cited


@pytest.mark.parametrize(
    "piece", ["A/", "A/ ", "A/1 ", "AG/RES. ", "AG/RES. 1 (XL-O/10) ", "AA-AA-1/ ", "EO ", "OEA/Ser.L/I/ "]
)
def test_each_place_of_a_text_is_read_once_and_no_further_than_a_symbol_goes(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, int]] = []

    def note(cursor: Cursor) -> Symbol:
        read.append((cursor.at, cursor.end))
        return read_symbol(cursor)

    monkeypatch.setattr(citations, "read_symbol", note)
    find_symbols(piece * 200)
    starts = [start for start, _ in read]
    assert starts == sorted(set(starts))
    assert [(start, end) for start, end in read if end - start > LONGEST] == []

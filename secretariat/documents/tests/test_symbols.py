"""Symbols as printed, as mistyped, and as refused."""

from __future__ import annotations

import pytest

from secretariat.documents.symbols import SymbolError, parse_symbol

# As the bodies print them; each must be read and printed unchanged. The second column is the style.
PRINTED = {
    "AG/RES. 2619 (XLI-O/11)": "ag",
    "AG/DEC. 66 (XLI-O/11)": "ag",
    "AG/RES. 1 (XLVII-E/14) rev. 1": "ag",
    "AG/RES. 561 (XI-O/81)": "ag",
    "AG/RES. 2957 (L-O/20)": "ag",
    "CIDI/RES. 5 (II-O/97)": "ag",
    "CEPCIDI/RES. 113 (CXVIII-O/05)": "ag",
    "CCP.I/RES. 12 (IV-04)": "ag",
    "COM/CITEL/RES. 300 (XXXV-19)": "ag",
    "CICTE/DEC.1/13": "body_dec",
    "CICTE/DEC.1/12 rev. 1": "body_dec",
    "MRE/RES.1/91": "body_dec",
    "RC.23/RES.1/01": "body_dec",
    "CIM/RES. 209/98 (XXIX-O/98)": "body_dec",
    "CP/RES. 908 (1567/06)": "cp_res",
    "CP/DEC. 8 (927/93)": "cp_res",
    "CICTE/doc.5/16": "body_doc",
    "CICTE/doc.12/08": "body_doc",
    "CICTE/INF.7/16": "body_doc",
    "CP/doc.4126/06": "body_doc",
    "CP/INF.5067/04 corr. 1": "body_doc",
    "CP/CSH/INF.278/11 rev. 2": "body_doc",
    "CP/CSH-1061/09": "body_doc",
    "CP/CG-1703/07": "body_doc",
    "CP/OD-1588/07": "body_doc",
    "CP/ACTA 1567/06": "body_doc",
    "SM-CICTE-79/14": "body_doc",
    "AG/CG/doc.2/18 rev. 1": "body_doc",
    "AG/doc.5240/12 add. 1": "body_doc",
    "AG/CP/Sub.AAP-322/09": "body_doc",
    "AG/Com.I/ACTA 2/98": "body_doc",
    "CICAD/doc.2053/14": "body_doc",
    "GETC/FORMOEA-111/99 rev. 1": "body_doc",
    "GT/DADIN/doc.334/08 rev. 12 corr. 1": "body_doc",
    "CIFTA/CC-XIII/doc.5/12 rev. 1": "body_doc",
    "CCP.II-RADIO/doc.1234/08": "body_doc",
    "CP/CSH/INF.xxxx/18": "body_doc",
    "OEA/Ser.G/CP/doc.1251/82 rev. 1": "body_doc",
    "OEA/Ser.L/V/II.111 doc. 20 rev. 16": "body_doc",
    "OEA/Ser.L/V/II doc. 57/09": "body_doc",
    "EO 16-01": "order",
    "EO 16-01 Rev. 1": "order",
    "EO 16-01 Corr. 1": "order",
    "EO 08-01 Rev. 9": "order",
    "OEA/Ser.L/X.2.16": "series",
    "OEA/Ser.L/X/2/1": "series",
    "OEA/Ser.G": "series",
    "OEA/Ser.K/XXXIV": "series",
    "OEA/Ser.K/XVI.3": "series",
    "OEA/Ser.P/XXXVIII-O.2": "series",
    "A-66": "treaty",
    "A/RES/70/262": "un",
    "A/RES/72/266 B": "un",
    "A/RES/S-19/2": "un",
    "A/RES/ES-10/20": "un",
    "A/RES/3314 (XXIX)": "un",
    "A/RES/2106 A (XX)": "un",
    "S/RES/1373 (2001)": "un",
    "S/RES/2178 (2014)": "un",
    "A/HRC/RES/15/5": "un",
    "A/HRC/32/L.20/Rev.1": "un",
    "A/HRC/PRST/OS/12/1": "un",
    "E/RES/2014/24": "un",
    "E/RES/1946/9 (I)": "un",
    "E/CN.7/2016/L.2/Rev.1": "un",
    "A/C.5/78/34": "un",
    "A/AC.105/1": "un",
    "A/58/PV.1": "un",
    "A/S-10/AC.1/9": "un",
    "A/81/6 (Sect. 3)": "un",
    "A/81/6 (Sect. 3)/Corr.1": "un",
    "A/44/23 (Part I)/Add.1": "un",
    "S/PV.4385 (Resumption 1)": "un",
    "S/2016/123": "un",
    "S/PRST/2013/1": "un",
    "S/23500": "un",
    "ST/SGB/2015/1": "un",
    "ST/SG/AC.10/1/Rev.19": "un",
    "UNEP/EA.2/Res.9": "un",
    "UNEP/CBD/COP/DEC/X/2": "un",
    "GC(62)/RES/10": "un",
    "WT/MIN(05)/DEC": "un",
    "INFCIRC/254/Rev.12/Part 1": "un",
    "HRI/GEN/1/Rev.9 (Vol. I)": "un",
}

# As hands and scanners write them, and what is meant.
WRITTEN = {
    "AG/RES. 2866 (XLIV-0/14)": "AG/RES. 2866 (XLIV-O/14)",
    "AG/RES.2735 (XLII-O/13)": "AG/RES. 2735 (XLII-O/13)",
    "ag/res. 2619 (xli-o/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES. 2619 (XLl-O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES. 2735 (XLll-O/12)": "AG/RES. 2735 (XLII-O/12)",
    "AG/RES. 2619 (XL1-O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES. 2619 (XLI–O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES.\u00a02619\u00a0(XLI\u2011O/2011)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES. N° 2619 (XLI-O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RÉS. 2619 (XLI-O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES/1842 (XXXII-O/02)": "AG/RES. 1842 (XXXII-O/02)",
    "AG/RES. 2619 (XLI-O/11), Corr. 1": "AG/RES. 2619 (XLI-O/11) corr. 1",
    "AG/RES. 2 619 (XLI-O/11)": "AG/RES. 2619 (XLI-O/11)",
    "AG/RES. 1 (47-E/14)": "AG/RES. 1 (XLVII-E/14)",
    "COM/CITEL RES. 12 (II-95)": "COM/CITEL/RES. 12 (II-95)",
    "CP/RES.594 (923/92)": "CP/RES. 594 (923/92)",
    "CICTE/doc.12./08": "CICTE/doc.12/08",
    "CICTE/DEC. 1/07": "CICTE/DEC.1/07",
    "CICTE/DEC.l/07": "CICTE/DEC.1/07",
    "CICTE/DEC.1/O7": "CICTE/DEC.1/07",
    "CICTE/DEC.1/12 REV.1": "CICTE/DEC.1/12 rev. 1",
    "CICTE/Doc. 5 / 2016.": "CICTE/doc.5/16",
    "CICTE/doc.5/16 rev.2, corr. 1": "CICTE/doc.5/16 rev. 2 corr. 1",
    "CICTE/doc.5/16 (add. 1)": "CICTE/doc.5/16 add. 1",
    "CICTE/doc.5/16/Rev.1": "CICTE/doc.5/16 rev. 1",
    "CICTE/doc.5/16 corr.": "CICTE/doc.5/16 corr.",
    "CICTE/doc.5/16 Corrigendum 1": "CICTE/doc.5/16 corr. 1",
    "CCP.II-RADIO/doc. 1234/08r1": "CCP.II-RADIO/doc.1234/08 rev. 1",
    "CP/CSH - 1061/09": "CP/CSH-1061/09",
    "REMJA VII/doc.6/08": "REMJA-VII/doc.6/08",
    "RC.24/RES. 1/01": "RC.24/RES.1/01",
    "Executive Order 08 -01 Rev. 9": "EO 08-01 Rev. 9",
    "EXECUTIVE ORDER N° 16- 01 Rev. 1": "EO 16-01 Rev. 1",
    "Executive Order No. 96-9": "EO 96-09",
    "Orden Ejecutiva N.° 08-01 rev. 9": "EO 08-01 Rev. 9",
    "Ordem Executiva nº 08-01": "EO 08-01",
    "Décret exécutif 16-01": "EO 16-01",
    "Ordre exécutif n° 16-01 corr. 1": "EO 16-01 Corr. 1",
    "EO-16-01": "EO 16-01",
    "OAS/Ser.L/X.2.16": "OEA/Ser.L/X.2.16",
    "OEA/SER.L/X.2.16": "OEA/Ser.L/X.2.16",
    "OEA/Ser.L/X.2.16\nCICTE/doc.5/16": "OEA/Ser.L/X.2.16/CICTE/doc.5/16",
    "OEA/Ser.L/V/II. Doc. 57/09": "OEA/Ser.L/V/II doc. 57/09",
    "OEA/Ser.L/V/II.77, rev 1, Doc 18": "OEA/Ser.L/V/II.77 doc. 18 rev. 1",
    "A/RES/3314(XXIX)": "A/RES/3314 (XXIX)",
    "A/RES/174/(II)": "A/RES/174 (II)",
    "A/RES/217(III)[A]": "A/RES/217 A (III)",
    "S/RES/1373(2001)": "S/RES/1373 (2001)",
    "S/RES/1373/2001": "S/RES/1373 (2001)",
    "A/RES/47/120B": "A/RES/47/120 B",
    "A/RES/47/120[B]": "A/RES/47/120 B",
    "A/RES/47/120/B": "A/RES/47/120 B",
    "A/RES/79/259 A–C": "A/RES/79/259 A-C",
    "A/80/6 (Sect.\u00a012)": "A/80/6 (Sect. 12)",
    "A/74/6(Sect.3)": "A/74/6 (Sect. 3)",
    "A/C.3/68/L.74/REV.1": "A/C.3/68/L.74/Rev.1",
    "A/48/L.63./Rev.1": "A/48/L.63/Rev.1",
    "S/PRST/ 2013/1": "S/PRST/2013/1",
    "A/70/1*": "A/70/1",
    "UNSCR 1540": "S/RES/1540",
    "Security Council Resolution 1373 (2001)": "S/RES/1373 (2001)",
    "resolución 1540 (2004) del Consejo de Seguridad": "S/RES/1540 (2004)",
    "GA res 3314 (XXIX)": "A/RES/3314 (XXIX)",
}

REFUSED = {
    "": (0, "the name of a body, or a kind of document and a number", ""),
    "AG": (2, "a slash and the rest of the symbol", ""),
    "AG/RES.": (7, "the number of the document", ""),
    "CP/CSH": (6, "a slash and the rest of the symbol", ""),
    "CICTE/doc.5/1x": (12, "the year in two or four digits, and no further part", "1x"),
    "AG/RES. 2619 (foo)": (
        12,
        "a session such as (XLI-O/11), a meeting such as (1567/06), or the end of the symbol",
        " (foo)",
    ),
    "CICTE/doc.5/16 and more": (14, "the end of the symbol, or rev., corr., add. with a number", " and more"),
    "Executive Order (Annex E)": (15, "the year of the order, a hyphen and its number (16-01)", " (Annex E)"),
    "Executive Order 13224": (15, "the year of the order, a hyphen and its number (16-01)", " 13224"),
    "A/C.5": (5, "a slash and the number of the document", ""),
    "A/49/180-S/1994/727": (8, "the end of the symbol: a second one is joined to it", "-S/1994/727"),
    "24/7": (0, "the name of a body, or a kind of document and a number", "24/7"),
    "  HIV/AIDS": (10, "a slash and the rest of the symbol", ""),
}


@pytest.mark.parametrize(("printed", "style"), PRINTED.items())
def test_symbol_as_printed_is_read_and_printed_unchanged(printed: str, style: str) -> None:
    symbol = parse_symbol(printed)
    assert (str(symbol), symbol.style) == (printed, style)


@pytest.mark.parametrize(("written", "printed"), WRITTEN.items())
def test_symbol_with_a_slip_is_read_as_meant(written: str, printed: str) -> None:
    assert str(parse_symbol(written)) == printed


@pytest.mark.parametrize(("text", "fault"), REFUSED.items())
def test_refusal_says_where_and_what_was_expected(text: str, fault: tuple[int, str, str]) -> None:
    with pytest.raises(SymbolError) as refused:
        parse_symbol(text)
    assert (refused.value.at, refused.value.expected, refused.value.found) == fault


def test_refusal_counts_characters_from_one() -> None:
    with pytest.raises(SymbolError) as refused:
        parse_symbol("AG/RES.")
    assert str(refused.value) == "Character 8: expected the number of the document, found the end of the text."


@pytest.mark.parametrize("text", ["A" * 1_000_000, "AG/RES. " * 125_000, "(" * 201, " " * 201])
def test_text_too_long_for_a_symbol_is_refused_unread(text: str) -> None:
    with pytest.raises(SymbolError) as refused:
        parse_symbol(text)
    assert (refused.value.at, refused.value.expected) == (100, "a symbol of at most 100 characters")

"""Reports as Word files (Office Open XML, ISO/IEC 29500): real styles, numbered headings, charts that stay charts.

The file is written part by part; what it looks like stands in ``word/styles.xml``. See decision 0009.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from secretariat.reports.content import (
    Block,
    Chart,
    Content,
    Figures,
    Head,
    Heading,
    Note,
    Said,
    Section,
    Table,
    Text,
    has_fallbacks,
)
from secretariat.reports.writers.word_charts import chart_xml, inline_chart

FOLDER = Path(__file__).resolve().parent.parent / "word"
LOCALES = {"en": "en-US", "es": "es-ES", "pt": "pt-BR", "fr": "fr-FR"}
WIDTH = 9638  # of the text, in twentieths of a point: A4 less the margins
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the day of every part: the same content gives the same file
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_docx(content: Content) -> bytes:
    """Return a report as a Word file."""
    charts = [block for section in content.sections for block in section.blocks if isinstance(block, Chart)]
    parts = {
        "[Content_Types].xml": _content_types(len(charts)),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(content),
        "word/document.xml": "".join(_document(content)),
        "word/styles.xml": _own("styles.xml", content),
        "word/numbering.xml": _own("numbering.xml", content),
        "word/settings.xml": _own("settings.xml", content),
        "word/header1.xml": _header(content),
        "word/footer1.xml": _footer(content),
        "word/_rels/document.xml.rels": _relations(len(charts)),
        **{f"word/charts/chart{at}.xml": HEAD + chart_xml(each) for at, each in enumerate(charts, 1)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, BEGINNING), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def words(text: str) -> str:
    """Return a text as XML. SECURITY: markup in it stays text; what XML cannot hold is left out."""
    return escape(_NOT_IN_XML.sub("", text))


def _own(name: str, content: Content) -> str:
    """Return a part that we keep as a file, in the report's language."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text.replace("LANGUAGE", LOCALES[content.language]).replace("ANNEX", words(content.words["annex"]))


# Pieces of a page ---------------------------------------------------------------------------------------------------


def _paragraph(style: str, inner: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _run(text: str, properties: str = "") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{words(text)}</w:t></w:r>'


def _said(each: Said, content: Content) -> str:
    """Return words with what a reader should know of them: their language, and that they were invented."""
    properties = '<w:rStyle w:val="Strong"/>' if each.tone == "strong" else ""
    if each.language:
        properties += f'<w:lang w:val="{LOCALES[each.language]}"/>'
    marks = [*filter(None, [each.language]), *([content.words["invented"]] if each.invented else [])]
    mark = _run(f" [{', '.join(marks)}]", '<w:rStyle w:val="Mark"/>') if marks else ""
    return _run(each.words, properties) + mark


def _document(content: Content) -> Iterator[str]:
    yield f"{HEAD}<w:document {NAMESPACES}><w:body>"
    yield from _title_page(content)
    yield from _contents(content)
    charts = iter(range(1, 10_000))
    for at, section in enumerate(content.sections):
        yield _section_heading(section, at)
        for block in section.blocks:
            yield from _block(block, content, charts)
    yield (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="624" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _title_page(content: Content) -> Iterator[str]:
    yield _paragraph("Symbol", _run(content.symbol))
    yield _paragraph("Title", _run(content.title))
    yield _paragraph("Subtitle", _run(content.subtitle))
    if content.warning:
        yield _paragraph("Warning", _run(content.warning))
    rows = [(_paragraph("Note", _run(label)), _paragraph("Normal", _run(value))) for label, value in content.facts]
    yield _plain_table("FactsTable", [2200, WIDTH - 2200], rows)
    if has_fallbacks(content):
        yield _paragraph("Note", _run(content.words["fallback"]))


def _contents(content: Content) -> Iterator[str]:
    """Return the list of sections as a field that Word keeps up to date."""
    yield _paragraph("ContentsHeading", _run(content.words["contents"]))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for at, section in enumerate(content.sections):
        link = f'<w:hyperlink w:anchor="section{at}" w:history="1">{_run(section.title)}</w:hyperlink>'
        yield _paragraph("TOC1", (begin if at == 0 else "") + link)
    if content.sections:
        yield _paragraph("TOC1", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def _section_heading(section: Section, at: int) -> str:
    marked = f'<w:bookmarkStart w:id="{at}" w:name="section{at}"/>{_run(section.title)}<w:bookmarkEnd w:id="{at}"/>'
    return _paragraph("AnnexHeading" if section.is_annex else "Heading1", marked)


def _block(block: Block, content: Content, charts: Iterator[int]) -> Iterator[str]:
    match block:
        case Heading():
            yield _paragraph("Heading2", _said(block.words, content))
        case Text():
            yield _paragraph("Normal", _said(block.words, content))
        case Note():
            yield _paragraph("Note", _run(block.words))
        case Figures():
            yield from _figures(block, content)
        case Chart():
            yield _paragraph("Caption", _run(block.title))
            number = next(charts)
            yield _paragraph(
                "Normal", inline_chart(block, number, f"rIdChart{number}", quoteattr(words_only(block.alt)))
            )
        case Table():
            yield from _table(block, content)


def words_only(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _figures(block: Figures, content: Content) -> Iterator[str]:
    found = [content.figures[key] for key in block.keys]
    cells = tuple(
        _paragraph("FigureNumber", _run(each.said)) + _paragraph("FigureLabel", _run(each.label)) for each in found
    )
    yield _plain_table("FiguresTable", _widths([Head("")] * len(found)), [cells])
    yield _paragraph("Note", "")


def _plain_table(style: str, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> str:
    made = "".join("<w:tr>" + "".join(map(_cell, row, widths)) + "</w:tr>" for row in rows)
    return f"<w:tbl>{_table_head(style, widths, '0000')}{made}</w:tbl>" if rows else ""


def _table_head(style: str, widths: Sequence[int], look: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _cell(inner: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def _widths(heads: Sequence[Head]) -> list[int]:
    whole = sum(each.width for each in heads)
    return [int(WIDTH * each.width / whole) for each in heads]


def _table(block: Table, content: Content) -> Iterator[str]:
    """Return a table whose heads stand on every page and whose rows break between pages only."""
    yield _paragraph("Caption", _run(block.caption))
    if not block.rows:
        yield _paragraph("Normal", _run(block.empty))
        return
    widths, styles = _widths(block.heads), ["TableNumber" if each.numeric else "TableText" for each in block.heads]
    yield f"<w:tbl>{_table_head('ReportTable', widths, '0460' if block.total else '0420')}"
    heads = "".join(map(_cell, map(_paragraph, styles, [_run(each.label) for each in block.heads]), widths))
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    for row in (*block.rows, *([block.total] if block.total else [])):
        cells = "".join(map(_cell, map(_paragraph, styles, [_said(each, content) for each in row]), widths))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"
    yield _paragraph("Note", "")


# Parts around the text ----------------------------------------------------------------------------------------------


def _header(content: Content) -> str:
    said = " · ".join(each for each in (content.title, content.subtitle, content.symbol) if each)
    return f"{HEAD}<w:hdr {NAMESPACES}>{_paragraph('Header', _run(said))}</w:hdr>"


def _footer(content: Content) -> str:
    mark = content.words["invented"] if content.warning else ""
    page = f"{_run(content.words['page'] + ' ')}{_field('PAGE')}{_run(' / ')}{_field('NUMPAGES')}"
    return f"{HEAD}<w:ftr {NAMESPACES}>{_paragraph('Footer', f'{_run(mark)}<w:r><w:tab/></w:r>{page}')}</w:ftr>"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _core(content: Content) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{words(content.title)}. {words(content.subtitle)}</dc:title>"
        f"<dc:subject>{words(content.symbol)}</dc:subject><dc:language>{LOCALES[content.language]}</dc:language>"
        "</cp:coreProperties>"
    )


def _content_types(charts: int) -> str:
    parts = {
        "/word/document.xml": f"{MAIN}.document.main+xml",
        "/word/styles.xml": f"{MAIN}.styles+xml",
        "/word/numbering.xml": f"{MAIN}.numbering+xml",
        "/word/settings.xml": f"{MAIN}.settings+xml",
        "/word/header1.xml": f"{MAIN}.header+xml",
        "/word/footer1.xml": f"{MAIN}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    parts |= {f"/word/charts/chart{at}.xml": chart for at in range(1, charts + 1)}
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _related([("rId1", f"{OFFICE}/officeDocument", "word/document.xml"), ("rId2", core, "docProps/core.xml")])


def _relations(charts: int) -> str:
    parts = ("styles", "numbering", "settings", "header", "footer")
    files = ("styles.xml", "numbering.xml", "settings.xml", "header1.xml", "footer1.xml")
    rows = [(f"rId{at}", f"{OFFICE}/{part}", file) for at, (part, file) in enumerate(zip(parts, files, strict=True), 1)]
    rows += [(f"rIdChart{at}", f"{OFFICE}/chart", f"charts/chart{at}.xml") for at in range(1, charts + 1)]
    return _related(rows)


def _related(rows: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'

"""Small files of every kind, made by hand, so that the tests need no program that writes them."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def a_pdf(*pages: str) -> bytes:
    """Return a PDF with the words of each page in one line; an empty page has none, as a scan."""
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    shared = f"/Resources << /Font << /F {font} >> >> /MediaBox [0 0 595 842]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} {shared} >>",
    ]
    for at, words in enumerate(pages):
        stream = f"BT /F 14 Tf 60 760 Td ({words}) Tj ET" if words else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * at} 0 R >>")
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return made + f"{tail}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF".encode()


def an_archive(**parts: str) -> bytes:
    """Return an archive; ``__`` in a name stands for a slash, ``_dot_`` for a point, ``_types_`` for that list."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            plain = name.replace("_types_", "[Content_Types]").replace("__", "/").replace("_dot_", ".")
            archive.writestr(plain, content)
    return made.getvalue()


def a_docx(*paragraphs: str, more: dict[str, str] | None = None) -> bytes:
    """Return a Word document with these paragraphs."""
    lines = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    body = f"<w:document {W}><w:body>{lines}</w:body></w:document>"
    return an_archive(_types__dot_xml="<Types/>", word__document_dot_xml=body, **(more or {}))


def a_pptx(*slides: str) -> bytes:
    """Return a presentation with the words of each slide."""
    made = {
        f"ppt__slides__slide{number}_dot_xml": f"<s {A}><a:p><a:r><a:t>{words}</a:t></a:r></a:p></s>"
        for number, words in enumerate(slides, 1)
    }
    return an_archive(_types__dot_xml="<Types/>", ppt__presentation_dot_xml="<p/>", **made)


def an_xlsx(*words: str) -> bytes:
    """Return a workbook that holds these words."""
    shared = "".join(f"<si><t>{each}</t></si>" for each in words)
    parts = {"xl__workbook_dot_xml": "<workbook/>", "xl__sharedStrings_dot_xml": f"<sst>{shared}</sst>"}
    return an_archive(_types__dot_xml="<Types/>", **parts)


def an_odt(*paragraphs: str) -> bytes:
    """Return an OpenDocument text with these paragraphs."""
    lines = "".join(f"<t:p>{each}</t:p>" for each in paragraphs)
    body = f'<o:c xmlns:o="{ODF}office:1.0" xmlns:t="{ODF}text:1.0"><o:text>{lines}</o:text></o:c>'
    return an_archive(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=body)

"""The child process that looks into a file of a document: limits itself, then says what it is, its words, or a picture.

It imports nothing of the project, so that it starts quickly and holds no secret. In: a line of JSON with the limits and
what is asked ("look", "words", "picture"), then the file. Out: a line of JSON that says what it is; for words, a line
of JSON a page; for a picture, the PNG. What cannot be taken is answered by one line, ``{"refused": why}``.
"""

from __future__ import annotations

import io
import json
import re
import resource
import struct
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2

FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe|meta|!--)", re.IGNORECASE)
ACTIVE = ("vbaproject.bin", "vbadata.xml", ".exe", ".js", ".vbs")
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "old",  # Office before 2007, and what is behind a password
    b"\x89PNG": "other",
    b"\xff\xd8\xff": "other",
    b"GIF8": "other",
    b"Rar!": "other",
    b"7z\xbc\xaf": "other",
    b"\x1f\x8b": "other",
    b"MZ": "other",
    b"\x7fELF": "other",
    b"{\\rtf": "other",
}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
ODT = b"application/vnd.oasis.opendocument.text"
SPACES = {"p": "\n", "tr": "\n", "br": "\n", "cr": "\n", "si": "\n", "tab": "\t"}  # what stands after an element
WIDEST = 3000  # pixels of a picture of a page
NUMBERS = re.compile(r"\d+")


class RefusedFile(Exception):
    """The file cannot be taken; why is a word that the parent explains to the reader."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def main() -> None:
    """Read the order and the file from standard input; write the answer to standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the limit of address space cannot be set
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    content = sys.stdin.buffer.read()
    try:
        kind, open_file = looked_into(content, order)
        answer = ASKED[order["ask"]](kind, open_file, order)
    except RefusedFile as refusal:
        answer = _line({"refused": refusal.why})
    except (MemoryError, RecursionError):
        answer = _line({"refused": "memory"})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"


def looked_into(content: bytes, order: dict[str, Any]) -> tuple[str, Any]:
    """Return the kind of a file and the file opened. Errors: RefusedFile."""
    if not content.strip(b"\0 \t\r\n"):
        raise RefusedFile("empty")
    for sign, why in OTHER_FILES.items():
        if content.startswith(sign):
            raise RefusedFile(why)
    if content.startswith(b"%PDF-"):
        return "pdf", opened_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return opened_archive(content, order)
    return "txt", read_text(content)


def look(kind: str, opened: Any, order: dict[str, Any]) -> bytes:
    """Return what a file is, and how many pages it has where that can be told."""
    return _line({"kind": kind, "pages": COUNTS[kind](opened)})


def words(kind: str, opened: Any, order: dict[str, Any]) -> bytes:
    """Return the words of a file, a line a page; past what is taken, none."""
    left, lines = order["letters"], []
    for text in READERS[kind](opened):
        clean = cleaned(text)[:left]
        left -= len(clean)
        lines.append(_line(clean))
    return _line({"kind": kind, "cut": left <= 0}) + b"".join(lines)


def cleaned(text: str) -> str:
    """Return words without what no page prints, with the empty lines at the ends left out."""
    lines = ("".join(sign if sign.isprintable() else " " for sign in line).rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# PDF ------------------------------------------------------------------------------------------------------------------


def opened_pdf(content: bytes) -> Any:
    """Return a PDF opened. Errors: RefusedFile where it is damaged or wants a password."""
    try:
        document = pypdfium2.PdfDocument(content)
        if not len(document):
            raise RefusedFile("empty")
    except pypdfium2.PdfiumError as error:
        raise RefusedFile("password" if "password" in str(error).lower() else "damaged") from error
    return document


def pages_of_pdf(document: Any) -> Iterator[str]:
    for page in document:
        text = page.get_textpage()
        yield text.get_text_bounded()
        text.close()
        page.close()


def picture(kind: str, opened: Any, order: dict[str, Any]) -> bytes:
    """Return a page of a PDF as a PNG, as wide as asked. Errors: RefusedFile where there is no such page."""
    if kind != "pdf" or not 0 <= order["page"] < len(opened):
        raise RefusedFile("page")
    page = opened[order["page"]]
    width, height = page.get_size()
    scale = min(order["width"] / max(width, 1), WIDEST / max(width, height, 1))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    return _line({"kind": "png"}) + png(bitmap)


def png(bitmap: Any) -> bytes:
    """Return a bitmap of four bytes a pixel (RGBX) as a PNG."""
    rows, raw = bytearray(), bytes(bitmap.buffer)
    for at in range(bitmap.height):
        row = raw[at * bitmap.stride : at * bitmap.stride + bitmap.width * 4]
        line = bytearray(bitmap.width * 3)
        for channel in range(3):
            line[channel::3] = row[channel::4]
        rows += b"\0" + line
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, content = part
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


# Archives: Word, Excel, PowerPoint, OpenDocument ----------------------------------------------------------------------


def opened_archive(content: bytes, order: dict[str, Any]) -> tuple[str, zipfile.ZipFile]:
    """Return the kind of an office file and its archive. Errors: RefusedFile for bombs, macros, document types."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        kind = kind_of(archive, names)
        if any(name.endswith(ACTIVE) or "/macrosheets/" in name for name in names):
            raise RefusedFile("macros")
        if len(parts) > order["parts"] or sum(part.file_size for part in parts) > order["unpacked"]:
            raise RefusedFile("bomb")
        look_into_parts(archive, parts, order)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, RecursionError):
            raise
        raise RefusedFile("damaged") from error
    return kind, archive


def kind_of(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Return the kind of an office file by the parts that it holds. Errors: RefusedFile for any other archive."""
    for name, kind in OFFICE.items():
        if name in names and "[content_types].xml" in names:
            return kind
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            if stream.read(len(ODT) + 16).strip() == ODT:
                return "odt"
    raise RefusedFile("other")


def look_into_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], order: dict[str, Any]) -> None:
    """Read each part once, in pieces: what it really unpacks to counts, not what it says."""
    unpacked = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        rest = b""
        with archive.open(part) as stream:
            while piece := stream.read(1 << 18):
                unpacked += len(piece)
                if unpacked > order["unpacked"]:
                    raise RefusedFile("bomb")
                if is_xml:
                    check_xml(rest + piece, first=not rest)
                rest = piece[-64:]


def check_xml(piece: bytes, *, first: bool) -> None:
    """Refuse document types and entities, and encodings in which they could hide."""
    if first and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:8]):
        raise RefusedFile("encoding")
    if FORBIDDEN.search(piece):
        raise RefusedFile("dtd")


def words_of(archive: zipfile.ZipFile, name: str) -> str:
    """Return the words of one part of an Office file, a line a paragraph or row."""
    found: list[str] = []
    try:
        with archive.open(name) as stream:
            for _event, element in ET.iterparse(stream):  # noqa: S314 - no document type: check_xml
                tag = element.tag.rpartition("}")[2]
                if tag == "t":
                    found.append(element.text or "")
                found.append(SPACES.get(tag, ""))
                element.clear()
    except ET.ParseError as error:
        raise RefusedFile("damaged") from error
    return "".join(found)


def text_of_odt(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the words of an OpenDocument text: all that its body holds, a line a paragraph."""
    try:
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - no document type: check_xml
    except ET.ParseError as error:
        raise RefusedFile("damaged") from error
    lines = [element for element in root.iter() if element.tag.rpartition("}")[2] in {"p", "h"}]
    yield "\n".join("".join(element.itertext()) for element in lines)


def text_of_docx(archive: zipfile.ZipFile) -> Iterator[str]:
    notes = [name for name in ("word/footnotes.xml", "word/endnotes.xml") if name in archive.namelist()]
    yield "\n".join(words_of(archive, name) for name in ("word/document.xml", *notes))


def text_of_pptx(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in slides(archive):
        yield words_of(archive, name)


def slides(archive: zipfile.ZipFile) -> list[str]:
    """Return the slides of a presentation, in the order of their numbers."""
    found = [name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    return sorted(found, key=lambda name: int(NUMBERS.findall(name)[-1]))


def text_of_xlsx(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the words of a workbook, each once; its numbers are not words."""
    yield words_of(archive, "xl/sharedStrings.xml").strip() if "xl/sharedStrings.xml" in archive.namelist() else ""


# Plain text -----------------------------------------------------------------------------------------------------------


def read_text(content: bytes) -> str:
    """Return plain text. Errors: RefusedFile for markup, and for what is no text."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise RefusedFile("markup")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedFile("other") from error
    if "\0" in text or MARKUP.match(text[:100].encode("utf-8", "replace")):
        raise RefusedFile("other" if "\0" in text else "markup")
    return text


ASKED: dict[str, Callable[[str, Any, dict[str, Any]], bytes]] = {"look": look, "words": words, "picture": picture}
COUNTS: dict[str, Callable[[Any], int | None]] = {
    "pdf": len,
    "pptx": lambda archive: len(slides(archive)),
    "docx": lambda archive: None,
    "xlsx": lambda archive: None,
    "odt": lambda archive: None,
    "txt": lambda text: None,
}
READERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "pdf": pages_of_pdf,
    "docx": text_of_docx,
    "xlsx": text_of_xlsx,
    "pptx": text_of_pptx,
    "odt": text_of_odt,
    "txt": lambda text: iter(text.split("\f")),
}

if __name__ == "__main__":
    main()

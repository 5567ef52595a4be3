"""Damage files: bytes turned, cut, doubled; parts of a workbook made hostile. The same seed gives the same."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

Damage = Callable[[bytes, random.Random], bytes]
HOSTILE = (
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    b"&a;&a;&a;",
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="ZZZZ999999999"><v>1</v></c>',
    b'<c r="A1" t="s"><v>99999999999</v></c>',
    b'<c r="A1"><f>1/0</f><v>#DIV/0!</v></c>',
    b'<row r="-1">',
    b"\xff\xfe\x00",
    b"<a>" * 5000,
)
TEXTS = (
    b'"',
    b'""',
    b'"\n',
    b"\0",
    b"\r",
    b";;;;;;;;",
    b",,,,",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"9" * 400,
    b"=cmd|' /C calc'!A0",
)


def turned(content: bytes, chance: random.Random) -> bytes:
    """Turn some bytes."""
    data = bytearray(content)
    for _each in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def cut(content: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return content[: chance.randrange(1, len(content))]


def doubled(content: bytes, chance: random.Random) -> bytes:
    """Repeat a piece."""
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randint(1, 400)]
    return content[:start] + piece * chance.randint(2, 30) + content[start:]


def planted(content: bytes, chance: random.Random) -> bytes:
    """Plant text that readers of CSV stumble over."""
    place = chance.randrange(len(content))
    return content[:place] + chance.choice(TEXTS) + content[place:]


def rewritten(content: bytes, chance: random.Random) -> bytes:
    """Damage one part of a workbook, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts))
    part = parts[name]
    place = chance.randrange(len(part) + 1)
    way = chance.randrange(5)
    if way == 0:
        parts[name] = part[:place] + chance.choice(HOSTILE) + part[place:]
    elif way == 1:
        parts[name] = part.replace(b"</sheetData>", chance.choice(HOSTILE) + b"</sheetData>")
    elif way == 2:
        del parts[name]
    elif way == 3:
        parts[name] = turned(part or b" ", chance)
    else:
        parts[name] = part[:place]
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as book:
        for each, held in parts.items():
            book.writestr(each, held)
    return into.getvalue()


def damaged(content: bytes, *, count: int, seed: int) -> Iterator[bytes]:
    """Yield damaged copies of a file."""
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    is_workbook = content.startswith(b"PK")
    ways: tuple[Damage, ...] = (turned, cut, doubled, *((rewritten, rewritten) if is_workbook else (planted,)))
    for number in range(count):
        yield ways[number % len(ways)](content, chance)


def bomb(size: int) -> bytes:
    """Return a workbook whose sheet unpacks to ``size`` bytes."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            for _piece in range(size // 2**20):
                part.write(b" " * 2**20)
    return into.getvalue()


def with_part(content: bytes, name: str, held: bytes) -> bytes:
    """Return a workbook with one part more, or another in its place."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    parts[name] = held
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as book:
        for each, own in parts.items():
            book.writestr(each, own)
    return into.getvalue()

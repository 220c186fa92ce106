"""What a file is, by what is in it: neither its name nor what its sender calls it says anything.

Known and sound are PDF, DOCX, PNG and JPEG. What is none of them, or hides something, is refused, each reason
under its own code.
"""

import re
import struct
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import IO

from agenda.errors import (
    ATTACHMENT_ENCRYPTED,
    ATTACHMENT_EXECUTABLE,
    ATTACHMENT_MACROS,
    ATTACHMENT_MARKUP,
    ATTACHMENT_OF_NO_KIND,
    ATTACHMENT_UNPACKS_TOO_FAR,
    Invalid,
)
from agenda.model import archive

PIECE, OVERLAP, TAIL = 512 * 1024, 64, 64 * 1024
PIXELS_AT_MOST = 200_000_000
TYPES = "[Content_Types].xml"
PNG = b"\x89PNG\r\n\x1a\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!"),
    *(b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
)
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
_OLE_ENCRYPTED = re.compile(re.escape("EncryptedPackage".encode("utf-16-le")))
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that say how large it is."""


class Kind(StrEnum):
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PNG = "image/png"
    JPEG = "image/jpeg"


ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg"),
}


def kind_of(file: IO[bytes], size: int) -> Kind:
    """Invalid for what is not to be taken."""
    beginning = _at(file, 0, 1024)
    for begins, kind, is_sound in _KNOWN:
        if beginning.startswith(begins):
            if not is_sound(file, size):
                raise Invalid(ATTACHMENT_OF_NO_KIND)
            return kind
    raise Invalid(_why_not(file, beginning))


def _why_not(file: IO[bytes], beginning: bytes) -> str:
    if beginning.startswith(PROGRAMS):
        return ATTACHMENT_EXECUTABLE
    if beginning.startswith(OLE) and any(_OLE_ENCRYPTED.search(piece) for piece in _pieces(file)):
        return ATTACHMENT_ENCRYPTED
    if beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return ATTACHMENT_MARKUP
    return ATTACHMENT_OF_NO_KIND


def _is_pdf(file: IO[bytes], size: int) -> bool:
    if any(_PDF_ENCRYPTED.search(piece) for piece in _pieces(file)):
        raise Invalid(ATTACHMENT_ENCRYPTED)
    end = _at(file, max(size - 1024, 0), 1024)
    return b"startxref" in end and b"%%EOF" in end


def _is_docx(file: IO[bytes], size: int) -> bool:
    found = archive.read(file, size, keep=TYPES)
    types = found.kept.lower()
    macros = b"macroenabled" in types or b"vbaproject" in types
    if macros or any(name.lower().endswith("vbaproject.bin") for name in found.names):
        raise Invalid(ATTACHMENT_MACROS)
    return b"wordprocessingml.document.main+xml" in types and any(
        name.startswith("word/") for name in found.names
    )


def _is_png(file: IO[bytes], size: int) -> bool:
    """Chunk by chunk to the last one, after which nothing comes."""
    place = len(PNG)
    while len(head := _at(file, place, 16)) >= 8:
        length, name = struct.unpack_from(">I4s", head)
        if place == len(PNG):
            if name != b"IHDR" or length != 13 or len(head) < 16:
                return False
            _count_pixels(*struct.unpack_from(">II", head, 8))
        place += 12 + length
        if name == b"IEND":
            return bool(place == size)
    return False


def _is_jpeg(file: IO[bytes], size: int) -> bool:
    """Segment by segment to where the picture begins, having said how large it is."""
    place, framed = 2, False
    while len(head := _at(file, place, 9)) == 9 and head[0] == 0xFF:
        marker, length = head[1], int.from_bytes(head[2:4], "big")
        if marker == 0xFF:
            place += 1
            continue
        if marker in _FRAMES:
            _count_pixels(int.from_bytes(head[7:9], "big"), int.from_bytes(head[5:7], "big"))
            framed = True
        if marker == 0xDA:
            return framed and b"\xff\xd9" in _at(file, max(size - TAIL, 0), TAIL)
        if length < 2:
            return False
        place += 2 + length
    return False


def _count_pixels(width: int, height: int) -> None:
    if width * height > PIXELS_AT_MOST:
        raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=PIXELS_AT_MOST)


def _at(file: IO[bytes], place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """All of it; what stands where two meet is in one of them as a whole."""
    file.seek(0)
    before = b""
    while data := file.read(PIECE):
        yield before + data
        before = data[-OVERLAP:]


_KNOWN: tuple[tuple[bytes, Kind, Callable[[IO[bytes], int], bool]], ...] = (
    (b"%PDF-", Kind.PDF, _is_pdf),
    (archive.BEGINNING, Kind.DOCX, _is_docx),
    (PNG, Kind.PNG, _is_png),
    (b"\xff\xd8\xff", Kind.JPEG, _is_jpeg),
)

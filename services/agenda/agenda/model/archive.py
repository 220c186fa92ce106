"""What an archive (ZIP) holds, without believing what it says of itself: all is unpacked once, and counted.

Written out here because the standard library reads a directory of any length into memory, trusts the sizes
in it, and lets parts lie upon each other.
"""

import struct
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from agenda.errors import (
    ATTACHMENT_ENCRYPTED,
    ATTACHMENT_OF_NO_KIND,
    ATTACHMENT_UNPACKS_TOO_FAR,
    Invalid,
)

BEGINNING = b"PK\x03\x04"
UNPACKED_AT_MOST = 100_000_000
INNER_AT_MOST = 10_000_000
"""Bytes of an archive within: it lies in the process's own folder while it is looked into."""
PARTS_AT_MOST, DIRECTORY_AT_MOST, DEPTH_AT_MOST = 5_000, 1024 * 1024, 2
PIECE = 64 * 1024
STORED, DEFLATED = 0, 8
_ENCRYPTED = 0x1
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


class Part(NamedTuple):
    name: str
    flags: int
    method: int
    packed: int
    unpacked: int
    offset: int


@dataclass(slots=True)
class Archive:
    """`names` are those of archives within it too; `kept` is the content of what was asked to be kept."""

    names: set[str] = field(default_factory=set)
    kept: bytes = b""
    unpacked: int = 0

    def count(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > UNPACKED_AT_MOST:
            raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=UNPACKED_AT_MOST)


def read(file: IO[bytes], size: int, keep: str) -> Archive:
    """Invalid for what is no sound archive, is encrypted, or unpacks too far, also within itself."""
    archive = Archive()
    try:
        _look_into(file, size, archive, keep, depth=0)
    except (struct.error, zlib.error, ValueError) as error:
        raise Invalid(ATTACHMENT_OF_NO_KIND) from error
    return archive


def _look_into(file: IO[bytes], size: int, archive: Archive, keep: str, depth: int) -> None:
    if depth > DEPTH_AT_MOST:
        raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=UNPACKED_AT_MOST)
    parts = _directory(file, size)
    if len({part.name.lower() for part in parts}) < len(parts):
        raise ValueError("one name twice: who reads it may read either")
    if sum(part.packed for part in parts) > size:  # they lie upon each other
        raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=UNPACKED_AT_MOST)
    for part in parts:
        if part.flags & _ENCRYPTED:
            raise Invalid(ATTACHMENT_ENCRYPTED)
        archive.names.add(part.name)
        with tempfile.SpooledTemporaryFile(max_size=1024 * 1024) as inner:
            wanted = part.name == keep and depth == 0
            length = _unpack(file, part, archive, inner, keeping=wanted)
            if wanted:
                inner.seek(0)
                archive.kept = inner.read(DIRECTORY_AT_MOST)
            elif inner.tell():
                _look_into(inner, length, archive, keep, depth + 1)


def _unpack(file: IO[bytes], part: Part, archive: Archive, inner: IO[bytes], *, keeping: bool) -> int:
    """Its true length; into `inner` goes what is to be kept, or is an archive itself."""
    length = 0
    for piece in _pieces(file, part):
        archive.count(len(piece))
        if length == 0:
            keeping = keeping or piece.startswith(BEGINNING)
        length += len(piece)
        if keeping and length > INNER_AT_MOST:
            raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=INNER_AT_MOST)
        if keeping:
            inner.write(piece)
    if length != part.unpacked:
        raise ValueError("another length than it says")
    return length


def _pieces(file: IO[bytes], part: Part) -> Iterator[bytes]:
    file.seek(part.offset)
    mark, *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    if mark != BEGINNING or part.method not in (STORED, DEFLATED):
        raise ValueError("not where it should be, or packed in a way that we do not know")
    place = part.offset + _LOCAL.size + name + extra
    end = place + part.packed
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while place < end:
        file.seek(place)
        data = file.read(min(PIECE, end - place))
        if not data:
            raise ValueError("it ends too early")
        place += len(data)
        if part.method == STORED:
            yield data
            continue
        while data:
            if piece := inflate.decompress(data, PIECE):
                yield piece
            data = inflate.unconsumed_tail
    if part.method == DEFLATED and (not inflate.eof or inflate.unused_data):
        raise ValueError("more, or less, than one stream")


def _directory(file: IO[bytes], size: int) -> list[Part]:
    """Of an archive that begins with the file, ends with it and has nothing between parts and directory."""
    tail_size = min(size, _END.size + 0xFFFF)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0:
        raise ValueError("no end")
    _, _, _, _, count, length, offset, comment = _END.unpack_from(tail, found)
    end = size - tail_size + found
    if end + _END.size + comment != size or offset + length != end:
        raise ValueError("something stands around it")
    if count > PARTS_AT_MOST or length > DIRECTORY_AT_MOST:
        raise Invalid(ATTACHMENT_UNPACKS_TOO_FAR, limit=UNPACKED_AT_MOST)
    file.seek(offset)
    return list(_entries(file.read(length), count))


def _entries(directory: bytes, count: int) -> Iterator[Part]:
    place = 0
    for _ in range(count):
        entry = _ENTRY.unpack_from(directory, place)
        mark, flags, method, packed, unpacked = entry[0], entry[3], entry[4], entry[8], entry[9]
        if mark != b"PK\x01\x02":
            raise ValueError("no entry")
        name, extra, comment, offset = entry[10], entry[11], entry[12], entry[16]
        place += _ENTRY.size
        yield Part(directory[place : place + name].decode(), flags, method, packed, unpacked, offset)
        place += name + extra + comment

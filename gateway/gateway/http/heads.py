"""Heads of requests, held to the grammar (RFC 9112) before anybody reads a meaning into them.

What two readers may read differently is how requests are smuggled: a folded line, a space before the colon,
two lengths, a length beside chunks, a line that ends with LF alone, an address with a host of its own. Such a
head is refused, never repaired.
"""

import re
from collections.abc import Sequence
from typing import Protocol

_REQUEST_LINE = re.compile(
    rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ /[\x21\x22\x24-\x7e\x80-\xff]* HTTP/1\.(?P<minor>[01])\r\n"
)
_FIELD = re.compile(rb"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):(?P<value>[\t\x20-\x7e\x80-\xff]*)\r\n")
_BLANKS = b" \t"
_HOST = re.compile(rb"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+;=%-]*)(:[0-9]*)?")
_LENGTH = re.compile(rb"[0-9]{1,15}")


class Lines(Protocol):
    def readline(self, size: int = -1) -> bytes: ...


class Remembered:
    """A stream whose lines are kept as they came."""

    def __init__(self, stream: Lines) -> None:
        self._stream = stream
        self.lines: list[bytes] = []

    def readline(self, size: int = -1) -> bytes:
        line = self._stream.readline(size)
        self.lines.append(line)
        return line


def is_sound(request_line: bytes, lines: Sequence[bytes]) -> bool:
    """Whether the head has one meaning only; `lines` end with the empty one."""
    request = _REQUEST_LINE.fullmatch(request_line)
    fields = [_FIELD.fullmatch(line) for line in lines[:-1]]
    if not request or not lines or lines[-1] != b"\r\n":
        return False
    values: dict[bytes, list[bytes]] = {}
    for field in fields:
        if not field:
            return False
        values.setdefault(field["name"].lower(), []).append(field["value"].strip(_BLANKS))
    return _has_one_host(values, request["minor"]) and _has_one_length(values, request["minor"])


def _has_one_host(values: dict[bytes, list[bytes]], minor: bytes) -> bool:
    hosts = values.get(b"host", [])
    if not hosts:
        return minor == b"0"
    return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None


def _has_one_length(values: dict[bytes, list[bytes]], minor: bytes) -> bool:
    lengths, codings = values.get(b"content-length", []), values.get(b"transfer-encoding", [])
    if codings:
        return not lengths and minor == b"1" and [coding.lower() for coding in codings] == [b"chunked"]
    return not lengths or (len(lengths) == 1 and _LENGTH.fullmatch(lengths[0]) is not None)

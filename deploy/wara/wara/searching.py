"""Whether a text stands anywhere, in rows, logs and mails, however it is written there.

Capitals, forms of accents and the length of spaces make no difference. A row is searched as one text, for a
name is kept in parts.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from pymongo.database import Database

from chassis.mongo import Document
from wara.mail.box import read

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_AROUND = re.compile(r"""(["'])\w+\1\s*:|[{}\[\]"',]""")
"""What stands between the values of a mapping that is written out, its names too."""


@dataclass(frozen=True, slots=True)
class Found:
    """`which` of the texts, from 1: the text itself is told to nobody. `key` is the row's, or the line's."""

    place: str
    key: str
    which: int


def folded(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())


def holds(text: str, sought: str) -> bool:
    return any(True for _ in _in("", "", text, [sought]))


def in_database(db: Database[Document], sought: Sequence[str]) -> Iterator[Found]:
    for name in sorted(db.list_collection_names()):
        if name.startswith("system."):
            continue
        for row in db[name].find({}):
            yield from _in(f"{db.name}.{name}", str(row["_id"]), " ".join(texts(row)), sought)


def in_logs(files: Sequence[Path], sought: Sequence[str]) -> Iterator[Found]:
    for file in files:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield from _in(file.name, str(number), line.decode("utf-8", "replace"), sought)


def in_mails(files: Sequence[Path], sought: Sequence[str]) -> Iterator[Found]:
    """Headers and parts as they are read, whatever they are encoded in."""
    for file in files:
        message = read(file.read_bytes())
        yield from _in("mail", file.name, " ".join(_parts(message)), sought)


def texts(value: Any) -> Iterator[str]:
    """All that is text in a row, also in bytes: the names of the fields last."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
        yield from map(str, value)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif isinstance(value, str):
        yield value


def _in(place: str, key: str, text: str, sought: Sequence[str]) -> Iterator[Found]:
    plain, bare = folded(text), folded(_AROUND.sub(" ", text))
    for which, one in enumerate(sought, start=1):
        if folded(one) in plain or folded(one) in bare:
            yield Found(place, key, which)


def _parts(message: EmailMessage) -> Iterator[str]:
    for part in message.walk():
        yield from (str(value) for value in part.values())
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            yield content.decode("utf-8", "replace") if isinstance(content, bytes) else ""

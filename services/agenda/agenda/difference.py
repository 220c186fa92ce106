"""What changed from one text to the next, word by word, also in Thai, so that a person can read it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypedDict

from chassis.words import THAI, words

Kind = Literal["same", "added", "removed"]
COMPARED = 4_000_000
"""Pairs of words at most; of what is longer it is only said that all of it changed."""
_STRETCHES = re.compile(r"(\s+)")
_WESTERN = re.compile(r"\w+|\W")


class Part(TypedDict):
    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Part]:
    """All of both texts in the order of reading; what went stands before what came in its place."""
    return _joined(_of_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))


def of_lists(before: Sequence[object], after: Sequence[object]) -> list[Part]:
    """Of things that stand for themselves, such as goals; each is a part."""
    gone: list[Part] = [{"kind": "removed", "text": str(one)} for one in before if one not in after]
    return gone + [{"kind": "same" if one in before else "added", "text": str(one)} for one in after]


def _of_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    for tag, a, b, c, d in _steps(before, after):
        if tag == "replace":
            yield from _of_words(_words("".join(before[a:b])), _words("".join(after[c:d])))
        else:
            yield from _parts(tag, before[a:b], after[c:d])


def _of_words(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    if len(before) * len(after) > COMPARED:
        yield from _parts("replace", before, after)
        return
    for tag, a, b, c, d in _steps(before, after):
        yield from _parts(tag, before[a:b], after[c:d])


def _steps(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())


def _parts(tag: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    if tag == "equal":
        yield {"kind": "same", "text": "".join(after)}
        return
    yield {"kind": "removed", "text": "".join(before)}
    yield {"kind": "added", "text": "".join(after)}


def _joined(parts: Iterator[Part]) -> list[Part]:
    said = (part for part in parts if part["text"])
    together = ((kind, list(run)) for kind, run in groupby(said, key=lambda part: part["kind"]))
    return [{"kind": kind, "text": "".join(part["text"] for part in run)} for kind, run in together]


def _words(text: str) -> list[str]:
    found: list[str] = []
    for stretch in filter(None, _STRETCHES.split(text)):
        found += words(stretch) if THAI.search(stretch) else _WESTERN.findall(stretch)
    return found

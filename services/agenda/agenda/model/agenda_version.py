"""An agenda as it was published: its lines stay as they were, whatever is changed later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from agenda.model.text import in_both

Line = dict[str, Any]
"""One item as it stood: `item section ordinal title closed minutes presenters`."""
PLACE = ("section", "ordinal")
WHAT = ("title", "closed", "minutes", "presenters")


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """`digest` is of the lines, so that what was changed and changed back is no revision."""

    number: int
    at: datetime
    digest: str


@dataclass(slots=True, kw_only=True)
class AgendaVersion:
    id: str
    meeting: str
    committee: str
    number: int
    published_at: datetime
    lines: list[Line] = field(default_factory=list)
    version: int = 0


def changes(before: Sequence[Line], after: Sequence[Line]) -> list[dict[str, Any]]:
    """What became of each item: in the order of the agenda as it is, then what is gone.

    An item that only gave way to others has another number, and has not been moved.
    """
    was = {line["item"]: line for line in before}
    staying = [line["item"] for line in after if line["item"] in was]
    moved = set(staying) - _in_old_order(staying, {line["item"]: n for n, line in enumerate(before)})
    found = []
    for line in after:
        old = was.pop(line["item"], None)
        if kind := _kind(old, line, moved):
            found.append({"change": kind, "number": number(line), **_told(line), "was": old and number(old)})
    gone = [{"change": Change.REMOVED, **_told(old), "was": number(old)} for old in was.values()]
    return found + gone


def number(line: Line) -> dict[str, str]:
    return in_both(f"{line['section']}.{line['ordinal']}")


def _kind(old: Line | None, line: Line, moved: set[str]) -> Change | None:
    if old is None:
        return Change.ADDED
    if any(old[name] != line[name] for name in WHAT):
        return Change.CHANGED
    if line["item"] in moved or old["section"] != line["section"]:
        return Change.MOVED
    return None


def _told(line: Line) -> Line:
    return {"item": line["item"], "title": line["title"], "closed": line["closed"]}


def _in_old_order(items: list[str], place: dict[str, int]) -> set[str]:
    """The most of them that stand to each other as they did: a longest increasing run."""
    runs: list[list[str]] = [[]]
    for item in items:
        before = [run for run in runs if not run or place[run[-1]] < place[item]]
        runs.append([*_longest(before), item])
    return set(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len)

"""The breach report: of a period whose data were shown, which fields of them, when and to whom.

It names nobody: people and callers are ids.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.clock import to_wire
from gateway.disclosures.personal import CLASS_OF, PEOPLE
from gateway.disclosures.record import Disclosure

COLUMNS = ("subject", "fields", "categories", "first_at", "last_at", "disclosures", "callers", "routes")
View = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """What was shown of one."""

    first_at: datetime
    last_at: datetime
    count: int = 0
    fields: set[str] = field(default_factory=set)
    callers: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)

    def add(self, one: Disclosure) -> None:
        self.first_at, self.last_at = min(self.first_at, one.at), max(self.last_at, one.at)
        self.count += 1
        self.fields.update(one.fields)
        self.callers.add(one.by)
        self.routes.add(one.route)

    @property
    def categories(self) -> list[str]:
        return sorted({CLASS_OF[name] for name in self.fields if name in CLASS_OF})

    def view(self, subject: str) -> View:
        return {
            "subject": subject,
            "fields": sorted(self.fields),
            "categories": self.categories,
            "first_at": to_wire(self.first_at),
            "last_at": to_wire(self.last_at),
            "disclosures": self.count,
            "callers": sorted(self.callers),
            "routes": sorted(self.routes),
        }


def report(
    lots: Iterable[Sequence[Disclosure]], since: datetime, until: datetime, caller: str | None = None
) -> View:
    """`persons` and `categories` are what the notice to the Committee asks for; `others` are records that
    name persons who are known by no id."""
    shown: dict[str, Shown] = {}
    count = 0
    for lot in lots:
        for one in lot:
            if caller in (None, one.by):
                count += 1
                for subject in one.about:
                    shown.setdefault(subject, Shown(one.at, one.at)).add(one)
        time.sleep(0)  # lets others be answered meanwhile
    people = [subject for subject in shown if subject.partition("/")[0] in PEOPLE]
    return {
        "from": to_wire(since),
        "until": to_wire(until),
        "disclosures": count,
        "persons": len(people),
        "others": len(shown) - len(people),
        "categories": _categories(shown.values()),
        "items": [shown[subject].view(subject) for subject in sorted(shown)],
    }


def row_of(item: View) -> dict[str, str]:
    """As it stands in a table."""
    return {
        name: " ".join(value) if name != "routes" and isinstance(value, list) else _text(value)
        for name, value in item.items()
    }


def _categories(shown: Iterable[Shown]) -> list[View]:
    fields, counts = defaultdict[str, set[str]](set), defaultdict[str, int](int)
    for one in shown:
        for category in one.categories:
            counts[category] += 1
            fields[category].update(name for name in one.fields if CLASS_OF.get(name) == category)
    return [
        {"category": category, "subjects": counts[category], "fields": sorted(fields[category])}
        for category in sorted(counts)
    ]


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)

"""How far a broadcast has come: counters, so that it costs the same to ask however many letters there are.

Each process writes rows of its own, last in a transaction and once for all the letters in it; they are added
up when somebody asks. They are kept with the letters that they count, and so agree with them.
"""

import os
import platform
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.mongo import Index, Transaction
from chassis.transaction import Left
from notify.audiences import BROADCASTS
from notify.model import Fact, Facts, Notification, Status
from notify.relevance import WRITTEN_TO_OTHERWISE

PROGRESS = "broadcast_progress"
INDEXES = (Index("broadcast_progress_broadcast", PROGRESS, [("broadcast", 1)]),)
ENDS = {
    Fact.DELIVERED: "sent",
    Fact.FAILED: "failed",
    Fact.SUPPRESSED: "suppressed",
    Fact.CANCELLED: "cancelled",
}
ROWS, MADE = 8, "made"
"""Of a process: one for what is told, beside which much is marked, and some for the rest, for two that write
in the same one at once have to do so one after the other."""
NAMES = ("told", "letters", *ENDS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`told` are people; what became of their `letters` are the other numbers."""

    told: int = 0
    letters: int = 0
    sent: int = 0
    failed: int = 0
    suppressed: int = 0
    cancelled: int = 0

    @property
    def queued(self) -> int:
        """Neither sent nor at another end."""
        return self.letters - self.sent - self.failed - self.suppressed - self.cancelled


def made(tx: Transaction, notifications: Iterable[Notification]) -> None:
    """Letters of any kind; what takes the place of another was counted with that."""
    for one in notifications:
        if _counts(one) and not one.instead:
            add(tx, one.facts["broadcast"], "letters")


def note(tx: Transaction, changed: Iterable[tuple[Notification, Facts]]) -> None:
    """What became of letters of any kind, if none takes their place; what was sent may come back."""
    for one, facts in changed:
        for fact in facts if _counts(one) and one.reason != WRITTEN_TO_OTHERWISE else ():
            if fact in ENDS:
                add(tx, one.facts["broadcast"], ENDS[fact])
            if fact is Fact.FAILED and any(step.status is Status.DELIVERED for step in one.history):
                add(tx, one.facts["broadcast"], "sent", -1)


def _counts(one: Notification) -> bool:
    """One that is sent again by hand was counted before."""
    return one.template in BROADCASTS and (one.resends is None or one.instead)


def add(tx: Transaction, broadcast: str, name: str, number: int = 1) -> None:
    if number:
        tx.at_end(_keep, (broadcast, name, number))


def _keep(tx: Transaction, added: list[Left]) -> None:
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for broadcast, name, number in (one.about for one in added):
        numbers[broadcast][name] += number
    for broadcast, counted in numbers.items():
        row = MADE if counted.keys() & {"told", "letters"} else random.randrange(ROWS)
        where = {"_id": f"{broadcast}|{platform.node()}|{os.getpid()}|{row}"}
        change = {"$inc": dict(counted), "$setOnInsert": {"broadcast": broadcast}}
        tx.db[PROGRESS].update_one(where, change, upsert=True, session=tx.session)


def of(tx: Transaction, broadcast: str) -> Progress:
    rows = list(tx.db[PROGRESS].find({"broadcast": broadcast}, session=tx.session))
    return Progress(**{name: sum(row.get(name, 0) for row in rows) for name in NAMES})

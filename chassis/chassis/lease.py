"""One document that says which process is at work; it saves double work and guards nothing.

A holder raises `beat`, and goes on at once when it restarts under the same name; a standby takes over when it
has seen the same beat for a while on its own clock, so that no two clocks are ever compared.
"""

import time
from typing import Any

from pymongo.database import Database

LEASES = "leases"
BEAT_SECONDS = 2.0
STALE_SECONDS = 5.0


class Lease:
    """`term` counts how often it was won: after a new one, nothing known from before it holds."""

    def __init__(self, db: Database[dict[str, Any]], name: str, holder: str) -> None:
        self.term = 0
        self._leases = db[LEASES]
        self._name = name
        self._holder = holder
        self._beat: int | None = None  # as we left it; None when another may have been at work since
        self._seen: tuple[int, float] | None = None
        self._next_beat = 0.0

    def held(self) -> bool:
        """Whether this process is at work, after doing what keeps or wins the lease."""
        now = time.monotonic()
        if self._beat is not None and now < self._next_beat:
            return True
        kept = self._beat is not None and self._swap(self._beat, self._holder)
        if kept or self._take(now):
            self._next_beat = now + BEAT_SECONDS
            return True
        return False

    def doubt(self) -> None:
        """Another is at work though we hold the lease: look before going on."""
        self._beat = None

    def release(self) -> None:
        self._beat = None
        self._leases.update_one({"_id": self._name, "holder": self._holder}, {"$set": {"holder": None}})

    def _take(self, now: float) -> bool:
        lease = self._leases.find_one({"_id": self._name})
        if lease is None:
            lease = {"beat": 0, "holder": None}
            self._leases.update_one({"_id": self._name}, {"$setOnInsert": lease}, upsert=True)
        beat, holder = lease["beat"], lease["holder"]
        if self._seen is None or self._seen[0] != beat:
            self._seen = (beat, now)
        stale = now - self._seen[1] >= STALE_SECONDS
        if not stale and holder not in (None, self._holder):
            return False
        if not self._swap(beat, holder):
            return False
        self.term += 1
        return True

    def _swap(self, beat: int, holder: str | None) -> bool:
        """One beat more, ours, if nothing has changed since that one."""
        self._beat = None
        guard = {"_id": self._name, "beat": beat, "holder": holder}
        change = {"$set": {"holder": self._holder, "beat": beat + 1}}
        if self._leases.update_one(guard, change).matched_count != 1:
            return False
        self._beat = beat + 1
        return True

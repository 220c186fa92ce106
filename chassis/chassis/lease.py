"""One document that says which process is at work; it saves double work and guards nothing.

A holder raises `beat`, and goes on at once when it restarts under the same name; a standby takes over when it
has seen the same beat for a while on its own clock, so that no two clocks are ever compared.
"""

import time
from typing import Any

from pymongo.database import Database

LEASES = "leases"
BEAT_SECONDS = 1.0
STALE_SECONDS = 5.0


class Lease:
    def __init__(self, db: Database[dict[str, Any]], name: str, holder: str) -> None:
        self._leases = db[LEASES]
        self._name = name
        self._holder = holder
        self._seen: tuple[int, float] | None = None
        self._next_beat = 0.0

    def held(self) -> bool:
        """Whether this process is at work, after doing what keeps or wins the lease."""
        now = time.monotonic()
        if now < self._next_beat:
            return True
        mine = self._leases.update_one({"_id": self._name, "holder": self._holder}, {"$inc": {"beat": 1}})
        if mine.matched_count == 1 or self._take(now):
            self._next_beat = now + BEAT_SECONDS
            return True
        self._next_beat = 0.0
        return False

    def release(self) -> None:
        self._next_beat = 0.0
        self._leases.update_one({"_id": self._name, "holder": self._holder}, {"$set": {"holder": None}})

    def lose(self) -> None:
        """Another is at work though we hold the lease: stand by, and judge anew."""
        self.release()
        self._seen = None

    def _take(self, now: float) -> bool:
        self._leases.update_one(
            {"_id": self._name}, {"$setOnInsert": {"beat": 0, "holder": None}}, upsert=True
        )
        lease = self._leases.find_one({"_id": self._name})
        assert lease is not None
        beat = lease["beat"]
        if self._seen is None or self._seen[0] != beat:
            self._seen = (beat, now)
        stale = now - self._seen[1] >= STALE_SECONDS
        if lease["holder"] is not None and not stale:
            return False
        guard = {"_id": self._name, "beat": beat, "holder": lease["holder"]}
        taken = self._leases.update_one(guard, {"$set": {"holder": self._holder}, "$inc": {"beat": 1}})
        return taken.matched_count == 1

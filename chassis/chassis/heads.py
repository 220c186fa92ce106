"""Heads: the newest hash of each chain, written where whoever may change our databases may not reach.

A chain whose end was cut off, or that was made anew as a whole, holds in itself, but not against a head of
before. Each head is a line of JSON in a file of a folder, and a line of the log, which leaves the machine.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import PyMongoError

from chassis import clock, log
from chassis.chain import HASH
from chassis.config import Settings
from chassis.eventlog import LOGS, EventLog, Stream

SECONDS = 3600.0
STORE_SECONDS = 10.0

Head = dict[str, Any]
logger = log.get(__name__)


class Heads:
    def __init__(self, settings: Settings) -> None:
        """Without AUDIT_HEADS_FOLDER they are lines of the log alone."""
        folder = settings.env.str("AUDIT_HEADS_FOLDER", "")
        self.seconds = settings.env.float("AUDIT_HEADS_SECONDS", SECONDS)
        self._service = settings.service
        self._file = Path(folder) / f"{settings.service}.ndjson" if folder else None

    def write(self, db: Database[Any], streams: Iterable[Stream] = LOGS.values()) -> None:
        """PyMongoError while the store is away."""
        heads = [head for stream in streams if (head := self._of(db, stream))]
        for head in heads:
            logger.info("audit_head", **head)
        if heads and self._file is not None:
            self._append("".join(f"{json.dumps(head)}\n" for head in heads).encode())

    def _of(self, db: Database[Any], stream: Stream) -> Head | None:
        with pymongo.timeout(STORE_SECONDS):
            last = EventLog(db, stream).last()
            entry = db[stream.log].find_one({"_id": last}, {HASH: 1})
        if entry is None or HASH not in entry:
            return None
        known = {"service": self._service, "stream": stream.log, "sequence": last}
        return known | {"hash": bytes(entry[HASH]).hex(), "at": clock.to_wire(clock.now())}

    def _append(self, lines: bytes) -> None:
        """In one piece: several processes may write the same file."""
        assert self._file is not None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            out = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(out, lines)
            finally:
                os.close(out)
        except OSError as error:
            logger.error("audit_heads_not_written", reason=type(error).__name__)


def run(heads: Heads, db: Database[Any], leads: Callable[[], bool], stop: threading.Event) -> None:
    """In a thread of `work`: by the one that relays, from time to time and at its end."""
    stopped = False
    while not stopped:
        stopped = stop.wait(heads.seconds)
        try:
            if leads():
                heads.write(db)
        except PyMongoError as error:
            logger.warning("audit_heads_paused", reason=type(error).__name__)

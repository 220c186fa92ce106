"""Sessions whose transactions die with their process.

The store keeps the locks of a killed client's transaction until its lifetime is over, a minute by default. A
process therefore writes down the ids of the sessions it uses, and whoever starts under the same instance name
after it kills what those left open.
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pymongo
from bson.binary import Binary
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import PyMongoError

SESSIONS = "sessions"
OPEN_SECONDS = 2.5
KILL_SECONDS = 1.0


class Sessions:
    """A pool of sessions; without an instance name nothing is written down, and the driver's own will do."""

    def __init__(self, db: Database[dict[str, Any]], instance: str | None) -> None:
        self._db = db
        self._instance = instance
        self._free: list[ClientSession] = []

    @contextmanager
    def borrow(self) -> Iterator[ClientSession]:
        """To be entered outside of any deadline: past one, the driver can no longer abort a transaction."""
        if self._instance is None:
            with self._db.client.start_session(causal_consistency=False) as session:
                yield session
            return
        try:
            session = self._free.pop()
        except IndexError:
            session = self._open()
        try:
            yield session
        except PyMongoError:
            self._kill(session)
            raise
        except BaseException:
            self._free.append(session)
            raise
        self._free.append(session)

    def kill_abandoned(self) -> int:
        """Aborts what a dead predecessor left open and returns how many sessions it had."""
        if self._instance is None:
            return 0
        left = {"instance": self._instance}
        ids = [{"id": Binary.from_uuid(row["_id"])} for row in self._db[SESSIONS].find(left)]
        if ids:
            self._db.client.admin.command("killSessions", ids)
            self._db[SESSIONS].delete_many(left)
        return len(ids)

    def _kill(self, session: ClientSession) -> None:
        with contextlib.suppress(PyMongoError), pymongo.timeout(KILL_SECONDS):
            self._db.client.admin.command("killSessions", [session.session_id])
            self._db[SESSIONS].delete_one({"_id": session.session_id["id"]})
            session.end_session()

    def _open(self) -> ClientSession:
        session = self._db.client.start_session(causal_consistency=False)
        row = {"_id": session.session_id["id"], "instance": self._instance}
        with pymongo.timeout(OPEN_SECONDS):
            self._db[SESSIONS].insert_one(row)
        return session

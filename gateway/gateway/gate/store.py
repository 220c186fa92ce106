"""What the gate keeps in the gateway's own database: API keys, and what windows have given out."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pymongo
from pymongo.errors import PyMongoError

from chassis import log
from chassis.errors import Unavailable
from chassis.mongo import Index, Store
from gateway.commands import store as commands
from gateway.identity import store as identity
from gateway.rows import Rows

KEYS, WINDOWS = "api_keys", "windows"
INDEXES = (
    Index("api_keys_owner", KEYS, [("owner", 1), ("_id", 1)]),
    Index("windows_ends_at", WINDOWS, [("ends_at", 1)]),
)
WINDOW_SECONDS = 0.5
AWAY_SECONDS = 1.0

logger = log.get(__name__)


class Windows:
    """Counts where every replica sees it."""

    def __init__(self, store: Store) -> None:
        self._rows = Rows(store, WINDOWS)
        self._away_until = 0.0

    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        """As `gateway.gate.limits.Counter` has it. For a second after a failure nothing is asked."""
        if time.monotonic() < self._away_until:
            raise Unavailable()
        until, lots = datetime.fromtimestamp(ends_at, UTC), (wanted, 1) if wanted > 1 else (1,)
        try:
            with pymongo.timeout(WINDOW_SECONDS):
                self._rows.forget()
                return next((lot for lot in lots if self._rows.take_of(window, until, lot, of)), 0)
        except Unavailable:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise


def prepare(store: Store, sleep: Callable[[float], None]) -> None:
    """Makes the collections and their indexes, as soon as the store is there."""
    while True:
        try:
            with pymongo.timeout(30):
                for name in (KEYS, WINDOWS, commands.COMMANDS, *identity.COLLECTIONS):
                    store.make_collection(name)
                store.make_indexes((*INDEXES, *commands.INDEXES, *identity.INDEXES))
        except PyMongoError as error:
            logger.warning("store_awaited", reason=type(error).__name__)
            sleep(0.5)
        else:
            return

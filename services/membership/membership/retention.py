"""How long it is kept who somebody was after they left office, and the timer that forgets them then."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from environs import Env, EnvError

from chassis import clock, log
from chassis.config import Settings
from chassis.errors import Conflict, NotFound, Stale, Unavailable
from chassis.mongo import Store, Transaction
from membership import store as kept
from membership.handlers import erasures

AT_ONCE = 50
REST_SECONDS = 3600.0
DAYS = 730

Mode = Literal["dry-run", "on", "off"]
MODES: tuple[Mode, ...] = ("dry-run", "on", "off")

logger = log.get(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """`days` are those for which identity and contact are kept after the office ended."""

    mode: Mode = "dry-run"
    days: int = DAYS

    @classmethod
    def read(cls, env: Env) -> "Retention":
        mode, days = env.str("RETENTION", "dry-run"), env.int("RETENTION_DAYS", DAYS)
        if mode not in MODES:
            raise EnvError(f"RETENTION must be one of {', '.join(MODES)}")
        if days < 1:
            raise EnvError("RETENTION_DAYS must be 1 or more")
        return cls(mode=next(one for one in MODES if one == mode), days=days)

    def before(self, now: datetime) -> datetime:
        """Who left office by then is to be forgotten."""
        return now - timedelta(days=self.days)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: who is a moment late finds that another was faster."""
    retention = Retention.read(settings.env)
    done = AT_ONCE
    while retention.mode != "off" and not stop.wait(0 if done == AT_ONCE else REST_SECONDS):
        try:
            done = look(store, retention, clock.now())
        except Unavailable as error:
            logger.warning("retention_paused", reason=type(error.__cause__ or error).__name__)
            done = 0


def look(store: Store, retention: Retention, now: datetime) -> int:
    """Forgets who is due, at most AT_ONCE, each in a transaction of its own; in a dry run it only counts.

    Returns how many were forgotten.
    """
    before = retention.before(now)
    if retention.mode == "dry-run":
        count = store.read(lambda tx: kept.count_former(tx, before))
        logger.info("retention_due", count=count, days=retention.days, mode=retention.mode)
        return 0
    due = store.read(lambda tx: kept.former(tx, before, AT_ONCE))
    done = sum(_forget(store, row["_id"]) for row in due)
    if done:
        logger.info("retention_done", count=done, days=retention.days)
    return done


def _forget(store: Store, id: str) -> bool:
    try:
        store.transact(partial(_begin, id=id))
        return True
    except (Stale, NotFound, Conflict):
        return False


def _begin(tx: Transaction, id: str) -> None:
    erasures.begin(tx, kept.representatives.get(tx, id), "retention")

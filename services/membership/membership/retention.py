"""How long it is kept who somebody was after they left office, and how they were reached; and the timer that
forgets it then."""

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
from membership.model.erasure import EVERYTHING, PersonalClass

AT_ONCE = 50
REST_SECONDS = 3600.0
DAYS: dict[PersonalClass, int] = {"identity": 730, "contact": 90}
GO: dict[PersonalClass, tuple[PersonalClass, ...]] = {"identity": EVERYTHING, "contact": ("contact",)}
"""What goes with it: nobody is written to whose name is not known."""

Mode = Literal["dry-run", "on", "off"]
MODES: tuple[Mode, ...] = ("dry-run", "on", "off")

logger = log.get(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The days for which identity, and contact, are kept after the office ended."""

    mode: Mode = "dry-run"
    identity: int = DAYS["identity"]
    contact: int = DAYS["contact"]

    @classmethod
    def read(cls, env: Env) -> "Retention":
        mode = env.str("RETENTION", "dry-run")
        if mode not in MODES:
            raise EnvError(f"RETENTION must be one of {', '.join(MODES)}")
        identity = env.int("RETENTION_DAYS", DAYS["identity"])
        contact = env.int("RETENTION_CONTACT_DAYS", DAYS["contact"])
        for name, days in (("RETENTION_DAYS", identity), ("RETENTION_CONTACT_DAYS", contact)):
            if days < 1:
                raise EnvError(f"{name} must be 1 or more")
        return cls(mode=next(one for one in MODES if one == mode), identity=identity, contact=contact)

    def before(self, personal: PersonalClass, now: datetime) -> datetime:
        """Of whom left office by then it is to be forgotten."""
        return now - timedelta(days=self.identity if personal == "identity" else self.contact)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: who is a moment late finds that another was faster."""
    retention = Retention.read(settings.env)
    busy = True
    while retention.mode != "off" and not stop.wait(0 if busy else REST_SECONDS):
        try:
            busy = AT_ONCE in [look(store, retention, personal, clock.now()) for personal in GO]
        except Unavailable as error:
            logger.warning("retention_paused", reason=type(error.__cause__ or error).__name__)
            busy = False


def look(store: Store, retention: Retention, personal: PersonalClass, now: datetime) -> int:
    """Forgets this of who is due, at most AT_ONCE, each in a transaction of its own; in a dry run it only
    counts.

    Returns of how many it was forgotten.
    """
    before = retention.before(personal, now)
    if retention.mode == "dry-run":
        count = store.read(lambda tx: kept.count_former(tx, personal, before))
        logger.info("retention_due", personal=personal, count=count, mode=retention.mode)
        return 0
    due = store.read(lambda tx: kept.former(tx, personal, before, AT_ONCE))
    done = sum(_forget(store, row["_id"], personal) for row in due)
    if done:
        logger.info("retention_done", personal=personal, count=done)
    return done


def _forget(store: Store, id: str, personal: PersonalClass) -> bool:
    try:
        store.transact(partial(_begin, id=id, personal=personal))
        return True
    except (Stale, NotFound, Conflict):
        return False


def _begin(tx: Transaction, id: str, personal: PersonalClass) -> None:
    erasures.begin(tx, kept.representatives.get(tx, id), "retention", GO[personal])

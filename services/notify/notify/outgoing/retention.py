"""How long the words of letters are kept after they were sent, and what came in by mail after it was dealt
with; and the timer that removes them then. What happened to each stays."""

import threading
from datetime import datetime, timedelta
from functools import partial

from environs import Env, EnvError

from chassis import clock, log
from chassis.config import Settings
from chassis.mongo import Store, Transaction
from notify.incoming import store as mails
from notify.outgoing import bundles, timer

DAYS, SHORTEST, LONGEST = 30, 7, 90
AT_ONCE = 100
REST_SECONDS = 3600.0

logger = log.get(__name__)


def days(env: Env) -> int:
    found = env.int("LETTER_RETENTION_DAYS", DAYS)
    if not SHORTEST <= found <= LONGEST:
        raise EnvError(f"LETTER_RETENTION_DAYS must be {SHORTEST} to {LONGEST}")
    return found


def watch(rows: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: what one has removed the others do not find."""
    kept_for = timedelta(days=days(settings.env))
    timer.repeat(
        lambda: remove(rows, clock.now() - kept_for) == AT_ONCE, REST_SECONDS, stop, "letter_retention_paused"
    )


def remove(rows: Store, before: datetime) -> int:
    """Words that were sent, and mails that were resolved, before that time; returns of how many rows, of each
    kind AT_ONCE at most, the greater number."""
    old = rows.read(lambda tx: (bundles.older(tx, before, AT_ONCE), mails.older(tx, before, AT_ONCE)))
    if any(old):
        rows.transact(partial(_remove, bundled=old[0], resolved=old[1]))
        logger.info("letters_removed", bundles=len(old[0]), mails=len(old[1]))
    return max(len(ids) for ids in old)


def _remove(tx: Transaction, bundled: list[str], resolved: list[str]) -> None:
    bundles.remove(tx, bundled)
    for mail in mails.among(tx, resolved):
        mail.drop_content()
        mails.mails.save(tx, mail)

"""What `work` has to do with broadcasts: one step of a job, in a transaction of its own.

Whoever takes a step first says how far it comes, so that of two who take the same one comes to nothing.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chassis.mongo import Document, Transaction
from notify.broadcasts import progress
from notify.broadcasts.model import Broadcast, DryRun, State, Status
from notify.broadcasts.store import Kind, broadcasts, close, go_on, put
from notify.handlers.broadcasts import keep
from notify.handlers.choosing import NOT_IN_OFFICE, Choice, announcement, not_in_office, portion
from notify.handlers.reconciliation import PORTION, tell

SIZE = PORTION
SOONEST, LATEST, PART = timedelta(seconds=1), timedelta(minutes=1), 10
"""When it is looked again whether the last letter has left: after a part of the time that it took so far."""
COUNTS = ("languages", "channels", "in_another_language", "left_out")


def count(tx: Transaction, job: Document) -> None:
    """Adds up one portion; the last one makes the dry run of it, if the draft is still the same."""
    broadcast = broadcasts.get(tx, job["broadcast"])
    if broadcast.status is not Status.DRAFT or broadcast.edition != job["edition"]:
        close(tx, job)
        return
    choices, last = portion(tx, broadcast, job.get("last", ""), SIZE)
    counted = _counted(broadcast, choices, job.get("counted", {}))
    if last is not None:
        go_on(tx, job, last=last, counted=counted)
        return
    if waiting := not_in_office(tx, broadcast):
        counted["left_out"][NOT_IN_OFFICE] = counted["left_out"].get(NOT_IN_OFFICE, 0) + waiting
    asked_at = broadcast.dry_run.asked_at if broadcast.dry_run else tx.now
    found = DryRun(edition=broadcast.edition, asked_at=asked_at, done_at=tx.now, state=State.DONE, **counted)
    broadcast.count(found)
    broadcasts.save(tx, broadcast)
    close(tx, job)


def release(tx: Transaction, job: Document) -> None:
    """Tells one portion; with the first it begins, and after the last it is watched."""
    broadcast = broadcasts.get(tx, job["broadcast"])
    choices, last = portion(tx, broadcast, job["last"], SIZE)
    if not go_on(tx, job, last=last):
        return
    tx.correlation_id = job["correlation_id"]
    if broadcast.status is Status.HELD:
        keep(tx, broadcast, broadcast.start(tx.now))
    chosen = [one.representative for one in choices if one.why is None]
    tell(tx, [announcement(broadcast)], chosen)
    progress.add(tx, broadcast.id, "told", len(chosen))
    if last is None:
        close(tx, job)
        put(tx, Kind.WATCH, broadcast, tx.now + SOONEST)


def watch(tx: Transaction, job: Document) -> None:
    """Whether all its letters have come to an end."""
    broadcast = broadcasts.get(tx, job["broadcast"])
    tx.correlation_id = job["correlation_id"]
    if broadcast.status is not Status.SENDING:
        close(tx, job)
    elif progress.of(tx, broadcast.id).queued:
        go_on(tx, job, due_at=tx.now + _rest(broadcast.started_at or tx.now, tx.now))
    else:
        keep(tx, broadcast, broadcast.complete(tx.now))
        close(tx, job)


def claim_test(tx: Transaction, job: Document, lease: timedelta) -> Broadcast | None:
    """None where it is another's, or nothing to be done any more."""
    broadcast = broadcasts.get(tx, job["broadcast"])
    if broadcast.status is not Status.DRAFT or broadcast.edition != job["edition"]:
        close(tx, job)
        return None
    return broadcast if go_on(tx, job, due_at=tx.now + lease) else None


def mark_test(tx: Transaction, job: Document, failed: str | None) -> None:
    """With its job the address goes."""
    broadcast = broadcasts.get(tx, job["broadcast"])
    if not close(tx, job) or broadcast.test is None or broadcast.status is not Status.DRAFT:
        return
    state = State.FAILED if failed else State.DONE
    broadcast.tested(replace(broadcast.test, state=state, done_at=tx.now, reason=failed))
    broadcasts.save(tx, broadcast)


def _counted(broadcast: Broadcast, choices: list[Choice], before: Document) -> dict[str, Any]:
    counted: dict[str, Counter[str]] = {name: Counter(before.get(name, {})) for name in COUNTS}
    reached = [one for one in choices if one.why is None]
    languages = [one.representative["language"] for one in reached]
    counted["languages"].update(languages)
    counted["in_another_language"].update(one for one in languages if one not in broadcast.body)
    counted["channels"].update(channel for one in reached for channel in one.channels)
    counted["left_out"].update(one.why for one in choices if one.why)
    return {"people": before.get("people", 0) + len(reached), **{k: dict(v) for k, v in counted.items()}}


def _rest(since: datetime, now: datetime) -> timedelta:
    return min(max((now - since) / PART, SOONEST), LATEST)

"""What can never be told is kept on record and raises an alarm; it holds nothing else up."""

from typing import Any

import pymongo
from prometheus_client import Counter
from pymongo.database import Database

from chassis import clock, log
from chassis.eventlog import PARKED, STREAMS
from chassis.outbox import OUTBOX

PARK_SECONDS = 10.0

COUNTED = Counter("wara_events_parked_total", "Events that can never be sent", ["stream"])
for source in (OUTBOX, *(stream.log for stream in STREAMS)):
    COUNTED.labels(source)  # there from the start: else the first one parked would be no increase

logger = log.get(__name__)


def park(db: Database[dict[str, Any]], source: str, key: Any, reason: str, **kept: Any) -> None:
    """`source` is the log, or the outbox, and `key` the `_id` there; parked once, however often it is met."""
    row = {"reason": reason, "at": clock.now(), **kept}
    with pymongo.timeout(PARK_SECONDS):
        db[PARKED].update_one({"_id": f"{source}/{key}"}, {"$setOnInsert": row}, upsert=True)
    COUNTED.labels(source).inc()
    logger.error("event_parked", source=source, key=key, reason=reason)

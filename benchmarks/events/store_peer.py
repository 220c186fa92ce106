"""`python -m benchmarks.events.store_peer`: what the relay cannot but ask of the store, by pymongo alone."""

from typing import Any

from pymongo import MongoClient

from benchmarks.events import job
from benchmarks.events.job import Answer, Job, Stopwatch
from chassis.outbox import OUTBOX

BATCH = 500


def store(job: Job) -> Answer:
    """Rows read in order, written to the log, deleted, read again from the log, marked; nothing published."""
    db = MongoClient[dict[str, Any]](job.mongodb_uri)[job.database]
    db.watermarks.insert_one({"_id": "events", "through": 0})
    order = [("aggregate", 1), ("version", 1), ("position", 1)]
    watch = Stopwatch(job)
    watch.start()
    for through in range(0, job.count, BATCH):
        rows = list(db[OUTBOX].find().sort(order).limit(BATCH))
        db.events.insert_many([entry(through + n, row) for n, row in enumerate(rows, start=1)])
        db[OUTBOX].delete_many({"_id": {"$in": [row["_id"] for row in rows]}})
        list(db.events.find({"sequence": {"$gt": through, "$lte": through + BATCH}}).sort("sequence", 1))
        db.watermarks.update_one({"_id": "events"}, {"$set": {"through": through + len(rows)}})
    return watch.stop()


def entry(sequence: int, row: dict[str, Any]) -> dict[str, Any]:
    event = {**row["event"], "sequence": sequence}
    named = {"event_id": row["_id"], "type": event["type"], "subject": row["aggregate"]}
    return {"_id": sequence, "sequence": sequence, **named, "event": event}


if __name__ == "__main__":
    job.main({"store": store})

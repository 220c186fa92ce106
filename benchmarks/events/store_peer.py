"""`python -m benchmarks.events.store_peer`: what the relay cannot but ask of the store, and nothing else."""

from typing import Any

from pymongo import MongoClient

from benchmarks.events import job
from benchmarks.events.job import Answer, Job, Stopwatch
from benchmarks.events.memory_log import entry
from chassis.batch import LARGEST
from chassis.outbox import AS_IT_LIES, OUTBOX, delete_rows
from chassis.relay import AHEAD


def store(job: Job) -> Answer:
    """Rows read in order, written to the log, deleted, marked, in as large parts as the relay's."""
    db = MongoClient[dict[str, Any]](job.mongodb_uri)[job.database]
    db.watermarks.insert_one({"_id": "events", "through": 0})
    through = 0
    watch = Stopwatch(job)
    watch.start()
    while ahead := list(db[OUTBOX].find().hint(AS_IT_LIES).limit(AHEAD)):
        for start in range(0, len(ahead), LARGEST):
            rows = ahead[start : start + LARGEST]
            told = [row["event"] | {"sequence": n} for n, row in enumerate(rows, start=through + 1)]
            db.events.insert_many([entry(event) for event in told])
            delete_rows(db, [row["_id"] for row in rows])
            through += len(rows)
            db.watermarks.update_one({"_id": "events"}, {"$set": {"through": through}})
    return watch.stop()


if __name__ == "__main__":
    job.main({"store": store})

"""The echo service's rules: it counts what it is told to, and hears its own events."""

import time
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from chassis.envelope import Event, EventType
from chassis.mongo import Transaction
from chassis.subscription import Subscription
from chassis.worker import Worker


class CountedSchema(Schema):
    id = fields.String(required=True)
    note = fields.String()
    seconds = fields.Float()
    parts = fields.Integer()


COUNTED = EventType(
    name="echo.counter.counted.v1", schema=CountedSchema(), summary="counted", example={"id": "a"}
)


def hear(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """What has a note is also counted outside the transaction, so that tries that come to nothing show.

    "poison" fails after that write, "unready" before it wrote anything. What has parts is heard in as many
    transactions.
    """
    if data.get("note") == "unready" and not tx.db.repaired.find_one({}, session=tx.session):
        raise ValueError("unready")
    if "note" in data:
        tx.db.begun.update_one({"_id": event.id}, {"$inc": {"times": 1}}, upsert=True)
    time.sleep(data.get("seconds", 0))
    if data.get("note") == "poison" and not tx.db.repaired.find_one({}, session=tx.session):
        raise ValueError("poison")
    if "parts" in data:
        done = tx.db.parts.count_documents({"event": event.id}, session=tx.session) + 1
        tx.db.parts.insert_one({"_id": f"{event.id}|{done}", "event": event.id}, session=tx.session)
        tx.unfinished = done < data["parts"]
        if tx.unfinished:
            return
    tx.db.heard.insert_one(
        {"_id": event.id, "id": data["id"], "sequence": event.sequence}, session=tx.session
    )


WORKER = Worker(
    service="echo",
    subscriptions=(Subscription("echo.counter.counted.v1", CountedSchema(unknown=EXCLUDE), hear),),
    indexes=(),
)


def count(tx: Transaction, body: dict[str, Any]) -> dict[str, Any]:
    counter = tx.db.counters.find_one({"_id": body["id"]}, session=tx.session)
    version = (counter["version"] if counter else 0) + 1
    document = {"_id": body["id"], "version": version}
    if counter:
        tx.db.counters.replace_one({"_id": body["id"], "version": version - 1}, document, session=tx.session)
    else:
        tx.db.counters.insert_one(document, session=tx.session)
    data = {"id": body["id"], **({"note": body["note"]} if "note" in body else {})}
    tx.tell(COUNTED.make(subject=f"counters/{body['id']}", version=version, data=data))
    return {"id": body["id"], "version": version, "by": tx.caller.id, "padding": "ก" * body.get("padding", 0)}

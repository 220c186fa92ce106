"""The echo service's RPC methods."""

import time
from typing import Any

from chassis.errors import Conflict, NotFound
from chassis.mongo import Transaction
from chassis.rpc import AuditTrail, EventFeed, Runtime, command, query
from tests.support.echo import worker


class EchoService(EventFeed, AuditTrail):
    name = "echo"
    runtime = Runtime()

    @command
    def count(self, tx: Transaction, body: dict[str, Any]) -> dict[str, Any]:
        """`{id, note?, padding?, seconds?}`: takes its time, and is counted then outside the transaction."""
        if "seconds" in body:
            tx.db.begun.update_one({"_id": body["id"]}, {"$inc": {"times": 1}}, upsert=True)
        time.sleep(body.get("seconds", 0))
        return worker.count(tx, body)

    @query
    def read(self, tx: Transaction, body: dict[str, Any]) -> dict[str, Any]:
        """`{id, padding?}`: how often it was counted, and so many letters with it."""
        found = tx.db.counters.find_one({"_id": body["id"]})
        if found is None:
            raise NotFound(id=body["id"])
        padding = {"padding": "ก" * body["padding"]} if "padding" in body else {}
        return {"id": found["_id"], "version": found["version"]} | padding

    @command
    def refuse(self, tx: Transaction, body: dict[str, Any]) -> dict[str, Any]:
        raise Conflict(aggregate="counter", status="open", verb="refuse")

    @query
    def fail(self, tx: Transaction, body: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("inside")

"""Command ids: the same command again gives the kept result and is not done again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from chassis import audit
from chassis.call import Call
from chassis.errors import Reused
from chassis.mongo import Index, Origin, Store, Transaction

COMMANDS = "commands"
KEPT = timedelta(hours=24)
INDEXES = (Index("commands_newest", COMMANDS, [("at", -1)]),)
BY_RESULT = Index("commands_result", COMMANDS, [("result.id", 1)])
"""For a service whose commands answer with what it knows of a person: by it they are forgotten."""

View = dict[str, Any]


def run_once(
    store: Store, call: Call, method: str, body_hash: str, work: Callable[[Transaction], View]
) -> View:
    """`work` in one transaction with its command id; Reused when the id came with another body before."""

    def once(tx: Transaction) -> View:
        kept = tx.db[COMMANDS].find_one({"_id": call.command_id}, session=tx.session)
        if kept is not None and kept["at"] > tx.now - KEPT:
            if kept["hash"] != body_hash:
                raise Reused()
            result: View = kept["result"]
            return result
        result = work(tx)
        if not tx.told:
            audit.record_command(tx, result)
        row = {"_id": call.command_id, "hash": body_hash, "result": result, "at": tx.now}
        tx.db[COMMANDS].replace_one({"_id": call.command_id}, row, upsert=True, session=tx.session)
        return result

    origin = Origin(
        caller=call.caller, correlation_id=call.correlation_id, traceparent=call.traceparent, kind=method
    )
    try:
        return store.transact(once, origin, call.seconds_left())
    except DuplicateKeyError as error:
        if COMMANDS not in str(error):
            raise
        return store.transact(
            once, origin, call.seconds_left()
        )  # a twin committed first: now its result is there

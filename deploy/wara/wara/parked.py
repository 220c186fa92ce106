"""Events that can never be sent: too large, or malformed. They stay in the log, and hold nothing up."""

import getpass
from typing import Annotated

import pymongo
import typer

from chassis import audit
from chassis.clock import to_wire
from chassis.eventlog import PARKED
from chassis.mongo import Document, Store, Transaction, store_errors
from wara.definitions import Service
from wara.problem import Problem
from wara.site import chosen, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)
SECONDS = 30.0
UNSETTLED = {"settled": None}


@app.command("list")
def list_rows(
    service: Annotated[Service | None, typer.Option(help="Only this service's; else all.")] = None,
) -> None:
    """One line each that nobody has settled: service, key, type, when, why."""
    with reached() as site:
        for name in chosen(service):
            for row in unsettled(site.store(name)):
                why = row["reason"].partition(":")[0]
                print(name, row["_id"], row.get("type") or "-", to_wire(row["at"]), why, sep="  ")


@app.command()
def settle(
    service: Annotated[Service, typer.Option(help="The service that would have told it.")],
    id: Annotated[str, typer.Option("--id", help="Its key, as the list has it.")],
    because: Annotated[str, typer.Option(help="What was done about it; kept in the audit. Name nobody.")],
    by: Annotated[str | None, typer.Option(help="Who does it; by default your login name.")] = None,
) -> None:
    """Put on record, with an audit row, that it was dealt with; it raises no alarm any more."""

    who = by or getpass.getuser()

    def together(tx: Transaction) -> bool:
        change = {"$set": {"settled": {"at": tx.now, "by": who, "because": because}}}
        if not tx.db[PARKED].update_one({"_id": id, **UNSETTLED}, change, session=tx.session).matched_count:
            return False
        audit.record(tx, audit.SETTLED, who, because, [{"key": id}])
        return True

    with reached() as site:
        if not site.store(service).transact(together, seconds=SECONDS):
            raise Problem(f"Nothing unsettled of {service} has the key {id}; `wara parked list` shows them.")
    print(f"{service}: {id} settled")


def unsettled(store: Store) -> list[Document]:
    with store_errors(), pymongo.timeout(SECONDS):
        return list(store.db[PARKED].find(UNSETTLED, {"row": 0}).sort("_id", 1))

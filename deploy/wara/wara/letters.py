"""Letters that failed for three days, and are parked until somebody has them tried again."""

import getpass
from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from chassis import audit
from chassis.call import Caller
from chassis.mongo import Origin, Transaction
from notify.outgoing import orders
from wara.dead import moment
from wara.problem import Problem
from wara.site import reached

SECONDS = 60.0
DID = "resume_parked"
"""As it is on record when it was asked for by HTTP."""


def command(
    template: Annotated[str | None, typer.Option(help="Only letters of this template.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only those that failed so last, as listed.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", parser=moment, help="Parked then or later (UTC unless said).")
    ] = None,
    until: Annotated[datetime | None, typer.Option("--to", parser=moment, help="Then or earlier.")] = None,
    commit: Annotated[bool, typer.Option("--commit", help="Do it; else only list what it is about.")] = False,
    by: Annotated[str | None, typer.Option(help="Who does it; by default your login name.")] = None,
) -> None:
    """List parked letters by template and reason, or with --commit have them tried again for three days."""
    said = {"template": template, "reason": reason, "since": since, "until": until}
    where = {name: value for name, value in said.items() if value is not None}

    def work(tx: Transaction) -> Counter[tuple[str, str]]:
        found = orders.counted(tx, where)
        if commit and found:
            orders.give(tx, "resume", where)
            audit.record_command(tx, {})
        return found

    origin = Origin(caller=Caller(id=by or getpass.getuser()), kind=DID)
    with reached() as site:
        found = site.store("notify").transact(work, origin, SECONDS)
    if not found:
        raise Problem("No parked letter matches.")
    for (name, why), count in sorted(found.items()):
        print(name, why, count, sep="  ")
    done = "are tried again" if commit else "are parked; with --commit they are tried again"
    print(f"{found.total()} {done}")

"""What the retention of personal data would forget now."""

from typing import Annotated

import pymongo
import typer

from chassis import clock
from chassis.clock import to_wire
from chassis.mongo import store_errors
from membership import store as kept
from membership.retention import DAYS, Retention
from wara.site import reached

SECONDS = 60.0


def command(
    days: Annotated[
        int, typer.Option(min=1, envvar="RETENTION_DAYS", help="Kept so long after the office ended.")
    ] = DAYS,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 50,
) -> None:
    """Who left office so long ago that they are to be forgotten, by record; nothing is changed."""
    before = Retention(days=days).before(clock.now())
    with reached() as site, store_errors(), pymongo.timeout(SECONDS):
        store = site.store("membership")
        count = store.read(lambda tx: kept.count_former(tx, before))
        for row in store.read(lambda tx: kept.former(tx, before, limit)):
            print(
                f"members/{row['member']}/representatives/{row['_id']}",
                to_wire(row["former_since"]),
                sep="  ",
            )
    print(f"{count} left office by {to_wire(before)}")

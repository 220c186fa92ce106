"""What the retention of personal data would forget now."""

from datetime import datetime
from typing import Annotated

import pymongo
import typer

from chassis import clock
from chassis.clock import to_wire
from chassis.mongo import Store, store_errors
from membership import store as kept
from membership.model.erasure import PersonalClass
from membership.retention import DAYS, Retention
from wara.site import reached

SECONDS = 60.0


def command(
    days: Annotated[
        int, typer.Option(min=1, envvar="RETENTION_DAYS", help="Who they were is kept so long afterwards.")
    ] = DAYS["identity"],
    contact_days: Annotated[
        int, typer.Option(min=1, envvar="RETENTION_CONTACT_DAYS", help="How they were reached, so long.")
    ] = DAYS["contact"],
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 50,
) -> None:
    """Who left office so long ago that they are to be forgotten, by record; nothing is changed."""
    retention, now = Retention(identity=days, contact=contact_days), clock.now()
    with reached() as site, store_errors(), pymongo.timeout(SECONDS):
        store = site.store("membership")
        for personal in DAYS:
            show(store, personal, retention.before(personal, now), limit)


def show(store: Store, personal: PersonalClass, before: datetime, limit: int) -> None:
    for row in store.read(lambda tx: kept.former(tx, personal, before, limit)):
        record = f"members/{row['member']}/representatives/{row['_id']}"
        print(record, personal, to_wire(row["since"]), sep="  ")
    count = store.read(lambda tx: kept.count_former(tx, personal, before))
    print(f"{personal} of {count} who left office by {to_wire(before)}")

"""Files of which not all parts came: looked for from time to time, and cleared away."""

from datetime import datetime, timedelta
from functools import partial

from agenda import file_store as kept
from agenda.handlers import attachments
from chassis import due
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store

ARRIVING_AT_MOST = timedelta(hours=1)


def abandoned(at: datetime) -> Due:
    before = at - ARRIVING_AT_MOST
    return Due(lambda tx: kept.uploads_begun(tx, before, AT_ONCE), partial(attachments.sweep, before=before))


def look(store: Store, at: datetime) -> int:
    """Returns how many were abandoned."""
    return due.look(store, abandoned(at))

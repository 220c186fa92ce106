"""Windows for proposals, looked at from time to time: of one that soon closes its members are reminded."""

from datetime import datetime
from functools import partial

from agenda import meeting_store as kept
from agenda.handlers import windows
from chassis import due
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store


def closing(at: datetime) -> Due:
    return Due(lambda tx: kept.windows_closing(tx, at, AT_ONCE), partial(windows.remind, at=at))


def look(store: Store, at: datetime) -> int:
    """Returns of how many meetings the window was about to close."""
    return due.look(store, closing(at))

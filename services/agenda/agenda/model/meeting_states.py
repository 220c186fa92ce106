"""The state machine of a meeting, as a table."""

from enum import StrEnum

from agenda.model.transition import Table


class Status(StrEnum):
    PLANNED = "planned"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_CIRCULATED = "minutes_circulated"
    MINUTES_ADOPTED = "minutes_adopted"
    CANCELLED = "cancelled"


AHEAD = (Status.PLANNED, Status.CONVENED)
SITTING = (Status.IN_SESSION, Status.CLOSED, Status.MINUTES_DRAFT)
"""While what was said and resolved is written down; then it is fixed in the minutes."""
FIXED = (Status.MINUTES_CIRCULATED, Status.MINUTES_ADOPTED)
TRANSITIONS: Table = {
    "revise": (*AHEAD, *SITTING),
    "convene": (Status.PLANNED,),
    "reschedule": AHEAD,
    "open": (Status.CONVENED,),
    "close": (Status.IN_SESSION,),
    "cancel": AHEAD,
    "list": (*AHEAD, Status.IN_SESSION),
    "record": SITTING,
    "arrange": AHEAD,
    "publish": (*AHEAD, Status.IN_SESSION),
    "remove": (*AHEAD, Status.IN_SESSION),
    "discuss": SITTING,
    "decide": SITTING,
    "adjourn": SITTING,
    "respond": (Status.CONVENED,),
    "attend": SITTING,
    "note": SITTING,
    "document": (*AHEAD, *SITTING, *FIXED),
    "draft": (Status.CLOSED,),
    "circulate": (Status.MINUTES_DRAFT,),
    "correct": (Status.MINUTES_CIRCULATED,),
    "adopt": (Status.MINUTES_CIRCULATED,),
    "take up minutes": (*SITTING, *FIXED),
    "check_in": (Status.CONVENED, Status.IN_SESSION),
    "name": (*AHEAD, *SITTING),
}

"""The state machine of a meeting, as a table. What follows closing, the minutes, is still to come."""

from enum import StrEnum

from agenda.model.transition import Table


class Status(StrEnum):
    PLANNED = "planned"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    CANCELLED = "cancelled"


AHEAD = (Status.PLANNED, Status.CONVENED)
SITTING = (Status.IN_SESSION, Status.CLOSED)
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
    "check_in": (Status.CONVENED, Status.IN_SESSION),
    "name": (*AHEAD, *SITTING),
    "document": (*AHEAD, *SITTING),
}

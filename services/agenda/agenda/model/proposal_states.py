"""The state machine of a proposal, as a table."""

from enum import StrEnum

from agenda.model.transition import Table


class Purpose(StrEnum):
    INFORMATION = "information"
    CONSIDERATION = "consideration"


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ADMISSIBLE = "admissible"
    NOT_ADMITTED = "not_admitted"
    SELECTED = "selected"
    DEFERRED = "deferred"
    MERGED = "merged"
    DUPLICATE = "duplicate"
    REFERRED = "referred"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


IN_HAND = (Status.ADMISSIBLE, Status.DEFERRED)
BEFORE_US = (Status.SUBMITTED, *IN_HAND)
OPEN = (Status.DRAFT, Status.RETURNED, *BEFORE_US, Status.SELECTED)
"""Where something is still to become of it; of what is selected, until it is decided."""
TRANSITIONS: Table = {
    "revise": (Status.DRAFT, Status.RETURNED),
    "submit": (Status.DRAFT, Status.RETURNED),
    "return": (Status.SUBMITTED,),
    "admit": (Status.SUBMITTED,),
    "refuse": (Status.SUBMITTED,),
    "support": BEFORE_US,
    "unsupport": BEFORE_US,
    "select": IN_HAND,
    "defer": (Status.ADMISSIBLE,),
    "merge": IN_HAND,
    "duplicate": IN_HAND,
    "refer": IN_HAND,
    "reject": IN_HAND,
    "withdraw": (Status.DRAFT, Status.RETURNED, *BEFORE_US),
    "take off": (Status.SELECTED,),
    "move": (Status.SELECTED,),
    "decide": (Status.SELECTED,),
}

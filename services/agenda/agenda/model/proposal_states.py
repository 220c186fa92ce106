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


WRITTEN = (Status.DRAFT, Status.RETURNED)
IN_HAND = (Status.ADMISSIBLE, Status.DEFERRED)
BEFORE_US = (Status.SUBMITTED, *IN_HAND)
REFUSED = (Status.NOT_ADMITTED, Status.REJECTED)
UNDER_WAY = (Status.RETURNED, *BEFORE_US, Status.SELECTED)
OPEN = (Status.DRAFT, *UNDER_WAY)
"""What has not come to its end; one that is selected has once a meeting has decided it."""
TRANSITIONS: Table = {
    "revise": WRITTEN,
    "submit": WRITTEN,
    "return": (Status.SUBMITTED,),
    "admit": (Status.SUBMITTED,),
    "refuse": (Status.SUBMITTED,),
    "amend": (Status.RETURNED, *BEFORE_US),
    "support": BEFORE_US,
    "unsupport": (Status.RETURNED, *BEFORE_US),
    "invite": (*WRITTEN, *BEFORE_US),
    "cosponsor": (*WRITTEN, *BEFORE_US),
    "leave": (*WRITTEN, *BEFORE_US),
    "review": BEFORE_US,
    "select": IN_HAND,
    "defer": (Status.ADMISSIBLE,),
    "merge": IN_HAND,
    "duplicate": IN_HAND,
    "refer": IN_HAND,
    "reject": IN_HAND,
    "reconsider": REFUSED,
    "uphold": REFUSED,
    "reopen": REFUSED,
    "withdraw": (*WRITTEN, *BEFORE_US),
    "take off": (Status.SELECTED,),
    "move": (Status.SELECTED,),
    "decide": (Status.SELECTED,),
    "take over": UNDER_WAY,
    "hand over": UNDER_WAY,
}

"""What a member, or the secretariat, says about a proposal: in threads, for members or for everybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from agenda.errors import (
    COMMENT_ANSWERED,
    REPLY_WIDER_THAN_ANSWERED,
    TRANSITION_FORBIDDEN,
    Conflict,
)
from agenda.model.fact import Fact, Facts, happened
from agenda.model.proposal import Proposal
from agenda.model.text import Text
from agenda.model.transition import Table, allow


class Visibility(StrEnum):
    MEMBERS = "members"
    PUBLIC = "public"


class Status(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"
    REMOVED = "removed"


TRANSITIONS: Table = {
    "answer": (Status.SHOWN,),
    "revise": (Status.SHOWN,),
    "remove": (Status.SHOWN, Status.HIDDEN),
    "hide": (Status.SHOWN,),
    "show": (Status.HIDDEN,),
}


@dataclass(slots=True, kw_only=True)
class Comment:
    """Of `member`, or of the secretariat where that is None; `post` is its writer's, who is never named.

    `thread` is the comment that began the exchange, and this one's own id where it did.
    """

    id: str
    committee: str
    proposal: str
    thread: str
    by: str
    member: str | None
    post: Text | None
    visibility: Visibility
    text: Text | None
    at: datetime
    reply_to: str | None = None
    status: Status = Status.SHOWN
    replies: int = 0
    edited_at: datetime | None = None
    reason: Text | None = None
    version: int = 0

    def answer(self, visibility: Visibility) -> None:
        """What answers it is for no more people than it is itself."""
        self._allow("answer")
        if visibility is Visibility.PUBLIC and self.visibility is Visibility.MEMBERS:
            raise Conflict(REPLY_WIDER_THAN_ANSWERED)
        self.replies += 1

    def revise(self, changes: dict[str, Any], at: datetime) -> Facts:
        """Until somebody has answered what it said."""
        self._allow("revise")
        if self.replies:
            raise Conflict(COMMENT_ANSWERED)
        self.text, self.edited_at = changes["text"], at
        return happened(Fact.COMMENT_REVISED)

    def remove(self, at: datetime) -> Facts:
        """Its words go; its place in the thread stays for what answered it."""
        self._allow("remove")
        self.status, self.text, self.reason, self.edited_at = Status.REMOVED, None, None, at
        return happened(Fact.COMMENT_REMOVED)

    def hide(self, reason: Text) -> Facts:
        self._allow("hide")
        self.status, self.reason = Status.HIDDEN, reason
        return happened(Fact.COMMENT_HIDDEN)

    def show(self) -> Facts:
        self._allow("show")
        self.status, self.reason = Status.SHOWN, None
        return happened(Fact.COMMENT_SHOWN)

    def _allow(self, verb: str) -> None:
        allow(TRANSITIONS, verb, "comment", self.status)


def must_be_discussed(proposal: Proposal) -> None:
    """Before it is told nobody else reads it; at its end nothing is left to say."""
    if not (proposal.told and proposal.is_open):
        status = "decided" if proposal.resolution else str(proposal.status)
        raise Conflict(TRANSITION_FORBIDDEN, aggregate="proposal", status=status, verb="comment on")

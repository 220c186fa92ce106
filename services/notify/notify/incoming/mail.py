"""A mail that somebody wrote to us, until the secretariat has dealt with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notify.errors import TRANSITION_FORBIDDEN, Conflict


class State(StrEnum):
    WAITING = "waiting"
    RESOLVED = "resolved"


@dataclass(slots=True, kw_only=True)
class IncomingMail:
    """`recipient` is the representative that it is from and `answers` the notification that it answers, where
    known. `content` is the mail as it came; None where it was too large, is forgotten, or was resolved long
    ago, which is counted from `content_since` on. `automatic` is what a program wrote.
    """

    id: str
    received_at: datetime
    sender: str
    subject: str
    text: str
    automatic: bool
    content: bytes | None
    answers: str | None = None
    recipient: str | None = None
    member: str | None = None
    committee: str | None = None
    state: State = State.WAITING
    note: str | None = None
    resolved_at: datetime | None = None
    content_since: datetime | None = None
    version: int = 0

    def resolve(self, at: datetime, note: str | None) -> None:
        if self.state is not State.WAITING:
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="mail", status=str(self.state), verb="resolve")
        self.state, self.resolved_at, self.note = State.RESOLVED, at, note
        self.content_since = at if self.content else None

    def drop_content(self) -> None:
        """It has been read and dealt with; its words stay."""
        self.content = self.content_since = None

    def forget(self) -> None:
        """Who wrote it, and what."""
        self.sender = self.subject = self.text = ""
        self.note = None
        self.drop_content()

"""A file that belongs to something here: staged while its parts come, then kept, until it is taken away."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.errors import (
    ATTACHMENT_INCOMPLETE,
    ATTACHMENT_NOT_FOUND,
    ATTACHMENT_TOO_LARGE,
    ATTACHMENTS_ENOUGH,
    TRANSITION_FORBIDDEN,
    Conflict,
    NotFound,
    Reused,
    TooLarge,
)
from agenda.model import filename
from agenda.model.content import ENDINGS, Kind
from agenda.model.fact import Fact, Facts, happened
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status as ProposalStatus

BYTES_AT_MOST = 25_000_000
ATTACHMENTS_AT_MOST = 20


class Status(StrEnum):
    ARRIVING = "arriving"
    KEPT = "kept"
    REMOVED = "removed"


@dataclass(slots=True, kw_only=True)
class Attachment:
    """`about` is what it belongs to, as events name it: `proposals/<id>`. Only `kept` ones are shown; what
    is `private` is for the member whose proposal it is and the secretariat, and is told to nobody.

    `upload` is the same when a client repeats itself; `arriving_since` is there while parts are awaited.
    """

    id: str
    committee: str
    about: str
    by: str
    name: str | None
    size: int
    upload: str
    at: datetime
    arriving_since: datetime | None
    status: Status = Status.ARRIVING
    content_type: Kind | None = None
    sha256: str | None = None
    private: bool = False
    version: int = 0

    def is_upload_of(self, about: str, name: str, size: int) -> None:
        """Reused where the same upload was begun with something else."""
        named = self.name is None or self.name.startswith(filename.checked(name))
        if self.about != about or self.size != size or not named:
            raise Reused()

    def must_be_arriving(self, by: str) -> None:
        """NotFound for everybody but the one who sends it."""
        if self.status is not Status.ARRIVING or self.by != by:
            raise NotFound(ATTACHMENT_NOT_FOUND, id=self.id)

    def keep(self, kind: Kind, sha256: str) -> Facts:
        """All of it came, and it is what may be kept; from now on its name says what it is."""
        self.status, self.arriving_since = Status.KEPT, None
        self.content_type, self.sha256 = kind, sha256
        self.name = filename.ending_in(self.name or "", ENDINGS[kind])
        return happened(Fact.ATTACHMENT_ADDED)

    def remove(self) -> Facts:
        """That there was one stays; what it was called goes with what was in it."""
        if self.status is not Status.KEPT:
            raise NotFound(ATTACHMENT_NOT_FOUND, id=self.id)
        self.status, self.name, self.sha256 = Status.REMOVED, None, None
        return happened(Fact.ATTACHMENT_REMOVED)


def about(proposal: Proposal) -> str:
    return f"proposals/{proposal.id}"


def begin(
    proposal: Proposal, before: int, *, id: str, by: str, name: str, size: int, upload: str, at: datetime
) -> Attachment:
    """Conflict for a proposal that has come to its end or has `before` enough of them."""
    must_take(proposal)
    if size > BYTES_AT_MOST:
        raise TooLarge(ATTACHMENT_TOO_LARGE, limit=BYTES_AT_MOST)
    if size < 1:
        raise Conflict(ATTACHMENT_INCOMPLETE)
    if before >= ATTACHMENTS_AT_MOST:
        raise Conflict(ATTACHMENTS_ENOUGH, most=ATTACHMENTS_AT_MOST)
    return Attachment(
        id=id,
        committee=proposal.committee,
        about=about(proposal),
        by=by,
        name=filename.checked(name),
        size=size,
        upload=upload,
        at=at,
        arriving_since=at,
    )


def must_take(proposal: Proposal) -> None:
    if not proposal.is_open:
        status = "decided" if proposal.resolution else str(proposal.status)
        raise Conflict(TRANSITION_FORBIDDEN, aggregate="proposal", status=status, verb="attach")


def must_give_back(proposal: Proposal) -> None:
    """A file is its proposer's to take away while the text is theirs to change; then others have read it."""
    if proposal.status not in (ProposalStatus.DRAFT, ProposalStatus.RETURNED):
        raise Conflict(TRANSITION_FORBIDDEN, aggregate="proposal", status=str(proposal.status), verb="detach")

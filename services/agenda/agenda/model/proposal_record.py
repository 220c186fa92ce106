"""What is kept of a member's concern, from draft to what a meeting resolved on it."""

from dataclasses import dataclass, field
from datetime import datetime

from agenda.errors import TRANSITION_FORBIDDEN, Conflict
from agenda.model.decision import Decision
from agenda.model.handover import Handovers, Keeper
from agenda.model.number import Number
from agenda.model.proposal_states import OPEN, TRANSITIONS, Purpose, Status
from agenda.model.reconsideration import Reconsideration
from agenda.model.resolution import Resolution
from agenda.model.targets import with_goals
from agenda.model.text import Text
from agenda.model.transition import allow
from agenda.model.version import Amendment


@dataclass(slots=True, kw_only=True)
class ProposalRecord:
    """`proposed_by` is the member in whose name it stands; who goes on with it is its `keeper`.

    `edition` is the number of its newest version of text; 0 where it is from before these were kept.
    `words` are what others find it by, once it is told; `invited` are asked to be `cosponsors`; `waiver` says
    why it may go on without the support it needs.
    """

    id: str
    committee: str
    proposed_by: str
    title: Text
    rationale: Text
    sdgs: list[int]
    purpose: Purpose
    created_at: datetime
    status: Status = Status.DRAFT
    version: int = 0
    edition: int = 0
    reference: Number | None = None
    submitted_at: datetime | None = None
    targets: list[str] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)
    for_meeting: str | None = None
    words: list[str] = field(default_factory=list)
    cosponsors: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    amendment: Amendment | None = None
    waiver: Text | None = None
    judged_by: str | None = None
    judged_at: datetime | None = None
    judgement_told_at: datetime | None = None
    decided: Decision | None = None
    reconsideration: Reconsideration | None = None
    comments: Text | None = None
    reason: Text | None = None
    meeting: str | None = None
    item: str | None = None
    into: str | None = None
    of: str | None = None
    to: Text | None = None
    continues: str | None = None
    resolution: Resolution | None = None
    handovers: Handovers = field(default_factory=Handovers)

    def __post_init__(self) -> None:
        self.sdgs = with_goals(self.sdgs, self.targets)

    @property
    def told(self) -> bool:
        """Drafts are told to nobody, and one withdrawn as a draft never was."""
        return self.reference is not None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and self.resolution is None

    @property
    def standing_with(self) -> list[str]:
        """Members that propose it too or support it."""
        return [*self.cosponsors, *self.supporters]

    @property
    def keeper(self) -> Keeper:
        return self.handovers.keeper

    def allow(self, verb: str) -> None:
        """Conflict unless its state permits `verb`."""
        allow(TRANSITIONS, verb, "proposal", self.status)

    def undecided(self, verb: str) -> None:
        """Conflict also once a meeting has decided it."""
        self.allow(verb)
        if self.resolution:
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="proposal", status="decided", verb=verb)

"""What a proposal said at one time: each text that it had is kept."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agenda.model.proposal_states import Purpose
from agenda.model.text import Text

KEPT = ("title", "rationale", "sdgs", "targets", "purpose")


class Role(StrEnum):
    """`member` is the one that proposed then."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """In whose name a text was written; for the secretariat there is no member."""

    role: Role
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The latest change of a submitted text: the version that it made, and what its proposer says of it."""

    edition: int
    note: Text
    at: datetime


@dataclass(slots=True, kw_only=True)
class Version:
    """What is `told` everybody may read; no draft is, but what was submitted of it."""

    id: str
    proposal: str
    number: int
    title: Text
    rationale: Text
    sdgs: list[int]
    purpose: Purpose
    by: Author
    at: datetime
    told: bool
    note: Text | None = None
    targets: list[str] = field(default_factory=list)
    version: int = 0

"""A step of a member's history."""

from dataclasses import dataclass, field
from datetime import datetime

from membership.model.names import Text
from membership.states import EndReason


@dataclass(kw_only=True)
class Change:
    """What was done about a member, or about one who speaks for it: when, by whom and why.

    `about` is the subject of the events it caused and `at_version` their version; of what was put right it
    names the fields alone, so that it holds nothing about a person.
    """

    id: str
    member: str
    about: str
    at_version: int
    at: datetime
    by: str
    roles: list[str]
    what: list[str]
    reason: Text | None = None
    until: str | None = None
    ended_because: EndReason | None = None
    changed: list[str] = field(default_factory=list)
    version: int = 0

"""A step on the way of a proposal and of what came of it: which fact, when, and what was said with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agenda.model.fact import Fact

WITHOUT = frozenset({Fact.PROPOSAL_SUPPORTED, Fact.PROPOSAL_UNSUPPORTED, Fact.ITEM_LISTED})
"""What would only be noise: support comes and goes, and an item is listed anew when its number changes."""
OF_THE_WAY = ("PROPOSAL_", "ITEM_", "ACTION_", "REFERRAL_")
FOLLOWED = frozenset(fact for fact in Fact if fact.name.startswith(OF_THE_WAY)) - WITHOUT
SAID = (
    *("status", "comments", "reason", "to", "into", "of", "meeting", "item", "resolution", "adjourned_to"),
    *("title", "owner", "due_on", "reported_on", "letter_number", "sent_on", "answer"),
)


@dataclass(slots=True, kw_only=True)
class Step:
    """`of` is the proposal that it is a step of, or the item that comes from none; `about` what changed."""

    id: str
    of: str
    about: str
    at_version: int
    what: str
    at: datetime
    by: str
    said: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0

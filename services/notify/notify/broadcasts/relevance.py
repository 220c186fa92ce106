"""Whether a letter of a broadcast still is to leave."""

from collections.abc import Mapping
from typing import Any

from notify.audiences import BROADCAST, ESSENTIAL_BROADCAST, Template
from notify.broadcasts.model import Broadcast
from notify.broadcasts.model import Status as Stage
from notify.model import Status
from notify.relevance import Overtaken

NOT_ACTIVE = "member_not_active"


def template_of(broadcast: Broadcast) -> Template:
    return ESSENTIAL_BROADCAST if broadcast.is_essential else BROADCAST


def called_off(broadcast: Broadcast, member: Mapping[str, Any]) -> Overtaken | None:
    """Why it is not: it was stopped, or the member is in no state any more that it is for."""
    if broadcast.status is Stage.STOPPED:
        return Overtaken(Status.CANCELLED, "broadcast_stopped")
    return unmeant(broadcast, member)


def unmeant(broadcast: Broadcast, member: Mapping[str, Any]) -> Overtaken | None:
    if member["status"] in broadcast.audience.states:
        return None
    return Overtaken(Status.SUPPRESSED, NOT_ACTIVE)

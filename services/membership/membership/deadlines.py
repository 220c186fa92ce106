"""What time alone brings to an end, as one text that members, people and their requests are found by: of each
kind the earliest comes first."""

from collections.abc import Iterable
from datetime import UTC, datetime

from chassis.clock import to_wire
from membership.model.data_request import DataRequest
from membership.model.erasure import EVERYTHING, PersonalClass
from membership.model.member import Member
from membership.model.representative import Representative

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def link(moment: datetime) -> str:
    return f"link {to_wire(moment)}"


def suspension(day: str) -> str:
    return f"suspension {day}"


def term(day: str) -> str:
    return f"term {day}"


def known(classes: Iterable[PersonalClass], since: datetime) -> str:
    return f"known {' and '.join(classes)} {to_wire(since)}"


def reminder(moment: datetime) -> str:
    return f"reminder {to_wire(moment)}"


def of_member(member: Member) -> str | None:
    if member.lapses_at is not None:
        return link(member.lapses_at)
    return suspension(member.due_on) if member.due_on else None


def of_representative(person: Representative) -> str | None:
    """A term; of those out of office what is still known of them."""
    if person.due_on is not None:
        return term(person.due_on)
    since = {personal: person.kept_since(personal) for personal in EVERYTHING}
    kept = {personal: moment for personal, moment in since.items() if moment is not None}
    return known(kept, min(kept.values())) if kept else None


def of_request(request: DataRequest) -> str | None:
    return None if request.remind_at is None else reminder(request.remind_at)


def place_of(request: DataRequest) -> str:
    """What is to be answered first comes first."""
    return f"{to_wire(request.due_at)} {request.id}"

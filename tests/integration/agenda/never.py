"""What must never be, whatever members, the secretariat and meetings did before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from agenda.model.handover import Keeper
from agenda.model.item import Item, ItemStatus
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import Status as MeetingStatus
from agenda.model.minutes import Minutes, MinutesText
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status

NOT_JUDGED = (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN)
WAITING = (ItemStatus.LISTED, ItemStatus.DISCUSSED)


def check(
    proposals: Sequence[Proposal],
    meetings: Sequence[Meeting],
    gone: set[str],
    officers: set[str],
    editions: Sequence[MinutesText],
    fixed: Mapping[str, MinutesText],
) -> None:
    """`fixed` are the editions that were there before, as they were."""
    ids = {one.id for one in proposals}
    for one in proposals:
        _merged_without_target(one, ids)
        _judged_without_judge(one, officers)
        _open_with_an_owner_that_has_gone(one, gone)
    _two_items_for_one_proposal(proposals, meetings)
    _minutes_changed(meetings, editions, fixed)
    for numbers in (
        [one.reference for one in proposals if one.reference],
        [one.number for one in meetings if one.number],
    ):
        assert len(set(numbers)) == len(numbers)


def adopted(meetings: Sequence[Meeting]) -> dict[str, Minutes]:
    return {one.id: one.minutes for one in meetings if one.minutes and one.minutes.adopted_at}


def to_be_talked_of(meetings: Sequence[Meeting]) -> list[Item]:
    stand = [one for one in meetings if one.status is not MeetingStatus.CANCELLED]
    items = chain.from_iterable(one.agenda.items for one in stand)
    return [one for one in items if one.proposal and one.status in WAITING]


def _merged_without_target(one: Proposal, ids: set[str]) -> None:
    assert (one.into in ids - {one.id}) == (one.status is Status.MERGED)
    assert (one.of in ids - {one.id}) == (one.status is Status.DUPLICATE)


def _judged_without_judge(one: Proposal, officers: set[str]) -> None:
    assert one.status in NOT_JUDGED or (one.judged_by in officers and one.judged_at)
    again = one.reconsideration
    if again and again.answer:
        assert again.answered_by in officers - {again.refused_by}


def _open_with_an_owner_that_has_gone(one: Proposal, gone: set[str]) -> None:
    if one.is_open:
        assert one.keeper is Keeper.SECRETARIAT or one.proposed_by not in gone
        assert gone.isdisjoint((*one.standing_with, *one.invited))


def _minutes_changed(
    meetings: Sequence[Meeting], editions: Sequence[MinutesText], fixed: Mapping[str, MinutesText]
) -> None:
    """Neither an edition that was fixed, nor how many there are of what was adopted."""
    now = {one.id: one for one in editions}
    assert {id: now.get(id) for id in fixed} == fixed
    counts = Counter(one.meeting for one in editions)
    for one in meetings:
        assert counts[one.id] == (one.minutes.edition if one.minutes else 0)
        assert (one.status is MeetingStatus.MINUTES_ADOPTED) == (one.id in adopted([one]))


def _two_items_for_one_proposal(proposals: Sequence[Proposal], meetings: Sequence[Meeting]) -> None:
    for meeting in meetings:
        assert len(set(meeting.agenda.proposals)) == len(meeting.agenda.proposals)
    waiting = Counter(item.proposal for item in to_be_talked_of(meetings))
    for one in proposals:
        assert waiting[one.id] == (one.status is Status.SELECTED and one.resolution is None)

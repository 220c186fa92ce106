"""What is on every agenda by itself: the minutes of the meeting before, what it left to be done, and what any
before it did that is not done yet.

Listed when a meeting is planned; put right when it is convened, for another may have been held meanwhile.
What the secretariat took off stays off.
"""

from collections.abc import Iterator
from operator import attrgetter

from agenda import meeting_store
from agenda.following.store import open_actions_in
from agenda.handlers import wording
from agenda.model.fact import Facts
from agenda.model.item import Item
from agenda.model.meeting import Meeting
from agenda.model.resolution import ResolutionKind
from agenda.model.text import Text
from agenda.store import MEETINGS
from chassis.mongo import Transaction

About = tuple[str, str | None, str | None]
"""The purpose of a section, and which meeting and which of its items something there is about."""

MINUTES, FOLLOW_UP = "minutes", "follow_up"


def listed(tx: Transaction, meeting: Meeting) -> Facts:
    before = meeting_store.meeting_before(tx, meeting.committee, meeting.starts_at)
    wanted = dict(_wanted(tx, before, meeting)) if before else {}
    have = {
        (item.purpose, item.of_meeting, item.follows): item for item in meeting.agenda.items if item.by_itself
    }
    facts = meeting.drop([item for about, item in have.items() if item.stands and about not in wanted])
    for about, (title, closed) in wanted.items():
        if about not in have:
            purpose, of_meeting, follows = about
            facts += meeting.list_by_itself(
                tx.new_id(), purpose, title, of_meeting=of_meeting, follows=follows, closed=closed
            )
    return facts


def _wanted(tx: Transaction, before: Meeting, meeting: Meeting) -> Iterator[tuple[About, tuple[Text, bool]]]:
    """Each with its title, and whether it is closed, as what it is about."""
    yield (MINUTES, before.id, None), (wording.minutes_of(before.number, before.starts_at), False)
    for item in _left_to_do(tx, before, meeting):
        title = item.title if item.follows else wording.follow_up(item.title)
        yield (FOLLOW_UP, item.meeting, item.id), (title, item.closed)


def _left_to_do(tx: Transaction, before: Meeting, meeting: Meeting) -> Iterator[Item]:
    """What somebody is charged with and has not done, of any meeting; of the last also what nobody is."""
    still_open = open_actions_in(tx, meeting.committee)
    items = {action.item for action in still_open}
    earlier = sorted({action.meeting for action in still_open} - {before.id})
    for one in sorted((*MEETINGS.find(tx, {"_id": {"$in": earlier}}), before), key=attrgetter("starts_at")):
        if one.starts_at < meeting.starts_at:
            yield from (
                item for item in one.agenda.items if item.id in items or (one is before and _waits(item))
            )


def _waits(item: Item) -> bool:
    """Resolved to be done, and nobody is charged with it."""
    return item.resolution is not None and item.resolution.kind is ResolutionKind.ACTION and not item.actions

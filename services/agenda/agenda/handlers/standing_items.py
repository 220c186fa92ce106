"""What is on every agenda by itself: the minutes of the meeting before, and what it left to be done.

Listed when a meeting is planned; put right when it is convened, for another may have been held meanwhile.
What the secretariat took off stays off.
"""

from agenda import meeting_store
from agenda.handlers import wording
from agenda.model.fact import Facts
from agenda.model.item import Item
from agenda.model.meeting import Meeting
from agenda.model.resolution import ResolutionKind
from chassis.mongo import Transaction

Wanted = dict[tuple[str, str, str | None], dict[str, str]]
"""The title by section's purpose, meeting and item that it is about."""

MINUTES, FOLLOW_UP = "minutes", "follow_up"


def listed(tx: Transaction, meeting: Meeting) -> Facts:
    before = meeting_store.meeting_before(tx, meeting.committee, meeting.starts_at)
    wanted = _wanted(before) if before else {}
    have = {_about(item): item for item in meeting.agenda.items if item.by_itself}
    stale = [item for about, item in have.items() if item.stands and about not in wanted]
    facts = meeting.drop(stale)
    for about, title in wanted.items():
        if about not in have:
            purpose, of_meeting, follows = about
            facts += meeting.list_by_itself(
                tx.new_id(), purpose, title, of_meeting=of_meeting, follows=follows
            )
    return facts


def _about(item: Item) -> tuple[str | None, str | None, str | None]:
    return item.purpose, item.of_meeting, item.follows


def _wanted(before: Meeting) -> Wanted:
    wanted: Wanted = {(MINUTES, before.id, None): wording.minutes_of(before.number, before.starts_at)}
    for item in before.agenda.items:
        if left_to_do(item):
            wanted[FOLLOW_UP, before.id, item.id] = dict(wording.follow_up(item.title))
    return wanted


def left_to_do(item: Item) -> bool:
    return item.resolution is not None and item.resolution.kind is ResolutionKind.ACTION

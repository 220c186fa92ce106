"""Before a meeting its members are reminded, by a fact about each: some days before it those who have not
answered, on its eve those who come."""

from datetime import datetime

from agenda.handlers import projections, responses
from agenda.handlers.keeping import keep
from agenda.model import minutes
from agenda.model.fact import Facts
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import Status
from agenda.model.member import Member
from agenda.model.response import Answer, Response
from agenda.store import MEETINGS, RESPONSES
from chassis.mongo import Transaction

PORTION = 100
"""Members looked at in one transaction; the next portion is due at once."""


def remind(tx: Transaction, id: str, at: datetime) -> None:
    meeting = MEETINGS.get(tx, id)
    if meeting.ask_again_at is None or meeting.ask_again_at > at:
        return
    entitled = _entitled(tx, meeting.committee) if meeting.status is Status.CONVENED else []
    ahead = [one for one in entitled if one.id > (meeting.reminded_to or "")]
    for response in responses.of_all(tx, meeting, [one.id for one in ahead[:PORTION]]).values():
        if facts := _reminded(meeting, response):
            keep(tx, RESPONSES, response, facts)
    meeting.remind(ahead[PORTION - 1].id if len(ahead) > PORTION else None)
    keep(tx, MEETINGS, meeting)


def remind_of_minutes(tx: Transaction, id: str, at: datetime) -> None:
    """Who has to write them hears of it by that fact."""
    meeting = MEETINGS.get(tx, id)
    if meeting.minutes_due_at is not None and meeting.minutes_due_at < at:
        keep(tx, MEETINGS, meeting, minutes.remind(meeting, at))


def _reminded(meeting: Meeting, response: Response) -> Facts:
    if meeting.on_its_eve:
        return response.remind() if response.expected else ()
    return response.await_answer() if response.answer is Answer.NO_REPLY else ()


def _entitled(tx: Transaction, committee: str) -> list[Member]:
    terms = projections.committee(tx, committee)
    return [one for one in projections.members_of(tx, committee) if one.may("take_part", terms)]

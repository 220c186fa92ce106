"""Some days before a meeting who has not answered is reminded: a fact about each such member."""

from datetime import datetime

from agenda import store
from agenda.handlers import projections
from agenda.handlers.keeping import keep
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
    answers = store.responses_to(tx, meeting.id, [one.id for one in ahead[:PORTION]])
    for member in ahead[:PORTION]:
        found = answers.get(member.id)
        response = found or Response(id=tx.new_id(), meeting=meeting.id, member=member.id)
        if response.answer is Answer.NO_REPLY:
            response.committee = meeting.committee
            keep(tx, RESPONSES, response, response.await_answer())
    meeting.remind(ahead[PORTION - 1].id if len(ahead) > PORTION else None)
    keep(tx, MEETINGS, meeting)


def _entitled(tx: Transaction, committee: str) -> list[Member]:
    terms = projections.committee(tx, committee)
    return [one for one in projections.members_of(tx, committee) if one.may("take_part", terms)]

"""All that a document can say: the views that its template reads."""

from collections.abc import Iterable, Mapping
from typing import Any

from agenda.handlers import minutes, notes, projections, showing
from agenda.model.attendee import Attendee, Part
from agenda.model.document import Document
from agenda.model.document_kinds import Kind
from agenda.model.meeting import Meeting
from agenda.model.member import Member
from agenda.model.response import Answer, Attendance, Response
from agenda.store import ATTENDEES, RESPONSES
from chassis.mongo import Transaction

Content = dict[str, Any]


def of(tx: Transaction, meeting: Meeting, document: Document) -> Content:
    proposers = {item.proposed_by for item in meeting.agenda.items if item.stands and item.proposed_by}
    content: Content = {
        "meeting": showing.meeting(tx, meeting),
        "committee": projections.committee(tx, meeting.committee).facts,
        "agenda": showing.agenda(tx, meeting, to_all=True),
        "document": showing.document(tx, document),
        "members": {id: {"name": projections.member(tx, id).name} for id in sorted(proposers)},
    }
    if document.kind is Kind.ATTENDANCE:
        content |= sheet(tx, meeting)
    if document.kind is Kind.MINUTES:
        content["attendance"] = attendance(tx, meeting)
        _write_in(content["agenda"], minutes.content_of(tx, meeting))
    return content


def edition(tx: Transaction, meeting: Meeting, kind: Kind) -> int:
    """It counts the edits of what it says; who came, and what was said, is kept beside the meeting."""
    if kind is not Kind.MINUTES:
        return meeting.editions[kind]
    fixed = meeting.minutes.edition if meeting.minutes else 0
    came = sum(one.version for one in _recorded(tx, meeting))
    written = sum(one.version for one in notes.all_of(tx, meeting.id))
    return meeting.editions[kind] + fixed + came + written


def recipient(tx: Transaction, meeting: Meeting, member: str) -> Content:
    """Whom a letter about the meeting goes to, as membership says today."""
    return _named(projections.of_committee(tx, member, meeting.committee))


def sheet(tx: Transaction, meeting: Meeting) -> Content:
    """Who may come, with a line for each delegate that was announced, and one where nothing was; and guests.

    Who was named for this meeting stands there by name; the others write theirs.
    """
    committee = projections.committee(tx, meeting.committee)
    answers = {one.member: one for one in RESPONSES.find(tx, {"meeting": meeting.id})}
    persons = {one.id: one for one in ATTENDEES.find(tx, {"meeting": meeting.id}) if one.name}
    called = [one for one in projections.members_of(tx, committee.id) if one.may("take_part", committee)]
    seated = ((one, _seats(answers.get(one.id), persons)) for one in called)
    return {
        "sheet": [{**_named(one), "seats": seats} for one, seats in seated if seats],
        "guests": [
            {**_person(one), "organisation": one.organisation}
            for one in persons.values()
            if one.part is Part.GUEST
        ],
    }


def attendance(tx: Transaction, meeting: Meeting) -> Content:
    """Which organisations came, by how many, and which did not."""
    recorded = _recorded(tx, meeting)
    members = projections.members(tx, {one.member for one in recorded})
    came = [one for one in recorded if one.attendance is Attendance.ATTENDED]
    return {
        "came": [{**named, "persons": one.persons} for one, named in _of_members(came, members)],
        "away": [
            {**named, "excused": one.attendance is Attendance.EXCUSED}
            for one, named in _of_members((one for one in recorded if one not in came), members)
        ],
    }


def _of_members(
    responses: Iterable[Response], members: projections.Members
) -> Iterable[tuple[Response, Content]]:
    return ((one, _named(members[one.member])) for one in responses if one.member in members)


def _write_in(agenda: Content, minuted: Content) -> None:
    """What was said on each item, but for those that the public does not read."""
    said = {item["id"]: item.get("notes") for section in minuted["sections"] for item in section["items"]}
    for item in (item for section in agenda["sections"] for item in section["items"]):
        if said.get(item["id"]) and not item.get("closed"):
            item["notes"] = [said[item["id"]]]


def _recorded(tx: Transaction, meeting: Meeting) -> list[Response]:
    return RESPONSES.find(tx, {"meeting": meeting.id, "recorded": True})


def _seats(answer: Response | None, persons: Mapping[str, Attendee]) -> list[Content]:
    if answer is None or answer.answer in (Answer.NO_REPLY, Answer.TENTATIVE):
        return [{}]
    if answer.answer in (Answer.DECLINED, Answer.WITHDRAWN):
        return []
    substitute = persons.get(answer.substitute or "")
    named = [_person(substitute)] if substitute else []
    return named + [{}] * (max(answer.delegates, 1) - len(named))


def _person(one: Attendee) -> Content:
    return {"name": one.name, "post": one.post}


def _named(member: Member) -> Content:
    return {"name": member.name, "kind": member.kind, "addressee": member.addressee}

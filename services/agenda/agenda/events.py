"""What the agenda tells, to everybody.

The facts of one change share a version and all state what came of it, so that they may arrive in any order.
"""

from typing import TypeAlias

from marshmallow import Schema

from agenda import contributions, examples
from agenda.event_data import (
    AttendanceData,
    DocumentData,
    InvitationData,
    ItemData,
    MeetingData,
    ProposalData,
    QuorumData,
    ResponseData,
    WindowData,
    WithdrawnResponseData,
)
from agenda.following import events as following
from agenda.model.action import Action
from agenda.model.attachment import Attachment
from agenda.model.comment import Comment
from agenda.model.correction import Correction
from agenda.model.document import Document
from agenda.model.fact import Fact, Facts, Happened
from agenda.model.item import Item
from agenda.model.meeting import Meeting
from agenda.model.proposal import Proposal
from agenda.model.quorum import Quorum
from agenda.model.referral import Referral
from agenda.model.response import Response
from agenda.model.review import Review
from chassis.envelope import Classification, EventType, Told
from chassis.erasure_events import completed_by

Source: TypeAlias = (
    Proposal
    | Meeting
    | Response
    | Quorum
    | Document
    | Attachment
    | Comment
    | Review
    | Action
    | Referral
    | Correction
)
COLLECTIONS: dict[type, str] = {
    Proposal: "proposals",
    Meeting: "meetings",
    Item: "items",
    Response: "responses",
    Quorum: "quorums",
    Document: "documents",
    Attachment: "attachments",
    Comment: "comments",
    Review: "reviews",
    Action: "actions",
    Referral: "referrals",
    Correction: "corrections",
}


def _type(name: str, schema: Schema, summary: str, classification: Classification = "public") -> EventType:
    example = examples.OF[name]
    return EventType(
        name=name, schema=schema, summary=summary, example=example, classification=classification
    )


PROPOSAL, MEETING, ITEM, DOCUMENT = ProposalData(), MeetingData(), ItemData(), DocumentData()
TYPES: dict[Fact, EventType] = {
    Fact.PROPOSAL_SUBMITTED: _type(
        "agenda.proposal.submitted.v1", PROPOSAL, "A member put a proposal before the secretariat"
    ),
    Fact.PROPOSAL_RETURNED: _type(
        "agenda.proposal.returned.v1", PROPOSAL, "It went back to its proposer, with comments"
    ),
    Fact.PROPOSAL_ADMITTED: _type("agenda.proposal.admitted.v1", PROPOSAL, "It may be put on an agenda"),
    Fact.PROPOSAL_REFUSED: _type("agenda.proposal.refused.v1", PROPOSAL, "It was not admitted, and why"),
    Fact.PROPOSAL_SUPPORTED: _type("agenda.proposal.supported.v1", PROPOSAL, "Another member supports it"),
    Fact.PROPOSAL_UNSUPPORTED: _type(
        "agenda.proposal.unsupported.v1", PROPOSAL, "A member took its support back"
    ),
    Fact.PROPOSAL_COSPONSORS_INVITED: _type(
        "agenda.proposal.cosponsors_invited.v1",
        InvitationData(),
        "Its proposer asked other members to propose it too",
        "restricted",
    ),
    Fact.PROPOSAL_COSPONSORED: _type(
        "agenda.proposal.cosponsored.v1", PROPOSAL, "Another member proposes it too"
    ),
    Fact.PROPOSAL_UNCOSPONSORED: _type(
        "agenda.proposal.uncosponsored.v1", PROPOSAL, "A member proposes it no longer"
    ),
    Fact.PROPOSAL_AMENDED: _type(
        "agenda.proposal.amended.v1", PROPOSAL, "Its proposer changed the text that others support"
    ),
    Fact.PROPOSAL_SELECTED: _type(
        "agenda.proposal.selected.v1", PROPOSAL, "It became an item of a meeting's agenda"
    ),
    Fact.PROPOSAL_DEFERRED: _type("agenda.proposal.deferred.v1", PROPOSAL, "It waits for a later meeting"),
    Fact.PROPOSAL_MERGED: _type("agenda.proposal.merged.v1", PROPOSAL, "It goes on as a part of another"),
    Fact.PROPOSAL_DUPLICATED: _type(
        "agenda.proposal.duplicated.v1", PROPOSAL, "It says what another one says"
    ),
    Fact.PROPOSAL_REFERRED: _type("agenda.proposal.referred.v1", PROPOSAL, "It went to another body"),
    Fact.PROPOSAL_REJECTED: _type(
        "agenda.proposal.rejected.v1", PROPOSAL, "It will be on no agenda, and why"
    ),
    Fact.PROPOSAL_RECONSIDERATION_ASKED: _type(
        "agenda.proposal.reconsideration_asked.v1", PROPOSAL, "Its proposer asks to look at the refusal again"
    ),
    Fact.PROPOSAL_UPHELD: _type(
        "agenda.proposal.upheld.v1", PROPOSAL, "It was looked at again, and stays refused"
    ),
    Fact.PROPOSAL_REOPENED: _type(
        "agenda.proposal.reopened.v1", PROPOSAL, "It was looked at again, and is before the secretariat"
    ),
    Fact.PROPOSAL_WITHDRAWN: _type("agenda.proposal.withdrawn.v1", PROPOSAL, "Its proposer took it back"),
    Fact.PROPOSAL_DECIDED: _type("agenda.proposal.decided.v1", PROPOSAL, "A meeting resolved on it"),
    Fact.PROPOSAL_REASSIGNED: _type(
        "agenda.proposal.reassigned.v1",
        PROPOSAL,
        "Its proposer or a supporter became a part of another member, which stands for it now",
    ),
    Fact.PROPOSAL_OFFERED: _type(
        "agenda.proposal.offered.v1",
        PROPOSAL,
        "Its proposer left; a supporter may take it over, and meanwhile the secretariat keeps it",
    ),
    Fact.PROPOSAL_ENTRUSTED: _type(
        "agenda.proposal.entrusted.v1", PROPOSAL, "Its proposer left; the secretariat goes on with it"
    ),
    Fact.PROPOSAL_TAKEN_OVER: _type(
        "agenda.proposal.taken_over.v1", PROPOSAL, "Another member proposes it from now on"
    ),
    Fact.MEETING_PLANNED: _type(
        "agenda.meeting.planned.v1", MEETING, "A meeting has its number, time and place"
    ),
    Fact.MEETING_RECORDED: _type(
        "agenda.meeting.recorded.v1", MEETING, "A meeting of the past was entered; nobody is invited"
    ),
    Fact.MEETING_REVISED: _type(
        "agenda.meeting.revised.v1", MEETING, "Something said about the meeting changed"
    ),
    Fact.MEETING_CONVENED: _type("agenda.meeting.convened.v1", MEETING, "Members are called to the meeting"),
    Fact.MEETING_RESCHEDULED: _type("agenda.meeting.rescheduled.v1", MEETING, "The meeting has another time"),
    Fact.MEETING_OPENED: _type("agenda.meeting.opened.v1", MEETING, "The meeting sits"),
    Fact.MEETING_CLOSED: _type("agenda.meeting.closed.v1", MEETING, "The meeting is over"),
    Fact.MEETING_CANCELLED: _type(
        "agenda.meeting.cancelled.v1",
        MEETING,
        "The meeting will not take place; its number is not used again",
    ),
    Fact.MEETING_AGENDA_PUBLISHED: _type(
        "agenda.meeting.agenda_published.v1", MEETING, "A version of its agenda was published, and which"
    ),
    Fact.ITEM_LISTED: _type("agenda.item.listed.v1", ITEM, "It is on the agenda, under this number"),
    Fact.ITEM_DISCUSSED: _type("agenda.item.discussed.v1", ITEM, "The meeting talked about it"),
    Fact.ITEM_DECIDED: _type("agenda.item.decided.v1", ITEM, "The meeting resolved on it"),
    Fact.ITEM_ADJOURNED: _type("agenda.item.adjourned.v1", ITEM, "It goes to a later meeting"),
    Fact.ITEM_REMOVED: _type("agenda.item.removed.v1", ITEM, "It is off the agenda"),
    **following.TYPES,
    Fact.RESPONSE_GIVEN: _type(
        "agenda.response.given.v1", ResponseData(), "A member answered its invitation"
    ),
    Fact.RESPONSE_WITHDRAWN: _type(
        "agenda.response.withdrawn.v1",
        WithdrawnResponseData(),
        "A member left the group, and comes to no meeting of those ahead",
    ),
    Fact.RESPONSE_AWAITED: _type(
        "agenda.response.awaited.v1", ResponseData(), "A meeting is near, and this member has not answered"
    ),
    Fact.RESPONSE_NEAR: _type(
        "agenda.response.near.v1", ResponseData(), "A meeting to which this member comes is on the next day"
    ),
    Fact.QUORUM_REACHED: _type(
        "agenda.quorum.reached.v1", QuorumData(), "Enough of both sides are there, so far as is counted"
    ),
    Fact.QUORUM_LOST: _type("agenda.quorum.lost.v1", QuorumData(), "They are no longer enough"),
    Fact.ATTENDANCE_RECORDED: _type(
        "agenda.attendance.recorded.v1", AttendanceData(), "Whether a member came to a meeting"
    ),
    Fact.DOCUMENT_REVISED: _type(
        "agenda.document.revised.v1", DOCUMENT, "What it says was edited, and it is a draft again"
    ),
    Fact.DOCUMENT_CHECKED: _type(
        "agenda.document.checked.v1", DOCUMENT, "A document of a meeting was checked"
    ),
    Fact.DOCUMENT_CLEARED: _type("agenda.document.cleared.v1", DOCUMENT, "It was cleared for signature"),
    Fact.DOCUMENT_SIGNED: _type(
        "agenda.document.signed.v1", DOCUMENT, "It was signed, by the holder of this post"
    ),
    Fact.DOCUMENT_PUBLISHED: _type(
        "agenda.document.published.v1", DOCUMENT, "It is there for everybody to read"
    ),
    **contributions.TYPES,
}
ERASURE_COMPLETED = completed_by("agenda", examples.ERASED)
WINDOW_CLOSING = _type(
    "agenda.meeting.window_closing.v1",
    WindowData(),
    "It soon takes no more proposals; which members have a draft for it",
    "restricted",
)
PUBLISHED = (*TYPES.values(), WINDOW_CLOSING, ERASURE_COMPLETED)


def of_window(meeting: Meeting, members: list[str]) -> Told:
    until = meeting.proposals_until
    data = {"id": meeting.id, "committee": meeting.committee, "proposals_until": until, "members": members}
    return WINDOW_CLOSING.make(subject=f"meetings/{meeting.id}", version=meeting.version, data=data)


def told(source: Source, facts: Facts) -> list[Told]:
    """`facts` about `source` as it is after it was saved."""
    return [_told(source, one) for one in facts]


def _told(source: Source, one: Happened) -> Told:
    about = one.item or source
    return TYPES[one.fact].make(subject=subject(about), version=source.version, data=about)


def subject(about: Source | Item) -> str:
    return f"{COLLECTIONS[type(about)]}/{about.id}"

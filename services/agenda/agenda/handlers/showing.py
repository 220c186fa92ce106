"""What a caller sees of what the model is."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from agenda import events, meeting_store, store, views
from agenda.handlers import callers, receipts
from agenda.handlers.showing_agenda import agenda as agenda
from agenda.handlers.similar import Alike
from agenda.model.attendee import Attendee
from agenda.model.calendar import Calendar
from agenda.model.document import Document
from agenda.model.handover import Handover
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import AHEAD
from agenda.model.member import Member
from agenda.model.proposal import Proposal
from agenda.model.quorum import Quorum
from agenda.model.response import Response
from agenda.model.review import Review
from agenda.model.version import Version
from agenda.review_views import ReviewView
from agenda.shapes import HandoverShape
from agenda.version_views import ListedVersionView, VersionView
from chassis.mongo import Transaction

View = dict[str, Any]
Shown = TypeVar("Shown")
PROPOSAL, MEETING = views.ProposalView(), views.MeetingView()


def proposal(tx: Transaction, one: Proposal) -> View:
    """Whom its proposer asked to join, who judged it and where its letter lies is between them and the
    secretariat; what is decided and not told is the secretariat's."""
    view = dict(PROPOSAL.dump(one))
    if not callers.is_own(tx.caller, one):
        view["invited"] = [member for member in one.invited if tx.caller.represents(member)]
        view.pop("judged_by", None)
        if one.received:
            view["received"] = receipts.told_of(one.received)
    if not tx.caller.has(callers.SECRETARIAT):
        view.pop("decided", None)
    return view


def submitted(tx: Transaction, one: Proposal) -> View:
    return {**proposal(tx, one), "receipt": receipts.view(receipts.of(tx, one))}


def review(tx: Transaction, one: Review) -> View:
    return dict(ReviewView().dump(one))


def version(tx: Transaction, one: Version) -> View:
    return dict(VersionView().dump(one))


def listed_version(tx: Transaction, one: Version) -> View:
    return dict(ListedVersionView().dump(one))


def alike(tx: Transaction, one: Alike) -> View:
    return {**views.AlikeView().dump(one.proposal), "score": one.score}


def left(tx: Transaction, one: tuple[Proposal, Handover]) -> View:
    """Where it stands now, and how it was handed over then."""
    proposal, handover = one
    return {**views.LeftView().dump(proposal), "handover": HandoverShape().dump(handover)}


def meeting(tx: Transaction, one: Meeting) -> View:
    (view,) = meetings(tx, ([one], None))["items"]
    return dict(view)


def meetings(tx: Transaction, found: tuple[Sequence[Meeting], str | None]) -> View:
    """A page of them; which is the first, and who may meet on line, is asked once a committee."""
    ones, after = found
    firsts = {
        committee: meeting_store.first_meeting(tx, committee) for committee in {one.committee for one in ones}
    }
    online = {one.committee for one in ones if one.online_url}
    invited = {committee for committee in online if callers.takes_part(tx, committee)}
    quorums = store.quorums(tx, [one.id for one in ones if one.status not in AHEAD])
    items = [_meeting(one, firsts[one.committee], invited, quorums.get(one.id)) for one in ones]
    return {"items": items, "next": after}


def in_calendar(
    tx: Transaction, ones: list[Meeting], after: str | None, committee: str, invited: bool
) -> View:
    """As a member sees them, by whom the calendar is read."""
    view = {**meetings(tx, (ones, after)), "committee": committee}
    for one, shown in zip(ones, view["items"], strict=True):
        if invited and one.online_url:
            shown["online_url"] = one.online_url
    return view


def calendar(one: Calendar, secret: str | None = None) -> View:
    """The secret is said once."""
    view = dict(views.CalendarView().dump(one))
    return {**view, "token": secret} if secret else view


def _meeting(one: Meeting, first: str | None, invited: set[str], quorum: Quorum | None) -> View:
    view = {**MEETING.dump(one), "first": first == one.id}
    if quorum:
        view["quorum"] = views.QuorumView().dump(quorum)
    if one.committee not in invited:
        view.pop("online_url", None)
    return view


def invitees(found: View) -> View:
    return {**found, "items": views.InviteeView(many=True).dump(found["items"])}


def response(tx: Transaction, one: Response) -> View:
    """The note is between the member and the secretariat."""
    view = dict(views.ResponseView().dump(one))
    if not (tx.caller.has(callers.SECRETARIAT) or tx.caller.represents(one.member)):
        view.pop("note", None)
    return view


def attendance(tx: Transaction, one: Response) -> View:
    return dict(views.AttendanceView().dump(one))


def attendee(tx: Transaction, one: Attendee) -> View:
    return dict(views.AttendeeView().dump(one))


def checked_in(found: tuple[Response, Member] | Attendee) -> View:
    """Of a person that is named here, no more than that they are in: the caller may only have a code."""
    if isinstance(found, Attendee):
        return dict(views.CheckedInView().dump({**_of(found), "attendee": found.id, "status": "attended"}))
    response, member = found
    more = {"name": member.name, "status": response.status, "persons": response.persons}
    return dict(views.CheckedInView().dump({**_of(response), **more, "member": response.member}))


def _of(one: Attendee | Response) -> View:
    return {name: getattr(one, name) for name in ("id", "version", "meeting", "checked_in_at")}


def document(tx: Transaction, one: Document) -> View:
    return dict(views.DocumentView().dump(one))


def changed(ones: Sequence[events.Source]) -> View:
    """By the subjects that it was told of."""
    return {"changed": [events.subject(one) for one in ones]}


def page(
    tx: Transaction, show: Callable[[Transaction, Shown], View], found: tuple[Sequence[Shown], str | None]
) -> View:
    items, after = found
    return {"items": [show(tx, one) for one in items], "next": after}

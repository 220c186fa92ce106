"""What notify hears, and what becomes of it."""

from chassis.subscription import Reaction, Subscription
from chassis.worker import Background, Worker
from notify import officials, refiling, store
from notify.broadcasts import broadcaster
from notify.broadcasts import store as broadcasts
from notify.by_hand import pointless as contact_due
from notify.by_hand import waiting
from notify.channels import registry
from notify.digests import compiler
from notify.handlers import contributions, forgetting, projections, reactions
from notify.incoming import listener
from notify.incoming import store as incoming
from notify.outgoing import clearing, courier, orders, retention, sender
from notify.readers import contributions as contribution_readers
from notify.readers import facts as readers
from notify.readers import following as following_readers

COMMITTEE = readers.CommitteeRead()
MEMBER, REPRESENTATIVE = readers.MemberRead(), readers.RepresentativeRead()
PROPOSAL, MEETING, ACTION = readers.ProposalRead(), readers.MeetingRead(), following_readers.ActionRead()
COMMENT, REVIEW = contribution_readers.CommentRead(), contribution_readers.ReviewRead()


def _member(type: str) -> Subscription:
    return Subscription(type, MEMBER, reactions.member, projection=projections.member)


def _unconfirmed(type: str) -> Subscription:
    return Subscription(type, MEMBER, classification="restricted", projection=projections.member)


def _asking(type: str) -> Subscription:
    return Subscription(type, readers.AskingRead(), reactions.asked, "restricted", projections.asked)


def _representative(type: str) -> Subscription:
    reaction, projection = reactions.representative, projections.representative
    return Subscription(type, REPRESENTATIVE, reaction, "restricted", projection)


def _proposal(type: str) -> Subscription:
    return Subscription(type, PROPOSAL, reactions.proposal, projection=projections.proposal)


def _meeting(type: str) -> Subscription:
    return Subscription(type, MEETING, reactions.meeting, projection=projections.meeting)


def _paper(type: str) -> Subscription:
    return Subscription(type, MEETING, reactions.paper, projection=projections.meeting)


def _action(type: str) -> Subscription:
    return Subscription(type, ACTION, reactions.action, projection=projections.action)


def _comment(type: str) -> Subscription:
    return Subscription(type, COMMENT, projection=projections.comment)


def _review(type: str) -> Subscription:
    return Subscription(type, REVIEW, contributions.review, "restricted", projections.review)


def _response(type: str, reaction: Reaction | None = None) -> Subscription:
    return Subscription(type, readers.ResponseRead(), reaction, projection=projections.response)


def _committee(type: str) -> Subscription:
    return Subscription(type, COMMITTEE, reactions.committee, projection=projections.committee)


SUBSCRIPTIONS = (
    _committee("membership.committee.established.v1"),
    _unconfirmed("membership.member.submitted.v1"),
    _unconfirmed("membership.member.invited.v1"),
    _unconfirmed("membership.member.lapsed.v1"),
    _committee("membership.committee.revised.v1"),
    _committee("membership.committee.terms_adopted.v1"),
    _committee("membership.committee.dissolved.v1"),
    _member("membership.member.applied.v1"),
    _member("membership.member.revised.v1"),
    _member("membership.member.admitted.v1"),
    _member("membership.member.declined.v1"),
    _member("membership.member.suspended.v1"),
    _member("membership.member.reinstated.v1"),
    _member("membership.member.withdrawn.v1"),
    _member("membership.member.merged.v1"),
    _representative("membership.representative.nominated.v1"),
    _asking("membership.representative.asked.v1"),
    _asking("membership.representative.invited.v1"),
    _representative("membership.representative.revised.v1"),
    _representative("membership.representative.confirmed.v1"),
    _representative("membership.representative.ended.v1"),
    Subscription(
        "membership.representative.expiring.v1",
        REPRESENTATIVE,
        reactions.term,
        "restricted",
        projections.representative,
    ),
    Subscription(
        "membership.representative.erased.v1",
        readers.ErasedRead(),
        forgetting.erased,
        "restricted",
        projections.representative,
    ),
    Subscription(
        "membership.datarequest.answered.v1", readers.AnsweredRead(), reactions.request, "restricted"
    ),
    _proposal("agenda.proposal.submitted.v1"),
    _proposal("agenda.proposal.returned.v1"),
    _proposal("agenda.proposal.admitted.v1"),
    _proposal("agenda.proposal.refused.v1"),
    Subscription(
        "agenda.proposal.cosponsors_invited.v1", readers.InvitedRead(), reactions.proposal, "restricted"
    ),
    _proposal("agenda.proposal.upheld.v1"),
    _proposal("agenda.proposal.reopened.v1"),
    _proposal("agenda.proposal.amended.v1"),
    _proposal("agenda.proposal.selected.v1"),
    _proposal("agenda.proposal.deferred.v1"),
    _proposal("agenda.proposal.merged.v1"),
    _proposal("agenda.proposal.duplicated.v1"),
    _proposal("agenda.proposal.referred.v1"),
    _proposal("agenda.proposal.rejected.v1"),
    _proposal("agenda.proposal.decided.v1"),
    _proposal("agenda.proposal.reassigned.v1"),
    _proposal("agenda.proposal.withdrawn.v1"),
    _proposal("agenda.proposal.offered.v1"),
    _proposal("agenda.proposal.entrusted.v1"),
    _proposal("agenda.proposal.taken_over.v1"),
    Subscription("agenda.meeting.window_closing.v1", readers.WindowRead(), reactions.window, "restricted"),
    _meeting("agenda.meeting.planned.v1"),
    _meeting("agenda.meeting.recorded.v1"),
    _meeting("agenda.meeting.revised.v1"),
    _meeting("agenda.meeting.convened.v1"),
    _paper("agenda.meeting.agenda_published.v1"),
    _meeting("agenda.meeting.rescheduled.v1"),
    _meeting("agenda.meeting.opened.v1"),
    _meeting("agenda.meeting.closed.v1"),
    _meeting("agenda.meeting.cancelled.v1"),
    Subscription("agenda.referral.sent.v1", following_readers.ReferralRead(), reactions.referral),
    Subscription("agenda.referral.answered.v1", following_readers.ReferralRead(), reactions.referral),
    _action("agenda.action.assigned.v1"),
    _action("agenda.action.revised.v1"),
    _action("agenda.action.started.v1"),
    _action("agenda.action.reported.v1"),
    _action("agenda.action.completed.v1"),
    _action("agenda.action.dropped.v1"),
    _action("agenda.action.due_soon.v1"),
    _action("agenda.action.overdue.v1"),
    _action("agenda.action.reassigned.v1"),
    Subscription("agenda.comment.added.v1", COMMENT, contributions.comment, projection=projections.comment),
    _comment("agenda.comment.revised.v1"),
    _comment("agenda.comment.removed.v1"),
    _comment("agenda.comment.hidden.v1"),
    _comment("agenda.comment.shown.v1"),
    _review("agenda.review.assigned.v1"),
    _review("agenda.review.given.v1"),
    _review("agenda.review.recused.v1"),
    Subscription(
        "agenda.meeting.minutes_overdue.v1",
        MEETING,
        reactions.minutes_overdue,
        projection=projections.meeting,
    ),
    _meeting("agenda.meeting.minutes_drafted.v1"),
    _meeting("agenda.meeting.minutes_circulated.v1"),
    _meeting("agenda.meeting.minutes_corrected.v1"),
    _paper("agenda.meeting.minutes_adopted.v1"),
    Subscription("agenda.correction.accepted.v1", following_readers.CorrectionRead(), reactions.correction),
    Subscription("agenda.correction.declined.v1", following_readers.CorrectionRead(), reactions.correction),
    _response("agenda.response.given.v1"),
    _response("agenda.response.withdrawn.v1"),
    _response("agenda.response.awaited.v1", reactions.called),
    _response("agenda.response.near.v1", reactions.called),
    Subscription("agenda.document.published.v1", readers.DocumentRead(), reactions.document),
)
WORKER = Worker(
    service="notify",
    subscriptions=SUBSCRIPTIONS,
    indexes=(*store.INDEXES, *waiting.INDEXES, *incoming.INDEXES, *broadcasts.INDEXES, *officials.INDEXES),
    projections=store.PROJECTIONS,
    background=(
        Background("sender", sender.run),
        Background("digests", compiler.run),
        Background("incoming", listener.run),
        Background("broadcasts", broadcaster.run),
        Background("orders", orders.watch),
        Background("retention", retention.watch),
        Background("clearing", clearing.watch),
        Background("contact_lists", contact_due.watch),
        Background("courier", courier.run),
        Background("refiling", refiling.run),
    ),
    load=registry.load,
)

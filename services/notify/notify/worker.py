"""What notify hears, and what becomes of it."""

from chassis.inbox import Subscription
from chassis.worker import Background, Worker
from notify import events, sender, store
from notify.handlers import projections

MEMBER, REPRESENTATIVE = events.MemberRead(), events.RepresentativeRead()
PROPOSAL, MEETING = events.ProposalRead(), events.MeetingRead()

SUBSCRIPTIONS = (
    Subscription("membership.committee.established.v1", events.CommitteeRead(), projections.committee),
    Subscription("membership.member.applied.v1", MEMBER, projections.member),
    Subscription("membership.member.admitted.v1", MEMBER, projections.member),
    Subscription("membership.member.declined.v1", MEMBER, projections.member),
    Subscription("membership.member.suspended.v1", MEMBER, projections.member),
    Subscription("membership.member.reinstated.v1", MEMBER, projections.member),
    Subscription("membership.member.withdrawn.v1", MEMBER, projections.member),
    Subscription(
        "membership.representative.nominated.v1", REPRESENTATIVE, projections.representative, "restricted"
    ),
    Subscription(
        "membership.representative.confirmed.v1", REPRESENTATIVE, projections.representative, "restricted"
    ),
    Subscription(
        "membership.representative.ended.v1", REPRESENTATIVE, projections.representative, "restricted"
    ),
    Subscription("agenda.proposal.submitted.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.returned.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.admitted.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.refused.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.selected.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.deferred.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.merged.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.duplicated.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.referred.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.rejected.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.proposal.decided.v1", PROPOSAL, projections.proposal),
    Subscription("agenda.meeting.planned.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.recorded.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.revised.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.convened.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.rescheduled.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.opened.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.closed.v1", MEETING, projections.meeting),
    Subscription("agenda.meeting.cancelled.v1", MEETING, projections.meeting),
    Subscription("agenda.document.published.v1", events.DocumentRead(), projections.document),
)
WORKER = Worker(
    service="notify",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    background=(Background("sender", sender.run),),
)

"""What the agenda hears, keeps, and does about it."""

from agenda import events, store
from agenda.handlers import forgetting, merging
from agenda.handlers.projections import project_committee, project_member
from chassis.subscription import Subscription
from chassis.worker import Worker

MEMBER, COMMITTEE, ERASED = events.MemberFact(), events.CommitteeFact(), events.ErasedFact()

SUBSCRIPTIONS = (
    Subscription("membership.committee.established.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.revised.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.terms_adopted.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.dissolved.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.member.applied.v1", MEMBER, projection=project_member),
    Subscription("membership.member.revised.v1", MEMBER, projection=project_member),
    Subscription("membership.member.admitted.v1", MEMBER, projection=project_member),
    Subscription("membership.member.declined.v1", MEMBER, projection=project_member),
    Subscription("membership.member.suspended.v1", MEMBER, projection=project_member),
    Subscription("membership.member.reinstated.v1", MEMBER, projection=project_member),
    Subscription("membership.member.withdrawn.v1", MEMBER, projection=project_member),
    Subscription("membership.member.merged.v1", MEMBER, merging.follow, projection=project_member),
    Subscription("membership.representative.erased.v1", ERASED, forgetting.erased, "restricted"),
)
WORKER = Worker(
    service="agenda", subscriptions=SUBSCRIPTIONS, indexes=store.INDEXES, projections=store.PROJECTIONS
)

"""What the agenda hears, keeps, and does about it."""

from agenda import due, readers, store
from agenda.handlers import forgetting, leaving, merging, responses
from agenda.handlers.projections import project_committee, project_member
from chassis.subscription import Subscription
from chassis.worker import Background, Worker

MEMBER, COMMITTEE, ERASED = readers.MemberFact(), readers.CommitteeFact(), readers.ErasedFact()


def _member(type: str) -> Subscription:
    return Subscription(type, MEMBER, leaving.member_left, projection=project_member)


SUBSCRIPTIONS = (
    Subscription("membership.committee.established.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.revised.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.terms_adopted.v1", COMMITTEE, projection=project_committee),
    Subscription("membership.committee.dissolved.v1", COMMITTEE, projection=project_committee),
    _member("membership.member.applied.v1"),
    _member("membership.member.revised.v1"),
    _member("membership.member.admitted.v1"),
    _member("membership.member.declined.v1"),
    _member("membership.member.suspended.v1"),
    _member("membership.member.reinstated.v1"),
    _member("membership.member.withdrawn.v1"),
    Subscription("membership.member.merged.v1", MEMBER, merging.follow, projection=project_member),
    Subscription("notify.invitation.answered.v1", readers.AnsweredFact(), responses.answered),
    Subscription("membership.representative.erased.v1", ERASED, forgetting.erased, "restricted"),
)
WORKER = Worker(
    service="agenda",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    projections=store.PROJECTIONS,
    background=(Background("due", due.watch), Background("shelves", store.SHELVES.run)),
)

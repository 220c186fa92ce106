"""Who is told what, as data: event → audience → template. By which channel is each person's (`routing`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from notify.addressees import (
    NEWS,
    Audience,
    every_member,
    owner,
    proposer,
    proposer_and_supporters,
    readers_of_news,
    readers_of_papers,
    readers_of_releases,
    supporters,
    the_invited,
    the_member,
    the_newcomer,
    the_person,
    the_proposer_of_it,
    the_reviewers,
    the_secretariat,
    their_member,
    those_invited,
    those_with_drafts,
    whom_it_answers,
)

ACTIVE = frozenset({"active"})
STANDING = frozenset({"active", "suspended"})

IN_OFFICE, NAMED = frozenset({"confirmed"}), frozenset({"nominated"})


class Category(StrEnum):
    """What is essential comes to everybody, at once. What is normal waits where somebody wants a digest or
    quiet, and comes not at all to who does without its kind. News are told in digests alone."""

    ESSENTIAL = "essential"
    NORMAL = "normal"
    DIGEST = "digest"


RELEASES, SUPPORTED, COMMENTS = "releases", "supported", "comments"
DIGESTS = "digest"
CIRCULARS = "circulars"
CATEGORIES: Mapping[str | None, Category] = {
    None: Category.ESSENTIAL,
    RELEASES: Category.NORMAL,
    SUPPORTED: Category.NORMAL,
    COMMENTS: Category.NORMAL,
    CIRCULARS: Category.NORMAL,
    DIGESTS: Category.NORMAL,
    NEWS: Category.DIGEST,
}
"""By the kind that a person does without letters by; what has none is needed."""


@dataclass(frozen=True, slots=True)
class Template:
    """`members` and `representatives` are the states of a member and of its people who are written to.

    `kind` says that it is not essential, and by what name a person does without it; what becomes of one's own
    proposal is essential all the same.
    `once`: one letter about a thing, not one each time it happens. `late`: to later comers too.
    `attending`: to those members alone whose kind may take part in the committee's meetings.
    `newest_of`: what is the same by these of its facts is one line of a digest, the newest.
    """

    name: str
    members: frozenset[str] = ACTIVE
    representatives: frozenset[str] = IN_OFFICE
    once: bool = False
    late: bool = False
    kind: str | None = None
    attending: bool = False
    newest_of: tuple[str, ...] = ()

    @property
    def category(self) -> Category:
        return CATEGORIES[self.kind]


@dataclass(frozen=True, slots=True)
class Row:
    event: str
    audience: Audience
    template: Template


CONFIRM_ADDRESS = Template("confirm-address", frozenset({"submitted"}), NAMED)
JOIN_US = Template("invitation-to-join", frozenset({"invited"}), NAMED)
WELCOME = Template("welcome", once=True, late=True)
SUSPENDED = Template("member-suspended", frozenset({"suspended"}))
TERM_ENDING = Template("term-ending", STANDING)
RECEIPT = Template("proposal-receipt", STANDING)
JUDGED = Template("proposal-judged", STANDING, kind=SUPPORTED)
SELECTED = Template("proposal-selected", STANDING, kind=SUPPORTED)
DECIDED = Template("proposal-decided", STANDING, kind=SUPPORTED)
OFFERED = Template("proposal-offered")
AMENDED = Template("proposal-amended")
COSPONSOR = Template("proposal-cosponsor", once=True)
PROPOSALS_DUE = Template("proposals-due")
RECONSIDERED = Template("proposal-reconsidered", STANDING, kind=SUPPORTED)
HANDED_OVER = Template("proposal-handed-over", STANDING, kind=SUPPORTED)
SENT_ON = Template("proposal-sent-on", STANDING, kind=SUPPORTED)
ANSWERED = Template("proposal-answered", STANDING, kind=SUPPORTED)
CHARGED = Template("action-assigned", STANDING)
DUE_SOON = Template("action-due", STANDING)
OVERDUE = Template("action-overdue", STANDING)
MINUTES_OVERDUE = Template("minutes-overdue", STANDING)
COMMENTED = Template("proposal-commented", STANDING, kind=COMMENTS)
COMMENT_ANSWERED = Template("comment-answered", STANDING, kind=COMMENTS)
REVIEW_ASKED = Template("review-asked")
REVIEW_CAME_IN = Template("review-came-in", STANDING)
MINUTES = Template("minutes-circulated", STANDING, once=True, attending=True)
CORRECTION = Template("correction-answered", STANDING)
REQUEST = Template("data-request-answered", STANDING)
INVITATION = Template("meeting-invitation", once=True, late=True, attending=True)
RESCHEDULED = Template("meeting-rescheduled", STANDING)
REMINDER = Template("meeting-reminder")
NEAR = Template("meeting-near")
CANCELLED = Template("meeting-cancelled", STANDING, once=True)
RELEASE = Template("release-published", kind=RELEASES)
OF_OTHERS = Template("proposal-of-others", kind=NEWS)
PAPER = Template("document-published", kind=NEWS, newest_of=("meeting", "document"))
DISSOLVED = Template("committee-dissolved", STANDING, once=True)
DIGEST = Template("digest", STANDING, kind=DIGESTS)
"""What a person was not told at once; no event causes it but the time."""
SIGN_IN = Template("sign-in", STANDING)
"""Which is asked for, because of no event either."""
ACCOUNT = Template("account-link")
"""To who is no representative: an official whom the gateway gives an account."""
BROADCAST = Template("broadcast", STANDING, kind=CIRCULARS)
ESSENTIAL_BROADCAST = Template("broadcast-essential", STANDING)

TABLE = (
    Row("membership.representative.asked.v1", the_person, CONFIRM_ADDRESS),
    Row("membership.representative.invited.v1", the_person, JOIN_US),
    Row("membership.member.admitted.v1", the_newcomer, WELCOME),
    Row("membership.member.suspended.v1", the_member, SUSPENDED),
    Row("membership.member.reinstated.v1", the_member, WELCOME),
    Row("membership.representative.expiring.v1", their_member, TERM_ENDING),
    Row("membership.datarequest.answered.v1", the_person, REQUEST),
    Row("agenda.proposal.submitted.v1", proposer, RECEIPT),
    Row("agenda.proposal.returned.v1", proposer, JUDGED),
    Row("agenda.proposal.admitted.v1", proposer, JUDGED),
    Row("agenda.proposal.admitted.v1", readers_of_news, OF_OTHERS),
    Row("agenda.proposal.refused.v1", proposer, JUDGED),
    Row("agenda.proposal.deferred.v1", proposer_and_supporters, JUDGED),
    Row("agenda.proposal.merged.v1", proposer_and_supporters, JUDGED),
    Row("agenda.proposal.duplicated.v1", proposer_and_supporters, JUDGED),
    Row("agenda.proposal.referred.v1", proposer_and_supporters, JUDGED),
    Row("agenda.proposal.rejected.v1", proposer_and_supporters, JUDGED),
    Row("agenda.proposal.upheld.v1", proposer_and_supporters, RECONSIDERED),
    Row("agenda.proposal.reopened.v1", proposer_and_supporters, RECONSIDERED),
    Row("agenda.proposal.cosponsors_invited.v1", those_invited, COSPONSOR),
    Row("agenda.proposal.amended.v1", supporters, AMENDED),
    Row("agenda.proposal.selected.v1", proposer_and_supporters, SELECTED),
    Row("agenda.proposal.decided.v1", proposer_and_supporters, DECIDED),
    Row("agenda.proposal.decided.v1", readers_of_news, OF_OTHERS),
    Row("agenda.proposal.offered.v1", supporters, OFFERED),
    Row("agenda.proposal.entrusted.v1", supporters, HANDED_OVER),
    Row("agenda.proposal.taken_over.v1", proposer_and_supporters, HANDED_OVER),
    Row("agenda.referral.sent.v1", proposer_and_supporters, SENT_ON),
    Row("agenda.referral.answered.v1", proposer_and_supporters, ANSWERED),
    Row("agenda.action.assigned.v1", owner, CHARGED),
    Row("agenda.action.reassigned.v1", owner, CHARGED),
    Row("agenda.action.due_soon.v1", owner, DUE_SOON),
    Row("agenda.action.overdue.v1", owner, OVERDUE),
    Row("agenda.meeting.minutes_overdue.v1", the_secretariat, MINUTES_OVERDUE),
    Row("agenda.comment.added.v1", the_proposer_of_it, COMMENTED),
    Row("agenda.comment.added.v1", whom_it_answers, COMMENT_ANSWERED),
    Row("agenda.review.assigned.v1", the_reviewers, REVIEW_ASKED),
    Row("agenda.review.given.v1", the_secretariat, REVIEW_CAME_IN),
    Row("agenda.review.recused.v1", the_secretariat, REVIEW_CAME_IN),
    Row("agenda.meeting.window_closing.v1", those_with_drafts, PROPOSALS_DUE),
    Row("agenda.meeting.convened.v1", every_member, INVITATION),
    Row("agenda.meeting.rescheduled.v1", the_invited, RESCHEDULED),
    Row("agenda.meeting.revised.v1", the_invited, RESCHEDULED),
    Row("agenda.response.awaited.v1", their_member, REMINDER),
    Row("agenda.response.near.v1", their_member, NEAR),
    Row("agenda.meeting.cancelled.v1", the_invited, CANCELLED),
    Row("agenda.meeting.minutes_circulated.v1", every_member, MINUTES),
    Row("agenda.correction.accepted.v1", their_member, CORRECTION),
    Row("agenda.correction.declined.v1", their_member, CORRECTION),
    Row("agenda.document.published.v1", readers_of_releases, RELEASE),
    Row("agenda.document.published.v1", readers_of_papers, PAPER),
    Row("agenda.meeting.agenda_published.v1", readers_of_papers, PAPER),
    Row("agenda.meeting.minutes_adopted.v1", readers_of_papers, PAPER),
    Row("membership.committee.dissolved.v1", every_member, DISSOLVED),
)
BY_EVENT: Mapping[str, Sequence[Row]] = {
    event: [row for row in TABLE if row.event == event] for event in dict.fromkeys(row.event for row in TABLE)
}
BROADCASTS: Mapping[str, Template] = {one.name: one for one in (BROADCAST, ESSENTIAL_BROADCAST)}
"""What the secretariat sends by itself, because of no event."""
TEMPLATES: Mapping[str, Template] = {
    one.name: one
    for one in (*(row.template for row in TABLE), DIGEST, SIGN_IN, ACCOUNT, *BROADCASTS.values())
}

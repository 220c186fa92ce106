"""Who is told what, as data: event → audience → template. By which channel is each person's (`routing`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

ACTIVE = frozenset({"active"})
STANDING = frozenset({"active", "suspended"})

IN_OFFICE, NAMED = frozenset({"confirmed"}), frozenset({"nominated"})

RELEASES, SUPPORTED = "releases", "supported"

Audience = Callable[[Mapping[str, Any]], list[str]]
"""From the facts of an event the ids that are told: of members, or of the committee for all its members."""


def the_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["id"]]


def the_newcomer(facts: Mapping[str, Any]) -> list[str]:
    """Who was entered from a list knows the group: hundreds of them are not written to at one stroke."""
    return [] if facts["from_list"] else [facts["id"]]


def their_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["member"]]


def the_person(facts: Mapping[str, Any]) -> list[str]:
    return [facts["id"]]


def proposer(facts: Mapping[str, Any]) -> list[str]:
    return [facts["proposed_by"]]


def supporters(facts: Mapping[str, Any]) -> list[str]:
    """Who proposes it too stands with it as they do."""
    return [*facts.get("cosponsors", ()), *facts["supporters"]]


def proposer_and_supporters(facts: Mapping[str, Any]) -> list[str]:
    return [facts["proposed_by"], *supporters(facts)]


def those_with_drafts(facts: Mapping[str, Any]) -> list[str]:
    return list(facts["members"])


def those_invited(facts: Mapping[str, Any]) -> list[str]:
    return list(facts["invited"])


def owner(facts: Mapping[str, Any]) -> list[str]:
    """Nobody where it is the secretariat's."""
    return [facts["owner"]] if facts["owner"] else []


def every_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["committee"]]


def the_invited(facts: Mapping[str, Any]) -> list[str]:
    """Of all members those who hold an invitation."""
    return [facts["committee"]]


@dataclass(frozen=True, slots=True)
class Template:
    """`members` and `representatives` are the states of a member and of its people who are written to.

    `kind` is what a person who does without it names it by, where nobody needs it. `owed` is what comes
    to everybody, though it is about a proposal of others.
    `once`: one letter about a thing, not one each time it happens. `late`: to later comers too.
    `attending`: to those members alone whose kind may take part in the committee's meetings.
    """

    name: str
    members: frozenset[str] = ACTIVE
    representatives: frozenset[str] = IN_OFFICE
    once: bool = False
    late: bool = False
    kind: str | None = None
    owed: bool = False
    attending: bool = False


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
JUDGED = Template("proposal-judged", STANDING)
SELECTED = Template("proposal-selected", STANDING)
DECIDED = Template("proposal-decided", STANDING)
OFFERED = Template("proposal-offered", owed=True)
AMENDED = Template("proposal-amended", owed=True)
COSPONSOR = Template("proposal-cosponsor", once=True, owed=True)
PROPOSALS_DUE = Template("proposals-due")
RECONSIDERED = Template("proposal-reconsidered", STANDING)
HANDED_OVER = Template("proposal-handed-over", STANDING)
SENT_ON = Template("proposal-sent-on", STANDING)
ANSWERED = Template("proposal-answered", STANDING)
CHARGED = Template("action-assigned", STANDING)
OVERDUE = Template("action-overdue", STANDING)
MINUTES = Template("minutes-circulated", STANDING, once=True, attending=True)
CORRECTION = Template("correction-answered", STANDING)
INVITATION = Template("meeting-invitation", once=True, late=True, attending=True)
RESCHEDULED = Template("meeting-rescheduled", STANDING)
REMINDER = Template("meeting-reminder")
NEAR = Template("meeting-near")
CANCELLED = Template("meeting-cancelled", STANDING, once=True)
RELEASE = Template("release-published", kind=RELEASES)
DISSOLVED = Template("committee-dissolved", STANDING, once=True)

TABLE = (
    Row("membership.representative.asked.v1", the_person, CONFIRM_ADDRESS),
    Row("membership.representative.invited.v1", the_person, JOIN_US),
    Row("membership.member.admitted.v1", the_newcomer, WELCOME),
    Row("membership.member.suspended.v1", the_member, SUSPENDED),
    Row("membership.member.reinstated.v1", the_member, WELCOME),
    Row("membership.representative.expiring.v1", their_member, TERM_ENDING),
    Row("agenda.proposal.submitted.v1", proposer, RECEIPT),
    Row("agenda.proposal.returned.v1", proposer, JUDGED),
    Row("agenda.proposal.admitted.v1", proposer, JUDGED),
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
    Row("agenda.proposal.offered.v1", supporters, OFFERED),
    Row("agenda.proposal.entrusted.v1", supporters, HANDED_OVER),
    Row("agenda.proposal.taken_over.v1", proposer_and_supporters, HANDED_OVER),
    Row("agenda.referral.sent.v1", proposer_and_supporters, SENT_ON),
    Row("agenda.referral.answered.v1", proposer_and_supporters, ANSWERED),
    Row("agenda.action.assigned.v1", owner, CHARGED),
    Row("agenda.action.reassigned.v1", owner, CHARGED),
    Row("agenda.action.overdue.v1", owner, OVERDUE),
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
    Row("agenda.document.published.v1", every_member, RELEASE),
    Row("membership.committee.dissolved.v1", every_member, DISSOLVED),
)
BY_EVENT: Mapping[str, Row] = {row.event: row for row in TABLE}
TEMPLATES: Mapping[str, Template] = {row.template.name: row.template for row in TABLE}

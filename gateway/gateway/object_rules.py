"""Whose a thing must be: what decides, where a role that stands for somebody is let in by `access`.

A representative stands for one member, an expert and a partner for themselves, the secretariat for all. The
services decide, from the caller that they get with every call; each row is tried on the running system by all
whom it keeps out (`tests/e2e/test_object_rules.py`). A route that lets such a role in and stands nowhere here
stops the process at start.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from gateway.roles import EXPERT, PARTNER, REPRESENTATIVE

BOUND = frozenset({REPRESENTATIVE, EXPERT, PARTNER})


class Rule(StrEnum):
    OWN_MEMBER = "the member that they represent, or in whose name they act"
    PROPOSER = "a proposal of the member that they represent"
    TOLD = "a proposal that was submitted, or that their member proposes or is asked to join"
    COMMITTEE = "of the committee that their member is of"
    TAKES_PART = "of the committee that their member is of, or of any one for an expert of no member"
    WRITER = "a comment that their member wrote"
    CHARGED = "an action that their member is charged with"
    REVIEWER = "a proposal that they were asked to review"
    ADDRESSEE = "what was sent to them, or asked by them, in person"
    ONESELF = "what is kept of themselves: nobody else can be named"
    GRANTED = "what was granted to the system that they are"
    HOLDER = "what the link that they hold is for, whoever they are"


Routes = tuple[str, ...]

CLOSED: Mapping[Rule, Routes] = {
    Rule.OWN_MEMBER: (
        "PATCH /v1/members/{id}",
        "GET /v1/members/{member}/history",
        "GET /v1/members/{member}/handover",
        "GET /v1/members/{member}/consents",
        "GET /v1/members/{member}/representatives",
        "POST /v1/members/{member}/representatives/order",
        "POST /v1/members/{member}/representatives",
        "GET /v1/members/{member}/representatives/{id}",
        "PATCH /v1/members/{member}/representatives/{id}",
        "POST /v1/members/{member}/representatives/{id}/confirm",
        "POST /v1/members/{member}/representatives/{id}/take-over",
        "POST /v1/members/{member}/representatives/{id}/end",
        "GET /v1/members/{member}/representatives/{id}/personal-data",
        "POST /v1/members/{member}/calendar",
        "POST /v1/members/{member}/calendar/revoke",
        "POST /v1/proposals",
        "POST /v1/proposals/{id}/support",
        "POST /v1/proposals/{id}/unsupport",
        "POST /v1/proposals/{id}/co-sponsor",
        "POST /v1/proposals/{id}/leave",
        "POST /v1/proposals/{id}/take-over",
        "POST /v1/meetings/{id}/responses",
        "GET /v1/meetings/{id}/check-in",
        "GET /v1/meetings/{id}/check-in/qr",
        "POST /v1/meetings/{id}/minutes/corrections",
        "GET /v1/meetings/{id}/documents/{kind}",
        "GET /v1/notifications/{id}/letter",
        "POST /v1/members/{id}/withdraw",
    ),
    Rule.PROPOSER: (
        "PATCH /v1/proposals/{id}",
        "POST /v1/proposals/{proposal}/attachments",
        "DELETE /v1/attachments/{id}",
        "POST /v1/proposals/{id}/submit",
        "GET /v1/proposals/{id}/receipt",
        "POST /v1/proposals/{id}/invite",
        "POST /v1/proposals/{id}/amendments",
        "POST /v1/proposals/{id}/withdraw",
        "POST /v1/proposals/{id}/reconsideration",
    ),
    Rule.TOLD: (
        "GET /v1/proposals/{id}",
        "GET /v1/proposals/{id}/trace",
        "GET /v1/proposals/{id}/versions",
        "GET /v1/proposals/{id}/versions/{number}",
        "GET /v1/proposals/{id}/versions/{number}/difference",
        "GET /v1/proposals/{proposal}/attachments",
        "GET /v1/proposals/{proposal}/comments",
        "GET /v1/attachments/{id}",
        "GET /v1/attachments/{id}/content",
        "GET /proposals/{id}",
    ),
    Rule.COMMITTEE: (
        "POST /v1/proposals/{proposal}/comments",
        "GET /v1/comments/{id}",
        "GET /v1/meetings/{id}/minutes",
        "GET /v1/meetings/{id}/minutes/editions",
        "GET /v1/meetings/{id}/minutes/editions/{number}",
        "GET /v1/meetings/{id}/minutes/corrections",
        "GET /v1/meetings/{id}/minutes/corrections/{correction}",
        "GET /v1/meetings/{id}/documents/{kind}",
    ),
    Rule.TAKES_PART: (
        "GET /v1/meetings/{id}/responses",
        "GET /v1/meetings/{id}/attendance",
    ),
    Rule.WRITER: (
        "PATCH /v1/comments/{id}",
        "POST /v1/comments/{id}/remove",
    ),
    Rule.CHARGED: (
        "POST /v1/actions/{id}/start",
        "POST /v1/actions/{id}/reports",
        "POST /v1/actions/{id}/complete",
    ),
    Rule.REVIEWER: (
        "POST /v1/proposals/{id}/recommendation",
        "POST /v1/proposals/{id}/recusal",
    ),
    Rule.ADDRESSEE: (
        "GET /v1/me/inbox/{id}",
        "POST /v1/me/inbox/{id}/read",
        "POST /v1/me/inbox/{id}/unread",
        "GET /v1/data-requests/{id}",
    ),
    Rule.ONESELF: (
        "GET /v1/me/inbox",
        "GET /v1/me/inbox/stream",
        "POST /v1/me/inbox/read",
        "POST /v1/me/webhook",
        "GET /v1/me/webhook",
        "POST /v1/me/webhook/rotate",
        "POST /v1/me/webhook/test",
        "DELETE /v1/me/webhook",
        "GET /v1/me/data",
        "GET /v1/me/consents",
        "GET /v1/me/data-requests",
        "POST /v1/me/erasure-requests",
        "POST /v1/me/correction-requests",
    ),
    Rule.HOLDER: (
        "POST /confirm",
        "POST /v1/members/confirm",
        "GET /answer",
        "POST /answer",
        "POST /unsubscribe",
        "POST /check-in",
        "POST /v1/meetings/{id}/check-in",
        "GET /v1/members/{member}/meetings.ics",
        "POST /sign-in/link",
        "GET /sign-in/callback",
    ),
    Rule.GRANTED: (
        "POST /v1/commands",
        "GET /v1/events/webhook",
        "POST /v1/events/webhook",
        "DELETE /v1/events/webhook",
        "POST /v1/events/webhook/rotate",
        "POST /v1/events/webhook/pause",
        "POST /v1/events/webhook/resume",
        "POST /v1/events/webhook/resend",
        "POST /v1/events/webhook/test",
    ),
}
"""Others are refused, or what they ask for is not there."""

NARROWED: Mapping[Rule, Routes] = {
    Rule.OWN_MEMBER: (
        "GET /v1/members",
        "GET /v1/members/{id}",
        "GET /v1/members/export",
        "GET /v1/meetings/{id}/responses",
        "GET /v1/meetings/{id}/attendees",
    ),
    Rule.PROPOSER: ("GET /v1/proposals/{id}",),
    Rule.TOLD: ("GET /v1/proposals",),
    Rule.COMMITTEE: ("GET /v1/proposals/{proposal}/comments",),
    Rule.TAKES_PART: (
        "GET /v1/meetings",
        "GET /v1/meetings/{id}",
        "GET /v1/meetings/{id}/agenda",
        "GET /v1/meetings/{id}/agenda/versions/{number}",
        "GET /v1/meetings/{id}/agenda/{item}/trace",
        "GET /v1/actions",
        "GET /v1/actions/{id}",
        "GET /v1/actions/{id}/reports",
        "GET /v1/actions/{id}/trace",
        "GET /v1/referrals",
        "GET /v1/referrals/{id}",
        "GET /v1/referrals/{id}/trace",
    ),
    Rule.REVIEWER: ("GET /v1/proposals/{id}/reviewers",),
    Rule.ONESELF: (
        "GET /v1/me",
        "GET /v1/sessions",
        "POST /v1/sessions/{id}/end",
    ),
    Rule.GRANTED: ("GET /v1/events",),
}
"""Others are answered, without what is not theirs."""

ALIKE: Routes = (
    "GET /",
    "GET /assets/{file}",
    "GET /docs",
    "GET /docs/events",
    "GET /docs/{file}",
    "GET /openapi.json",
    "GET /asyncapi.json",
    "GET /problems",
    "GET /healthz",
    "GET /readyz",
    "GET /confirm",
    "GET /unsubscribe",
    "GET /check-in",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/link",
    "GET /sign-in/{issuer}",
    "POST /sign-out",
    "POST /v1/sign-in/links",
    "GET /v1/committees",
    "GET /v1/committees/{id}",
    "GET /v1/committees/{committee}/history",
    "GET /v1/committees/{committee}/terms-of-reference",
    "GET /v1/committees/{committee}/terms-of-reference/{number}",
    "POST /v1/members",
    "POST /v1/members/{id}/ask-again",
    "GET /v1/members/{member}/people",
    "GET /proposals",
    "GET /v1/proposals/export",
    "POST /v1/proposals/similar",
    "GET /v1/meetings.ics",
    "GET /v1/meetings/{id}/agenda/versions",
    "GET /v1/actions/{id}/history",
    "GET /v1/reports/sdgs",
    "GET /reports/sdgs",
)
"""Nothing in it is anybody's: the same for all whom `access` lets in."""

RULED = frozenset(
    [*ALIKE, *(route for table in (CLOSED, NARROWED) for routes in table.values() for route in routes)]
)


def check_ruled(access: Mapping[str, frozenset[str]], routes: Iterable[str]) -> None:
    missing = sorted(route for route in routes if access[route] & BOUND and route not in RULED)
    if missing:
        raise LookupError(f"routes without an object rule in gateway.object_rules: {', '.join(missing)}")

"""Who may call what: one row a route, and no other place decides by role.

Whether it is *this* member's proposal is not asked here: object rules live in the services, which get the
caller with every call. A route without a row is closed to everybody and stops the process at start.
"""

from collections.abc import Iterable

from chassis.call import Caller
from chassis.errors import Denied, Unauthenticated

SECRETARIAT = "secretariat"
REPRESENTATIVE = "representative"
EXPERT = "expert"
PARTNER = "partner"
OPERATOR = "operator"
PUBLIC = "public"
ROLES = (SECRETARIAT, REPRESENTATIVE, EXPERT, PARTNER, OPERATOR, PUBLIC)

ANYONE = frozenset(ROLES)
SIGNED_IN = ANYONE - {PUBLIC}
OFFICE = frozenset({SECRETARIAT})
MEMBERS = frozenset({SECRETARIAT, REPRESENTATIVE})
PARTICIPANTS = frozenset({SECRETARIAT, REPRESENTATIVE, EXPERT})
REVIEWERS = frozenset({SECRETARIAT, EXPERT})
SYSTEMS = frozenset({SECRETARIAT, PARTNER, OPERATOR})
DELIVERY = frozenset({SECRETARIAT, OPERATOR})
OPERATORS = frozenset({OPERATOR})

ACCESS: dict[str, frozenset[str]] = {
    "GET /": ANYONE,
    "GET /assets/{file}": ANYONE,
    "GET /confirm": ANYONE,
    "POST /confirm": ANYONE,
    "GET /check-in": ANYONE,
    "POST /check-in": ANYONE,
    "GET /docs": ANYONE,
    "GET /docs/{file}": ANYONE,
    "GET /problems": ANYONE,
    "GET /openapi.json": ANYONE,
    "GET /healthz": ANYONE,
    "GET /readyz": ANYONE,
    "GET /metrics": OPERATORS,
    "GET /v1/me": SIGNED_IN,
    "GET /v1/events": SYSTEMS,
    "GET /v1/committees": ANYONE,
    "POST /v1/committees": OFFICE,
    "GET /v1/committees/{id}": ANYONE,
    "PATCH /v1/committees/{id}": OFFICE,
    "POST /v1/committees/{id}/dissolve": OFFICE,
    "GET /v1/committees/{id}/documents/annual-report": OFFICE,
    "GET /v1/committees/{committee}/history": MEMBERS,
    "GET /v1/committees/{committee}/terms-of-reference": ANYONE,
    "POST /v1/committees/{committee}/terms-of-reference": OFFICE,
    "GET /v1/committees/{committee}/terms-of-reference/{number}": ANYONE,
    "GET /v1/members": ANYONE,
    "POST /v1/members": ANYONE,
    "POST /v1/members/import": OFFICE,
    "POST /v1/members/invite": OFFICE,
    "POST /v1/members/confirm": ANYONE,
    "GET /v1/members/{id}": ANYONE,
    "PATCH /v1/members/{id}": MEMBERS,
    "POST /v1/members/{id}/ask-again": ANYONE,
    "POST /v1/members/{id}/admit": OFFICE,
    "POST /v1/members/{id}/decline": OFFICE,
    "POST /v1/members/{id}/suspend": OFFICE,
    "POST /v1/members/{id}/reinstate": OFFICE,
    "POST /v1/members/{id}/withdraw": MEMBERS,
    "POST /v1/members/{id}/merge": OFFICE,
    "GET /v1/members/export": ANYONE,
    "GET /v1/members/{member}/people": ANYONE,
    "GET /v1/members/{member}/history": MEMBERS,
    "GET /v1/members/{member}/scans": OFFICE,
    "POST /v1/members/{member}/scans": OFFICE,
    "GET /v1/members/{member}/scans/{id}": OFFICE,
    "GET /v1/members/{member}/handover": MEMBERS,
    "GET /v1/members/{member}/representatives": MEMBERS,
    "POST /v1/members/{member}/representatives": MEMBERS,
    "POST /v1/members/{member}/representatives/order": MEMBERS,
    "GET /v1/members/{member}/representatives/{id}": MEMBERS,
    "PATCH /v1/members/{member}/representatives/{id}": MEMBERS,
    "POST /v1/members/{member}/representatives/{id}/confirm": MEMBERS,
    "POST /v1/members/{member}/representatives/{id}/take-over": MEMBERS,
    "POST /v1/members/{member}/representatives/{id}/end": MEMBERS,
    "POST /v1/members/{member}/representatives/{id}/erase": OFFICE,
    "GET /v1/members/{member}/representatives/{id}/personal-data": MEMBERS,
    "GET /v1/proposals": ANYONE,
    "POST /v1/proposals": MEMBERS,
    "POST /v1/proposals/similar": MEMBERS,
    "GET /v1/proposals/{id}": ANYONE,
    "PATCH /v1/proposals/{id}": MEMBERS,
    "GET /v1/proposals/{id}/versions": ANYONE,
    "GET /v1/proposals/{id}/versions/{number}": ANYONE,
    "GET /v1/proposals/{id}/versions/{number}/difference": ANYONE,
    "POST /v1/proposals/{id}/submit": MEMBERS,
    "POST /v1/proposals/{id}/withdraw": MEMBERS,
    "POST /v1/proposals/{id}/support": MEMBERS,
    "POST /v1/proposals/{id}/unsupport": MEMBERS,
    "POST /v1/proposals/{id}/invite": MEMBERS,
    "POST /v1/proposals/{id}/co-sponsor": MEMBERS,
    "POST /v1/proposals/{id}/leave": MEMBERS,
    "POST /v1/proposals/{id}/amendments": MEMBERS,
    "POST /v1/proposals/{id}/take-over": MEMBERS,
    "POST /v1/proposals/{id}/hand-over": OFFICE,
    "POST /v1/proposals/{id}/return": OFFICE,
    "POST /v1/proposals/{id}/admit": OFFICE,
    "POST /v1/proposals/{id}/refuse": OFFICE,
    "POST /v1/proposals/{id}/select": OFFICE,
    "POST /v1/proposals/{id}/defer": OFFICE,
    "POST /v1/proposals/{id}/merge": OFFICE,
    "POST /v1/proposals/{id}/duplicate": OFFICE,
    "POST /v1/proposals/{id}/refer": OFFICE,
    "POST /v1/proposals/{id}/reject": OFFICE,
    "POST /v1/proposals/{id}/decide": OFFICE,
    "POST /v1/proposals/{id}/publish": OFFICE,
    "POST /v1/proposals/publish": OFFICE,
    "GET /v1/proposals/{id}/reviewers": REVIEWERS,
    "POST /v1/proposals/{id}/reviewers": OFFICE,
    "POST /v1/proposals/{id}/recommendation": REVIEWERS,
    "POST /v1/proposals/{id}/recusal": REVIEWERS,
    "POST /v1/proposals/{id}/reconsideration": MEMBERS,
    "POST /v1/proposals/{id}/uphold": OFFICE,
    "POST /v1/proposals/{id}/reopen": OFFICE,
    "GET /v1/meetings": ANYONE,
    "POST /v1/meetings": OFFICE,
    "GET /v1/meetings.ics": ANYONE,
    "GET /v1/members/{member}/meetings.ics": ANYONE,
    "POST /v1/members/{member}/calendar": MEMBERS,
    "POST /v1/members/{member}/calendar/revoke": MEMBERS,
    "GET /v1/meetings/{id}": ANYONE,
    "PATCH /v1/meetings/{id}": OFFICE,
    "POST /v1/meetings/{id}/convene": OFFICE,
    "GET /v1/meetings/{id}/convene/preview": OFFICE,
    "POST /v1/meetings/{id}/reschedule": OFFICE,
    "POST /v1/meetings/{id}/open": OFFICE,
    "POST /v1/meetings/{id}/close": OFFICE,
    "POST /v1/meetings/{id}/cancel": OFFICE,
    "GET /v1/meetings/{id}/agenda": ANYONE,
    "POST /v1/meetings/{id}/agenda": OFFICE,
    "PATCH /v1/meetings/{id}/agenda/{item}": OFFICE,
    "POST /v1/meetings/{id}/agenda/{item}/move": OFFICE,
    "POST /v1/meetings/{id}/agenda/publish": OFFICE,
    "GET /v1/meetings/{id}/agenda/versions": ANYONE,
    "GET /v1/meetings/{id}/agenda/versions/{number}": ANYONE,
    "POST /v1/meetings/{id}/agenda/{item}/discuss": OFFICE,
    "POST /v1/meetings/{id}/agenda/{item}/decide": OFFICE,
    "POST /v1/meetings/{id}/agenda/{item}/adjourn": OFFICE,
    "POST /v1/meetings/{id}/agenda/{item}/remove": OFFICE,
    "GET /v1/meetings/{id}/responses": PARTICIPANTS,
    "POST /v1/meetings/{id}/responses": MEMBERS,
    "GET /v1/meetings/{id}/attendance": PARTICIPANTS,
    "POST /v1/meetings/{id}/attendance": OFFICE,
    "GET /v1/meetings/{id}/check-in": MEMBERS,
    "GET /v1/meetings/{id}/check-in/qr": MEMBERS,
    "POST /v1/meetings/{id}/check-in": ANYONE,
    "GET /v1/meetings/{id}/attendees": MEMBERS,
    "POST /v1/meetings/{id}/attendees": OFFICE,
    "POST /v1/meetings/{id}/attendees/{attendee}/erase": OFFICE,
    "GET /v1/meetings/{id}/documents/{kind}": ANYONE,
    "PATCH /v1/meetings/{id}/documents/{kind}": OFFICE,
    "POST /v1/meetings/{id}/documents/{kind}/check": OFFICE,
    "POST /v1/meetings/{id}/documents/{kind}/clear": OFFICE,
    "POST /v1/meetings/{id}/documents/{kind}/sign": OFFICE,
    "POST /v1/meetings/{id}/documents/{kind}/publish": OFFICE,
    "GET /v1/erasures": DELIVERY,
    "GET /v1/erasures/{id}": DELIVERY,
    "GET /v1/notifications": DELIVERY,
    "GET /v1/notifications/counts": DELIVERY,
    "GET /v1/notifications/{id}": DELIVERY,
    "POST /v1/notifications/{id}/resend": DELIVERY,
    "POST /v1/notifications/{id}/cancel": OFFICE,
    "GET /v1/templates": DELIVERY,
    "GET /v1/templates/{name}/preview": DELIVERY,
}


def check(route: str, caller: Caller) -> None:
    """Unauthenticated or Denied, unless one of the caller's roles is in the row of the route."""
    allowed = ACCESS.get(route, frozenset())
    if PUBLIC in allowed or caller.roles & allowed:
        return
    if caller.roles <= {PUBLIC}:
        raise Unauthenticated()
    raise Denied()


def check_complete(routes: Iterable[str]) -> None:
    missing = sorted(set(routes) - ACCESS.keys())
    if missing:
        raise LookupError(f"routes without a row in gateway.access: {', '.join(missing)}")

"""Who may call what about the data that are kept of people: rows of `access`."""

from gateway.roles import DELIVERY, MEMBERS, OFFICE, PARTICIPANTS, PEOPLE

OF_PRIVACY: dict[str, frozenset[str]] = {
    "GET /v1/me/data": PEOPLE,
    "GET /v1/me/consents": PEOPLE,
    "GET /v1/members/{member}/consents": MEMBERS,
    "GET /v1/me/data-requests": PEOPLE,
    "POST /v1/me/erasure-requests": PEOPLE,
    "POST /v1/me/correction-requests": PEOPLE,
    "GET /v1/data-requests": OFFICE,
    "POST /v1/data-requests": OFFICE,
    "GET /v1/data-requests/{id}": PARTICIPANTS,
    "POST /v1/data-requests/{id}/carry-out": OFFICE,
    "POST /v1/data-requests/{id}/refuse": OFFICE,
    "GET /v1/privacy/breach-report": DELIVERY,
}

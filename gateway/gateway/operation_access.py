"""The rows of `access` about how the system is run, and who looks into it."""

from gateway.roles import DELIVERY, OPERATORS, PARTNERS

OF_OPERATION: dict[str, frozenset[str]] = {
    "GET /metrics": OPERATORS,
    "GET /v1/keys": OPERATORS,
    "POST /v1/keys": OPERATORS,
    "GET /v1/keys/{id}": OPERATORS,
    "POST /v1/keys/{id}/rotate": OPERATORS,
    "POST /v1/keys/{id}/revoke": OPERATORS,
    "GET /v1/partners": DELIVERY,
    "POST /v1/partners": DELIVERY,
    "GET /v1/partners/{id}": DELIVERY,
    "POST /v1/commands": PARTNERS,
    "GET /v1/events/webhook": PARTNERS,
    "POST /v1/events/webhook": PARTNERS,
    "DELETE /v1/events/webhook": PARTNERS,
    "POST /v1/events/webhook/rotate": PARTNERS,
    "POST /v1/events/webhook/pause": PARTNERS,
    "POST /v1/events/webhook/resume": PARTNERS,
    "POST /v1/events/webhook/resend": PARTNERS,
    "POST /v1/events/webhook/test": PARTNERS,
    "GET /v1/audit": DELIVERY,
    "GET /v1/erasures": DELIVERY,
    "GET /v1/erasures/{id}": DELIVERY,
}

"""Who may call what about letters that are sent, and what is written in answer: rows of `access`."""

from gateway.roles import DELIVERY, OFFICE

OF_DELIVERY: dict[str, frozenset[str]] = {
    "GET /v1/notifications": DELIVERY,
    "GET /v1/notifications/counts": DELIVERY,
    "GET /v1/notifications/performance": DELIVERY,
    "GET /v1/notifications/{id}": DELIVERY,
    "POST /v1/notifications/{id}/resend": DELIVERY,
    "POST /v1/notifications/{id}/cancel": OFFICE,
    "GET /v1/incoming-mails": OFFICE,
    "GET /v1/incoming-mails/{id}": OFFICE,
    "POST /v1/incoming-mails/{id}/resolve": OFFICE,
    "GET /v1/templates": DELIVERY,
    "GET /v1/templates/{name}/preview": DELIVERY,
}

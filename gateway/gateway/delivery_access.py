"""Who may call what about letters that are sent, and what is written in answer: rows of `access`."""

from gateway.roles import DELIVERY, OFFICE, SPEAKERS

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
    "GET /v1/me/inbox": SPEAKERS,
    "GET /v1/me/inbox/stream": SPEAKERS,
    "POST /v1/me/inbox/read": SPEAKERS,
    "GET /v1/me/inbox/{id}": SPEAKERS,
    "POST /v1/me/inbox/{id}/read": SPEAKERS,
    "POST /v1/me/inbox/{id}/unread": SPEAKERS,
    "GET /v1/me/webhook": SPEAKERS,
    "POST /v1/me/webhook": SPEAKERS,
    "DELETE /v1/me/webhook": SPEAKERS,
    "POST /v1/me/webhook/rotate": SPEAKERS,
    "POST /v1/me/webhook/test": SPEAKERS,
}

"""The audit trail: what each service has logged, and what the gateway has."""

from flask import current_app, g

from gateway import ask
from gateway.audit.trail import EXTENSION, Trail
from gateway.resource import LINKED, REFUSED_LIST, Answer, Resource, View, linked
from gateway.schemas.audit import GATEWAY, AuditPage, AuditQuery

audit = Resource("audit", "gateway", "/v1/audit", "Who did what, when, from where and why; what was refused")


@audit.arguments(AuditQuery, location="query")
@audit.response(200, AuditPage, headers=LINKED)
def read(query: View) -> Answer:
    source = query.pop("source")
    period = (query.get(name, "") for name in ("since", "until", "who", "outcome"))
    g.about = " ".join((source, *(part for part in period if part)))
    return linked(_of_ours(query) if source == GATEWAY else ask.query(source, "read_audit", query))


def _of_ours(query: View) -> View:
    trail: Trail = current_app.extensions[EXTENSION]
    return trail.page(query)


audit.publish("GET", "", "read_audit", read, "Read a part of the audit trail", REFUSED_LIST)

"""Systems of others, which the gateway itself keeps beside their keys."""

from flask import current_app, g, request

from gateway.idempotency import command_id
from gateway.partners.register import EXTENSION, Register, shown
from gateway.resource import LINKED, REFUSED_CREATE, REFUSED_LIST, Answer, Resource, View, linked
from gateway.schemas.partners import NewPartner, Partner, PartnerPage
from gateway.schemas.parts import ListQuery

partners = Resource("partners", "gateway", "/v1/partners", "Systems of others, what they may hear and tell")


def register() -> Register:
    kept: Register = current_app.extensions[EXTENSION]
    return kept


def granted() -> list[str] | None:
    """What the caller may hear, where it is a system of others; Denied to one that may hear nothing."""
    kept: Register | None = current_app.extensions[EXTENSION]
    return kept.may_hear(g.caller) if kept else None


@partners.arguments(ListQuery, location="query")
@partners.response(200, PartnerPage, headers=LINKED)
def listing(query: View) -> Answer:
    return linked(register().page(query.get("after"), query["limit"]))


@partners.arguments(NewPartner)
@partners.response(201, Partner, headers={"Location": "Location"})
def adding(body: View) -> Answer:
    g.about = body["id"]
    made = register().add(
        body["id"],
        body["events"],
        body.get("commands", []),
        g.caller,
        command_id(g.caller, g.route),
        body.get("nameko", False),
    )
    return made, {"Location": f"{request.path}/{made['id']}"}


@partners.response(200, Partner)
def reading(id: str) -> View:
    return shown(register().row(id))


partners.publish("GET", "", "list_partners", listing, "List systems of others", REFUSED_LIST)
partners.publish(
    "POST",
    "",
    "add_partner",
    adding,
    "Have another system hear; the operator provisions it",
    REFUSED_CREATE,
    "IdempotencyKey",
)
partners.publish("GET", "/<id>", "get_partner", reading, "Read about a system", {404: "NotFound"})

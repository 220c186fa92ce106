"""Sessions, which the gateway itself keeps: one's own, and for who runs the system those of everybody."""

from uuid import UUID

from flask import g

from gateway.idempotency import command_id
from gateway.identity.identity import here
from gateway.resource import REFUSED_ACT, REFUSED_CREATE, Answer, Resource, View
from gateway.roles import DELIVERY
from gateway.schemas.sessions import Ended, LinkAnswer, LinkWanted, OfOwner, SessionList

sessions = Resource("sessions", "gateway", "/v1/sessions", "Who is signed in")
sign_in = Resource("sign_in", "gateway", "/v1/sign-in", "To be signed in")


@sessions.response(200, SessionList)
def listing() -> View:
    current = g.session.id if g.session else None
    mine = here().sessions.of(g.caller.id)
    return {"items": [{**one, "current": one["id"] == current} for one in mine], "next": None}


@sessions.response(200, Ended)
def ending(id: UUID) -> View:
    """One that is over, or another's, is as if it were not there."""
    owner = here().sessions.owner(str(id))
    if owner is None or (owner != g.caller.id and not g.caller.roles & DELIVERY):
        return {"ended": 0}
    if g.session and owner == g.caller.id and g.session.id != str(id):
        g.session.check_fresh()
    here().sessions.end(str(id))
    return {"ended": 1}


@sessions.arguments(OfOwner)
@sessions.response(200, Ended)
def ending_all(body: View) -> View:
    g.about = body["owner"]
    return {"ended": here().sessions.end_all(body["owner"])}


@sign_in.arguments(LinkWanted)
@sign_in.response(202, LinkAnswer)
def asking(body: View) -> Answer:
    here().send_link(body["email"], command_id(g.caller, g.route))
    return {}, {}


sessions.publish("GET", "", "list_sessions", listing, "List one's sessions", {})
sessions.publish(
    "POST", "/<uuid:id>/end", "end_session", ending, "End a session", REFUSED_ACT, "IdempotencyKey"
)
sessions.publish(
    "POST",
    "/end",
    "end_sessions",
    ending_all,
    "End all sessions of somebody",
    REFUSED_CREATE,
    "IdempotencyKey",
)
sign_in.publish(
    "POST",
    "/links",
    "ask_for_sign_in_link",
    asking,
    "Have a link sent that signs in once",
    REFUSED_CREATE,
    "IdempotencyKey",
)

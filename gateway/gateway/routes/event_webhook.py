"""Where a partner has its events posted to; each has one, and sees no other's."""

from flask import current_app, g

from gateway.idempotency import command_id
from gateway.resource import REFUSED_CREATE, Nothing, Resource, Route, View
from gateway.routes.partners import register
from gateway.schemas.webhooks import EventWebhook, NewEventWebhook, Resending, TriedWebhook
from gateway.webhooks.orders import EXTENSION, Orders

REFUSED = {**REFUSED_CREATE, 404: "NotFound"}

event_webhook = Resource("event_webhook", "", "/v1/events/webhook", "Where my events are posted to, signed")


def orders() -> Orders:
    kept: Orders = current_app.extensions[EXTENSION]
    return kept


def partner() -> str:
    """Denied to who is no partner, or is not let hear."""
    register().check_active(g.caller)
    return str(g.caller.id)


@event_webhook.response(200, EventWebhook)
def reading() -> View:
    return orders().get(partner())


@event_webhook.arguments(NewEventWebhook)
@event_webhook.response(201, EventWebhook)
@event_webhook.alt_response(200, schema=EventWebhook, success=True)
def registering(body: View) -> tuple[View, int]:
    command = command_id(g.caller, g.route)
    view, is_new = orders().register(partner(), body["url"], body.get("after"), command)
    return view, 201 if is_new else 200


@event_webhook.arguments(Nothing, required=False)
@event_webhook.response(200, EventWebhook)
def rotating(body: View) -> View:
    return orders().rotate(partner(), command_id(g.caller, g.route))


@event_webhook.arguments(Nothing, required=False)
@event_webhook.response(200, EventWebhook)
def pausing(body: View) -> View:
    return orders().pause(partner())


@event_webhook.arguments(Nothing, required=False)
@event_webhook.response(200, EventWebhook)
def resuming(body: View) -> View:
    return orders().resume(partner())


@event_webhook.arguments(Resending)
@event_webhook.response(200, EventWebhook)
def resending(body: View) -> View:
    return orders().resend(partner(), body["source"], body["after"])


@event_webhook.arguments(Nothing, required=False)
@event_webhook.response(200, TriedWebhook)
def testing(body: View) -> View:
    return orders().test(partner())


@event_webhook.response(204)
def removing() -> None:
    orders().remove(partner())


def _publish(path: str, name: str, view: Route, summary: str) -> None:
    event_webhook.publish("POST", path, name, view, summary, REFUSED, "IdempotencyKey")


event_webhook.publish(
    "GET",
    "",
    "get_event_webhook",
    reading,
    "Read where my events are posted to, and how that goes",
    {404: "NotFound"},
)
_publish("", "register_event_webhook", registering, "Have my events posted there, or elsewhere")
_publish("/rotate", "rotate_event_webhook", rotating, "Have a new secret; for a day the old one signs too")
_publish("/pause", "pause_event_webhook", pausing, "Have nothing posted for a while")
_publish("/resume", "resume_event_webhook", resuming, "Have it go on where it was, at once")
_publish("/resend", "resend_event_webhook", resending, "Have what was posted already posted once more")
_publish("/test", "test_event_webhook", testing, "Have an event posted now that says nothing has happened")
event_webhook.publish(
    "DELETE",
    "",
    "remove_event_webhook",
    removing,
    "Have nothing posted any more",
    {404: "NotFound"},
    "IdempotencyKey",
)

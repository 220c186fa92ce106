"""Where the caller wants copies posted to."""

from gateway import ask
from gateway.resource import REFUSED_CREATE, Resource, View
from gateway.schemas.inbox import NewWebhook, Posted, Webhook

webhook = Resource("webhook", "notify", "/v1/me/webhook", "Where copies of what I am told are posted to")
webhook.reading("", "get_webhook", Webhook, "Read where copies go, and what became of the last ones")
webhook.noting("", "register_webhook", NewWebhook, Webhook, "Have copies posted there, or elsewhere")
webhook.acting("/rotate", "rotate_webhook", Webhook, "Have a new secret; for a day the old one signs too")


@webhook.response(200, Posted)
def test() -> View:
    return ask.command("notify", "test_webhook", {})


@webhook.response(204)
def remove() -> None:
    ask.command("notify", "remove_webhook", {})


webhook.publish(
    "POST",
    "/test",
    "test_webhook",
    test,
    "Have what I was told last posted once more",
    REFUSED_CREATE | {404: "NotFound"},
    "IdempotencyKey",
)
webhook.publish(
    "DELETE",
    "",
    "remove_webhook",
    remove,
    "Have no more copies posted",
    {404: "NotFound", 409: "Conflict"},
    "IdempotencyKey",
)

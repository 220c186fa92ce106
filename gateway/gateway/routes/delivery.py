"""Letters that failed for three days, what was sent, and addresses that nothing is sent to."""

from gateway import ask
from gateway.resource import REFUSED_CREATE, Resource, Route, View
from gateway.schemas.delivery import (
    Lifting,
    Ordered,
    Parked,
    SentLetter,
    Suppression,
    SuppressionPage,
    SuppressionQuery,
)

delivery = Resource("delivery", "notify", "/v1/notifications", "What is parked, and what was sent")
delivery.plain("/<uuid:id>/letter", "get_letter", SentLetter, "Read a letter as it was sent")


def ordering(method: str) -> Route:
    @delivery.arguments(Parked)
    @delivery.response(200, Ordered)
    def view(body: View) -> View:
        return ask.command("notify", method, body)

    return view


for verb, summary in (("resume", "Try again all that is parked"), ("cancel", "Send nothing that is parked")):
    delivery.publish(
        "POST",
        f"/parked/{verb}",
        f"{verb}_parked",
        ordering(f"{verb}_parked"),
        f"{summary}, or what of it is named",
        REFUSED_CREATE,
        "IdempotencyKey",
    )

suppressions = Resource(
    "suppressions", "notify", "/v1/suppressions", "Addresses that the mail system says do not exist"
)
suppressions.listing("", "list_suppressions", SuppressionQuery, SuppressionPage, "List them")
suppressions.acting("/<uuid:id>/lift", "lift_suppression", Suppression, "Try the address again", Lifting)

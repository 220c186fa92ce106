"""What was sent to whom."""

from gateway import ask
from gateway.resource import REFUSED_LIST, Resource, View
from gateway.schemas.contact_lists import Contacted
from gateway.schemas.notifications import (
    Notification,
    NotificationCounts,
    NotificationPage,
    NotificationQuery,
    Performance,
    PerformanceQuery,
)

ONE = "/<uuid:id>"
notifications = Resource(
    "notifications", "notify", "/v1/notifications", "What was sent to whom, and what became of it"
)
notifications.listing("", "list_notifications", NotificationQuery, NotificationPage, "List notifications")
notifications.reading(ONE, "get_notification", Notification, "Read a notification")
notifications.acting(f"{ONE}/resend", "resend_notification", Notification, "Send it again")
notifications.acting(f"{ONE}/resume", "resume_notification", Notification, "Try again what is parked")
notifications.acting(f"{ONE}/cancel", "cancel_notification", Notification, "Do not send it")
notifications.acting(
    f"{ONE}/deliver", "deliver_notification", Notification, "It was told by post or telephone", Contacted
)
notifications.acting(
    f"{ONE}/not-reached", "miss_recipient", Notification, "They were not reached, or it came back", Contacted
)


@notifications.response(200, NotificationCounts)
def count() -> View:
    return ask.query("notify", "count_notifications", {})


notifications.publish("GET", "/counts", "count_notifications", count, "Count notifications by state", {})


@notifications.arguments(PerformanceQuery, location="query")
@notifications.response(200, Performance)
def perform(query: View) -> View:
    return ask.query("notify", "get_performance", query)


notifications.publish(
    "GET", "/performance", "get_performance", perform, "How soon letters leave, by day", REFUSED_LIST
)

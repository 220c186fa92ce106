"""What was sent to whom, and the letters it is made from."""

from typing import Any

from flask import g

from gateway import ask
from gateway.resource import REFUSED_LIST, REFUSED_READ, Resource, View
from gateway.schemas.notifications import (
    Notification,
    NotificationCounts,
    NotificationPage,
    NotificationQuery,
    Performance,
    PerformanceQuery,
    Preview,
    PreviewQuery,
    TemplatePage,
)

ONE = "/<uuid:id>"
notifications = Resource(
    "notifications", "notify", "/v1/notifications", "What was sent to whom, and what became of it"
)
notifications.listing("", "list_notifications", NotificationQuery, NotificationPage, "List notifications")
notifications.reading(ONE, "get_notification", Notification, "Read a notification")
notifications.acting(f"{ONE}/resend", "resend_notification", Notification, "Send it again")
notifications.acting(f"{ONE}/cancel", "cancel_notification", Notification, "Do not send it")


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

templates = Resource("templates", "notify", "/v1/templates", "The letters, in Thai and in English")


@templates.response(200, TemplatePage)
def list_all() -> View:
    return ask.query("notify", "list_templates", {})


@templates.arguments(PreviewQuery, location="query")
@templates.response(200, Preview)
def preview(query: View, name: str) -> Any:
    return ask.query("notify", "preview_template", {"language": g.language, **query, "name": name})


templates.publish("GET", "", "list_templates", list_all, "List the templates", {})
templates.publish(
    "GET",
    "/<string(maxlength=60):name>/preview",
    "preview_template",
    preview,
    "See a letter before it is sent",
    REFUSED_LIST | REFUSED_READ,
)

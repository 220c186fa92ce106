"""What the caller was told: as a list, and live."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g

from gateway import ask
from gateway.inboxes import EXTENSION, Inboxes
from gateway.resource import REFUSED_CREATE, Resource, View, texts
from gateway.schemas.inbox import (
    Entry,
    InboxPage,
    InboxQuery,
    Marked,
    ReadingAll,
    Unread,
    WholeEntry,
)
from gateway.streams.answer import EVENTS, last_heard, lasting

ONE = "/<uuid:id>"
REFUSED_MARK = {404: "NotFound", 409: "Conflict"}

inbox = Resource("inbox", "notify", "/v1/me/inbox", "What the caller was told, whichever way")
inbox.listing("", "list_inbox", InboxQuery, InboxPage, "List what I was told, the newest first")
inbox.plain(ONE, "get_inbox_entry", WholeEntry, "Read what I was told")


def marking(method: str) -> Callable[..., View]:
    @inbox.response(200, Marked)
    def view(**ids: Any) -> View:
        return ask.command("notify", method, texts(ids))

    return view


@inbox.arguments(ReadingAll, required=False)
@inbox.response(200, Unread)
def read_all(body: View) -> View:
    return ask.command("notify", "read_inbox", body)


@inbox.alt_response(200, schema=Entry, content_type=EVENTS, success=True)
def follow() -> Response:
    found = ask.query("notify", "open_inbox", {})
    inboxes: Inboxes = current_app.extensions[EXTENSION]
    person, told = found["person"], found["told"]
    return lasting(person, inboxes.of(person, told, last_heard(), g.still))


inbox.publish(
    "POST",
    f"{ONE}/read",
    "read_inbox_entry",
    marking("read_inbox_entry"),
    "I have read it",
    REFUSED_MARK,
    "IdempotencyKey",
)
inbox.publish(
    "POST",
    f"{ONE}/unread",
    "unread_inbox_entry",
    marking("unread_inbox_entry"),
    "Show it as unread again",
    REFUSED_MARK,
    "IdempotencyKey",
)
inbox.publish(
    "POST", "/read", "read_inbox", read_all, "I have read everything", REFUSED_CREATE, "IdempotencyKey"
)
inbox.publish(
    "GET",
    "/stream",
    "follow_inbox",
    follow,
    "Hear at once what I am told, as Server-Sent Events; `Last-Event-ID` goes on where a stream broke",
    {},
)

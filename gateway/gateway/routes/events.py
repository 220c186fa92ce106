"""The feed: what AMQP tells, for those whom it does not reach."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, current_app, g, request

from chassis.errors import Invalid
from gateway import ask, negotiation
from gateway.feeds import EXTENSION, Feed, Listener
from gateway.partners.register import EXTENSION as PARTNERS
from gateway.partners.register import Register, check_granted, may_be_told
from gateway.resource import LINKED, Resource, View, linked
from gateway.routes.partners import granted
from gateway.schemas.feed import EventPage, EventQuery
from gateway.streams.answer import EVENTS, last_heard, lasting

BATCH = negotiation.FEEDS["batch"]

events = Resource("events", "", "/v1/events", "Public events, in the order in which each service told them")


@events.arguments(EventQuery, location="query")
@events.response(200, EventPage, headers=LINKED)
@events.alt_response(
    200, schema={"type": "array", "items": {"type": "object"}}, content_type=BATCH, success=True
)
@events.alt_response(200, schema={"type": "string"}, content_type=EVENTS, success=True)
def read(query: View) -> Any:
    types, patterns = query.get("type", []), granted()
    check_granted(types, patterns)
    form = negotiation.feed_format()
    if form == "stream":
        return _stream(query, patterns)
    wanted = {"after": query["after"], "limit": query["limit"], "types": types}
    page = ask.query(query["source"], "read_events", wanted)
    page = {**page, "items": [one for one in page["items"] if may_be_told(one["type"], patterns)]}
    if query["wait"] and not page["items"] and page["next"] is None:
        return _wait(query, patterns, page, form)
    page, headers = linked(page)
    return Response(_text(page, form), 200, headers, content_type=negotiation.FEEDS[form])


def _stream(query: View, patterns: list[str] | None) -> Response:
    """From `Last-Event-ID` on, where the client has one, else from `after`."""
    after = last_heard()
    if after is None and "Last-Event-ID" in request.headers:
        raise Invalid(fields={"Last-Event-ID": ["not_a_cursor"]})
    listener = _listener(query, query["after"] if after is None else after, patterns)
    ask.query(query["source"], "read_events", {"after": listener.told, "limit": 1, "types": []})
    return lasting(listener.owner, _feed(query).events(listener))


def _wait(query: View, patterns: list[str] | None, page: View, form: str) -> Response:
    """The page is written when there is one: it has no `Link`."""
    feed, listener = _feed(query), _listener(query, page["scanned_to"], patterns)

    def body() -> Iterator[bytes]:
        found = feed.first(listener, query["wait"])
        heard = _page(found, listener.told, query["limit"]) if listener.may_go_on() else page
        yield _text(heard, form).encode()

    return lasting(listener.owner, body(), negotiation.FEEDS[form])


def _page(found: list[View], told: int, limit: int) -> View:
    if len(found) <= limit:
        return {"items": found, "next": None, "scanned_to": told}
    through = found[limit - 1]["sequence"]
    return {"items": found[:limit], "next": through, "scanned_to": through}


def _text(page: View, form: str) -> str:
    said = page if form == "json" else page["items"]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _feed(query: View) -> Feed:
    found: Feed = current_app.extensions[EXTENSION][query["source"]]
    return found


def _listener(query: View, told: int, patterns: list[str] | None) -> Listener:
    return Listener(g.caller.id, told, query.get("type", []), patterns, _may_still(patterns))


def _may_still(patterns: list[str] | None) -> Callable[[], bool]:
    """Whether the caller would be let in, and the grant is what it was."""
    register: Register | None = current_app.extensions[PARTNERS]
    still, caller = g.still, g.caller
    return lambda: bool(still()) and (register is None or register.may_hear(caller) == patterns)


events.publish(
    "GET",
    "",
    "read_events",
    read,
    "Read a service's public events; as Server-Sent Events, hear them at once",
    {406: "NotAcceptable", 422: "Invalid"},
    "LastEventId",
)

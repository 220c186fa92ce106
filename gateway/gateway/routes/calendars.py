"""Meetings for calendar programs, which ask again and again and cannot sign in."""

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, g

from chassis.config import DEADLINE_SECONDS
from gateway import ask
from gateway import calendars as written
from gateway.etags import conditional, etag
from gateway.resource import REFUSED_CREATE, VERSIONED, Answer, Resource, View, texts
from gateway.schemas.calendars import Calendar, FeedQuery, MemberFeedQuery

PAGE, MOST = 100, 1_000
TYPE = "text/calendar"
REFUSED = {304: "NotModified", 404: "NotFound", 422: "Invalid"}
MADE = {**REFUSED_CREATE, 404: "NotFound"}

calendars = Resource("calendars", "agenda", "/v1", "Meetings in calendars: iCalendar (RFC 5545)")


@conditional
@calendars.arguments(FeedQuery, location="query")
@calendars.alt_response(200, schema={"type": "string"}, content_type=TYPE, success=True)
def of_committee(query: View) -> Response:
    asked = {"committee": query["committee"]} if "committee" in query else {}
    meetings = [{**one, "online_url": None} for one in _all("list_meetings", asked)]
    return _calendar(meetings, {"id": query["committee"]} if asked else {}, query)


@conditional
@calendars.arguments(MemberFeedQuery, location="query")
@calendars.alt_response(200, schema={"type": "string"}, content_type=TYPE, success=True)
def of_member(query: View, **ids: Any) -> Response:
    asked = {**texts(ids), "token": query["token"]}
    first = ask.query("agenda", "list_member_meetings", {**asked, "limit": 1})
    meetings = list(_all("list_member_meetings", asked))
    return _calendar(meetings, {"id": first["committee"]} if "committee" in first else {}, query)


@calendars.response(201, Calendar, headers=VERSIONED)
def renew(**ids: Any) -> Answer:
    """The answer is the one place where its secret stands."""
    made = ask.command("agenda", "renew_calendar", texts(ids))
    path = f"{_root()}v1/members/{made.get('member')}/meetings.ics"
    return {**made, "link": f"{path}?{urlencode({'token': made.get('token', '')})}"}, etag(made["version"])


@calendars.response(200, Calendar, headers=VERSIONED)
def revoke(**ids: Any) -> Answer:
    revoked = ask.command("agenda", "revoke_calendar", texts(ids))
    return revoked, etag(revoked["version"])


calendars.publish(
    "GET", "/meetings.ics", "read_calendar", of_committee, "A committee's meetings as a calendar", REFUSED
)
calendars.publish(
    "GET",
    "/members/<uuid:member>/meetings.ics",
    "read_member_calendar",
    of_member,
    "The same for a member's own people, with where it meets on line; for whoever has its address",
    REFUSED,
)
calendars.publish(
    "POST",
    "/members/<uuid:member>/calendar",
    "renew_calendar",
    renew,
    "Make the address of a member's calendar; the one before is no more",
    MADE,
    "IdempotencyKey",
)
calendars.publish(
    "POST",
    "/members/<uuid:member>/calendar/revoke",
    "revoke_calendar",
    revoke,
    "Let nobody read it any more",
    MADE,
    "IdempotencyKey",
)


def _root() -> str:
    return f"{current_app.config['PUBLIC_URL']}/"


def _all(method: str, asked: View) -> Iterator[View]:
    after: View = {}
    for _ in range(MOST // PAGE):
        page = ask.query("agenda", method, {**asked, **after, "limit": PAGE}, DEADLINE_SECONDS)
        yield from page["items"]
        if page["next"] is None:
            return
        after = {"after": page["next"]}


def _calendar(meetings: list[View], committee: View, query: View) -> Response:
    language = query.get("language", g.language)
    group = ask.query("membership", "get_committee", committee)
    content = written.written(meetings, group, language, _root())
    response = Response(content, content_type=f"{TYPE}; charset=utf-8")
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Content-Language"] = language
    response.headers["Content-Disposition"] = "inline; filename=meetings.ics"
    return response

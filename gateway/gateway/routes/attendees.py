"""Who comes to a meeting: codes to check in with, and persons that are named."""

import io
from typing import Any
from urllib.parse import urlencode

import segno
from flask import Response, current_app

from gateway import ask
from gateway.resource import Resource, View, texts
from gateway.schemas.attendees import (
    Attendee,
    AttendeePage,
    CheckedIn,
    CheckIn,
    Code,
    CodeQuery,
    NewGuest,
)
from gateway.schemas.parts import ListQuery

ONE = "/<uuid:id>"
SVG = "image/svg+xml"
REFUSED = {404: "NotFound", 409: "Conflict", 422: "Invalid"}

attendees = Resource("attendees", "agenda", "/v1/meetings", "Who comes to a meeting")
attendees.noting(
    f"{ONE}/check-in", "check_in", CheckIn, CheckedIn, "Check in, with a code; the secretariat without"
)
attendees.listing(
    f"{ONE}/attendees",
    "list_attendees",
    ListQuery,
    AttendeePage,
    "List guests, and who comes in a member's place",
)
attendees.creating(
    f"{ONE}/attendees", "invite_guest", NewGuest, Attendee, "Invite a guest, who is of no member"
)
attendees.acting(
    f"{ONE}/attendees/<uuid:attendee>/erase",
    "erase_attendee",
    Attendee,
    "Forget who it was; there is no way back",
)


@attendees.arguments(CodeQuery, location="query")
@attendees.response(200, Code)
def code(query: View, **ids: Any) -> View:
    found = ask.query("agenda", "get_check_in_code", {**query, **texts(ids)})
    return {**found, "link": _link(found)}


@attendees.arguments(CodeQuery, location="query")
@attendees.alt_response(200, schema={"type": "string"}, content_type=SVG, success=True)
def picture(query: View, **ids: Any) -> Response:
    found = ask.query("agenda", "get_check_in_code", {**query, **texts(ids)})
    return Response(drawn(_link(found)), content_type=f"{SVG}; charset=utf-8")


attendees.publish("GET", f"{ONE}/check-in", "get_check_in_code", code, "The code to check in with", REFUSED)
attendees.publish(
    "GET",
    f"{ONE}/check-in/qr",
    "draw_check_in_code",
    picture,
    "The same as a QR code (SVG) to print",
    REFUSED,
)


def drawn(text: str) -> bytes:
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", scale=8, border=4)
    return picture.getvalue()


def _link(found: View) -> str:
    return f"{current_app.config['PUBLIC_URL']}/check-in?{urlencode(found)}"

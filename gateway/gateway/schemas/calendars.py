"""Calendars of meetings, and the addresses by which programs read them."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.parts import View, says, spoken

_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"


class FeedQuery(Schema):
    committee = Id(metadata=says("By default the installation's first."))
    language = spoken("By default that of `Accept-Language`.")


class MemberFeedQuery(Schema):
    token = fields.String(
        required=True, validate=validate.Length(min=1, max=100), metadata=says("The secret of the calendar.")
    )
    language = spoken("By default that of `Accept-Language`.")


class Calendar(View):
    """`link` is said once, when it is made; who has it reads the member's meetings, until it is revoked."""

    member = fields.UUID(required=True)
    version = fields.Integer(required=True)
    made_at = fields.String(metadata=says("Left out where nobody reads it."))
    link = fields.String()

    EXAMPLE: ClassVar = {
        "member": _MEMBER,
        "version": 1,
        "made_at": "2018-01-20T03:00:00.000Z",
        "link": f"https://wara.example/v1/members/{_MEMBER}/meetings.ics?token=mF_9.B5f-4.1JqM",
    }

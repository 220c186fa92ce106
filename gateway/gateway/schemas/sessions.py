"""Who is signed in, and how one asks to be."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import MailAddress
from gateway.schemas.parts import View, says

_ID, _OWNER = "0198a706-2b11-7c40-9e37-55d0a1c8f412", "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"


class LinkWanted(Schema):
    """By a representative, who has the link in a letter then."""

    email = MailAddress(required=True, metadata=says("As membership knows it."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"email": "representative@agency.example"}


class LinkAnswer(Schema):
    """The same whether or not the address is anybody's."""

    EXAMPLE: ClassVar[dict[str, Any]] = {}


class Session(View):
    """Somebody who is signed in by a cookie."""

    id = fields.String(required=True)
    owner = fields.String(required=True, metadata=says("Who it is, by an id that names nobody."))
    roles = fields.List(fields.String(), required=True)
    member = fields.String(allow_none=True)
    by = fields.String(
        required=True,
        metadata=says("By what: `letter` and `print` are links, all else is the name of a provider."),
    )
    began_at = fields.String(required=True)
    seen_at = fields.String(required=True, metadata=says("When it was used last, within a minute."))
    ends_at = fields.String(required=True, metadata=says("At the latest; half an hour after its last use."))
    current = fields.Boolean(required=True, metadata=says("Whether it is the one that asks."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "owner": _OWNER,
        "roles": ["representative"],
        "member": _OWNER,
        "by": "letter",
        "began_at": "2026-11-27T03:00:00.000Z",
        "seen_at": "2026-11-27T03:10:00.000Z",
        "ends_at": "2026-11-27T11:00:00.000Z",
        "current": True,
    }


class SessionList(Schema):
    items = fields.List(fields.Nested(Session), required=True)
    next = fields.String(allow_none=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Session.EXAMPLE], "next": None}


class OfOwner(Schema):
    owner = fields.String(required=True, validate=validate.Length(min=1, max=255))

    EXAMPLE: ClassVar[dict[str, Any]] = {"owner": _OWNER}


class Ended(Schema):
    ended = fields.Integer(required=True, metadata=says("How many there were."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"ended": 1}

"""API keys: what they are for, never what they are, but for the one time that a key is shown."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from gateway.gate.scopes import all_scopes
from gateway.roles import OPERATOR, PARTNER
from gateway.schemas.parts import Aggregate, ListQuery, Page, chosen, each_once, of_a_system, says

GRANTED = (PARTNER, OPERATOR)
SCOPES = tuple(sorted(all_scopes()))
NAME, DAYS, OVERLAP_HOURS = 100, 366, 168
_OWNER = validate.Regexp(r"[a-z][a-z0-9-]{0,62}\Z")
_EXAMPLE: dict[str, Any] = {
    "name": "the statistics office's reader",
    "owner": "statistics-office",
    "roles": ["partner"],
    "scopes": ["events:read", "proposals:read"],
}
_ID = "0198a706-2b11-7c40-9e37-55d0a1c8f412"


def _of(values: tuple[str, ...], description: str) -> "fields.List[str]":
    return fields.List(
        chosen(values),
        required=True,
        validate=[validate.Length(min=1), each_once],
        metadata=says(description),
    )


class NewKey(Schema):
    """For a system. A key opens what its roles open, as far as its scopes go."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=NAME))
    owner = fields.String(
        required=True, validate=[_OWNER, of_a_system], metadata=says("The system whose key it is.")
    )
    roles = _of(GRANTED, "As whom the key asks.")
    scopes = _of(SCOPES, "`<what>:read` and `<what>:write`, for what is under `/v1/<what>`.")
    days = fields.Integer(
        strict=True,
        load_default=90,
        validate=validate.Range(min=1, max=DAYS),
        metadata=says("How long it is good."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {**_EXAMPLE, "days": 90}


class Rotation(Schema):
    """That another key takes the place of this one."""

    overlap_hours = fields.Integer(
        strict=True,
        load_default=24,
        validate=validate.Range(min=0, max=OVERLAP_HOURS),
        metadata=says("How long the one that is good now stays so."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"overlap_hours": 24}


class Key(Aggregate):
    """What is known of a key. Hours may pass before a use is noted."""

    name = fields.String(required=True)
    owner = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(), required=True)
    made_by = fields.String(required=True, metadata=says("Who made it, by an id that names nobody."))
    made_at = fields.String(required=True)
    expires_at = fields.String(required=True)
    revoked_at = fields.String(allow_none=True, metadata=says("Where it is revoked."))
    used_at = fields.String(allow_none=True, metadata=says("When it was used last, within an hour."))
    earlier_until = fields.String(
        allow_none=True, metadata=says("Until when the key is good that this one has followed.")
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "version": 1,
        **_EXAMPLE,
        "made_by": "operator-1",
        "made_at": "2026-11-27T03:00:00.000Z",
        "expires_at": "2027-02-25T03:00:00.000Z",
        "revoked_at": None,
        "used_at": None,
        "earlier_until": None,
    }


class ShownKey(Key):
    """The one time that the key itself is shown."""

    key = fields.String(required=True, metadata=says("Send it as `Authorization: Bearer <key>`."))

    EXAMPLE: ClassVar[dict[str, Any]] = {**Key.EXAMPLE, "key": "wara_<32 hexadecimal digits>_<43 characters>"}


class KeyQuery(ListQuery):
    owner = fields.String(validate=_OWNER)


class KeyPage(Page):
    items = fields.List(fields.Nested(Key), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Key.EXAMPLE], "next": None}

"""Accounts of officials, who are no representatives."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import MailAddress
from gateway.identity.accounts import GIVEN
from gateway.schemas.parts import Page, View, chosen, each_once, says, spoken

_ID = "0198a706-2b11-7c40-9e37-55d0a1c8f412"


class NewAccount(Schema):
    """For an official, who has a link in a letter then. The address is not kept."""

    email = MailAddress(required=True, metadata=says("Where the letter with the link goes."))
    roles = fields.List(
        chosen(GIVEN),
        required=True,
        validate=[validate.Length(min=1), each_once],
        metadata=says("As what they act."),
    )
    language = spoken("Of the letter.", load_default="th")

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "email": "officer@agency.example",
        "roles": ["secretariat"],
        "language": "th",
    }


class Account(View):
    """Somebody who signs in without being a representative, or besides."""

    id = fields.UUID(required=True)
    roles = fields.List(
        fields.String(),
        required=True,
        metadata=says("Those that were given here; what a provider gives is known at sign-in alone."),
    )
    representative = fields.String(
        allow_none=True, metadata=says("Whom a provider has vouched for them to be, if anybody.")
    )
    connected = fields.Boolean(
        required=True, metadata=says("Whether they sign in at a provider; else by links alone.")
    )
    made_at = fields.String(required=True)
    closed_at = fields.String(allow_none=True, metadata=says("Where it is closed."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "roles": ["secretariat"],
        "representative": None,
        "connected": False,
        "made_at": "2026-11-27T03:00:00.000Z",
        "closed_at": None,
    }


class AccountPage(Page):
    items = fields.List(fields.Nested(Account), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Account.EXAMPLE], "next": None}

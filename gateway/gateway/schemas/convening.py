"""Convening, tried out."""

from typing import ClassVar

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.members import KINDS
from gateway.schemas.parts import Page, View, chosen, says, spoken

WHY_MEMBER = ("suspended", "may_not_take_part", "no_representative")
WHY_PERSON = (
    "representative_not_in_office",
    "member_not_active",
    "may_not_take_part",
    "address_not_reachable",
    "not_yet_known",
)


class Recipient(View):
    representative = fields.UUID(required=True)
    language = spoken("In which the letter would be.", required=True)
    channel = fields.String(metadata=says("By which it would be: `email`, `post`, `telephone`."))
    why = chosen(WHY_PERSON, "Why nothing would be sent; left out where something is.")


class Invitee(View):
    member = fields.UUID(required=True)
    name = Text(required=True)
    kind = chosen(KINDS, required=True)
    why = chosen(WHY_MEMBER, "Why the member would not be called, or nobody of it; left out where it is.")
    recipients = fields.List(fields.Nested(Recipient), required=True)


class ConveningPreview(Page):
    """Who would be told if the meeting were convened now. Nothing is sent, and nothing changes."""

    members = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata=says("How many of all members would be `called`, and how many not, by why."),
    )
    letters = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata=says("How many letters would be sent in all, by language."),
    )
    channels = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata=says("The same letters, by the channel that they would go by."),
    )
    items = fields.List(fields.Nested(Invitee), required=True)

    EXAMPLE: ClassVar = {
        "members": {"called": 58, "suspended": 2},
        "letters": {"th": 61, "en": 3},
        "channels": {"email": 60, "post": 3, "telephone": 1},
        "items": [
            {
                "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
                "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
                "kind": "government_agency",
                "recipients": [{"representative": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03", "language": "th"}],
            }
        ],
        "next": None,
    }

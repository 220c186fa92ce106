"""Commands about what goes to another body."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from agenda.model.referral import ReferralStatus, ReplyKind
from agenda.schemas.parts import Verb
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Day, Id, Line, PageQuery, Text


class PrepareReferral(Schema):
    proposal = Id(load_default=None)
    meeting = Id(load_default=None)
    item = Id(load_default=None)
    to = Text(load_default=None, max=TITLE)
    letter_number = Line(load_default=None, max=60)
    sent_on = Day(load_default=None)

    @validates_schema
    def of_one_thing(self, data: dict[str, Any], **_: Any) -> None:
        """A proposal, or an item of a meeting; a letter has its day."""
        if data["proposal"] is None:
            for name in ("meeting", "item"):
                if data[name] is None:
                    raise ValidationError("required", name)
        elif data["meeting"] or data["item"]:
            raise ValidationError("invalid", "proposal")
        if data["letter_number"] and data["sent_on"] is None:
            raise ValidationError("required", "sent_on")


class SendReferral(Verb):
    letter_number = Line(load_default=None, max=60)
    sent_on = Day(required=True)


class ReplyGiven(Schema):
    kind = fields.Enum(ReplyKind, by_value=True, required=True)
    text = Text(required=True, max=PARAGRAPH)
    on = Day(required=True)


class AnswerReferral(Verb, ReplyGiven):
    pass


class TakeReferralAnswer(ReplyGiven):
    referral = Id(required=True)


class ListReferrals(PageQuery):
    committee = Id()
    status = fields.Enum(ReferralStatus, by_value=True)
    proposal = Id()
    meeting = Id()

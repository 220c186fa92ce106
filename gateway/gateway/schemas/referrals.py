from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PARAGRAPH, TITLE, Aggregate, Day, ListQuery, Page, View, chosen, says

STATUSES = ("prepared", "sent", "answered")
KINDS = ("accepted", "declined", "noted", "returned")

_REFERRAL = "0198a6d0-3c77-7e10-b6a4-9f2e1d5c8b21"
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_TO = {"th": "กพย.", "en": "National Committee for Sustainable Development"}
_ANSWER = {"kind": "noted", "text": {"th": "รับทราบและจะพิจารณาต่อไป"}, "on": "2018-03-15"}
_LETTER = fields.String(
    validate=validate.Length(min=1, max=60), metadata=says("As the registry has it; wara makes none up.")
)


class NewReferral(Schema):
    """Of a proposal that was referred, or of an item that a meeting resolved to refer up."""

    proposal = Id(metadata=says("The proposal that was judged so; or else:"))
    meeting = Id(metadata=says("The meeting that resolved so."))
    item = Id(metadata=says("Its item."))
    to = Text(max=TITLE, metadata=says("By default the body that the judgement or the resolution names."))
    letter_number = _LETTER
    sent_on = Day(metadata=says("The day of the letter, where it has gone."))

    EXAMPLE: ClassVar = {"proposal": _PROPOSAL, "letter_number": "กต ๐๐๐๐/๑", "sent_on": "2018-02-15"}


class Letter(Schema):
    letter_number = _LETTER
    sent_on = Day(required=True, metadata=says("The day of the letter."))

    EXAMPLE: ClassVar = {"letter_number": "กต ๐๐๐๐/๑", "sent_on": "2018-02-15"}


class NewReply(Schema):
    kind = chosen(KINDS, "It takes it on, declines it, notes it or sends it back.", required=True)
    text = Text(max=PARAGRAPH, required=True)
    on = Day(required=True, metadata=says("The day of the answer."))

    EXAMPLE: ClassVar = _ANSWER


class Reply(View):
    kind = chosen(KINDS, required=True)
    text = Text(required=True)
    on = fields.String(required=True)
    recorded_at = fields.String()


class ReferralRecord(Aggregate):
    """What went to another body, by which letter, and what that body answered."""

    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    proposal = fields.UUID()
    meeting = fields.UUID()
    item = fields.UUID()
    sdgs = fields.List(fields.Integer())
    to = Text(required=True)
    letter_number = fields.String()
    sent_on = fields.String()
    answers = fields.List(fields.Nested(Reply), required=True)
    created_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _REFERRAL,
        "version": 2,
        "status": "answered",
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "proposal": _PROPOSAL,
        "to": _TO,
        "letter_number": "กต ๐๐๐๐/๑",
        "sent_on": "2018-02-15",
        "answers": [{**_ANSWER, "recorded_at": "2018-03-16T02:00:00.000Z"}],
        "created_at": "2018-02-14T02:00:00.000Z",
    }


class ReferralQuery(ListQuery):
    status = chosen(STATUSES)
    proposal = Id()
    meeting = Id()
    committee = Id(metadata=says("By default the installation's first, or that of what else is named."))


class ReferralPage(Page):
    items = fields.List(fields.Nested(ReferralRecord), required=True)

    EXAMPLE: ClassVar = {"items": [ReferralRecord.EXAMPLE], "next": None}

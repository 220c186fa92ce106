from typing import ClassVar

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.parts import Number, View, says
from gateway.schemas.proposals import Proposal
from gateway.schemas.received import Entered

_EXAMPLE = Proposal.EXAMPLE


class MeetingAhead(View):
    id = fields.UUID(required=True)
    number = fields.Nested(Number)
    starts_at = fields.String(required=True)
    proposals_until = fields.String(metadata=says("Until when proposals meant for it are taken."))


class Receipt(View):
    proposal = fields.UUID(required=True)
    reference = fields.Nested(Number, required=True)
    name = Text(required=True, metadata=says("By which to name it in letters."))
    title = Text(required=True)
    received_at = fields.String(required=True, metadata=says("When it was submitted."))
    received = fields.Nested(Entered, metadata=says("How it had come, where the secretariat entered it."))
    office = Text(required=True, metadata=says("Who answers for it."))
    next_meeting = fields.Nested(MeetingAhead, metadata=says("What it is meant for, else the next called."))

    EXAMPLE: ClassVar = {
        "proposal": _EXAMPLE["id"],
        "reference": _EXAMPLE["reference"],
        "name": {"th": "ข้อเสนอ ๑๒/๒๕๖๑", "en": "Proposal 12/2561"},
        "title": _EXAMPLE["title"],
        "received_at": _EXAMPLE["submitted_at"],
        "office": {
            "th": "ฝ่ายเลขานุการคณะทำงานร่วมฯ กระทรวงการต่างประเทศ",
            "en": "The secretariat of the Joint Working Group, Ministry of Foreign Affairs",
        },
        "next_meeting": {
            "id": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
            "number": {"ordinal": 3, "year_be": 2561, "display": {"th": "๓/๒๕๖๑", "en": "3/2561"}},
            "starts_at": "2018-09-12T02:00:00.000Z",
        },
    }


class SubmittedProposal(Proposal):
    """The proposal, and the receipt for it."""

    receipt = fields.Nested(Receipt, required=True)

    EXAMPLE: ClassVar = {**Proposal.EXAMPLE, "receipt": Receipt.EXAMPLE}

"""Commands of those who judge proposals."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model.decision import Judgement
from agenda.schemas.parts import Verb
from agenda.shapes import PAGES, PARAGRAPH, TITLE, each_once
from chassis.schema import Id, Text


class ReturnProposal(Verb):
    comments = Text(required=True, max=PARAGRAPH)


class AdmitProposal(Verb):
    """`waiver` is why it may do without the support that its committee asks for."""

    waiver = Text(load_default=None, max=PARAGRAPH)


class SelectProposal(AdmitProposal):
    meeting = Id(required=True)
    section = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1, max=20))


NEEDED = {
    Judgement.RETURN: "comments",
    Judgement.REFUSE: "reason",
    Judgement.DEFER: "reason",
    Judgement.REJECT: "reason",
    Judgement.MERGE: "into",
    Judgement.DUPLICATE: "of",
    Judgement.REFER: "to",
    Judgement.SELECT: "meeting",
}


class DecideProposal(AdmitProposal):
    """Any judgement, to be told later; each states what it would if it were told at once."""

    judgement = fields.Enum(Judgement, by_value=True, required=True)
    comments = Text(load_default=None, max=PARAGRAPH)
    reason = Text(load_default=None, max=PARAGRAPH)
    to = Text(load_default=None, max=TITLE)
    into = Id(load_default=None)
    of = Id(load_default=None)
    meeting = Id(load_default=None)
    section = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1, max=20))

    @validates_schema
    def states_what_it_has_to(self, data: dict[str, Any], **_: Any) -> None:
        needed = NEEDED.get(data["judgement"])
        if needed and data[needed] is None:
            raise ValidationError("required", needed)


class PublishProposals(Schema):
    proposals = fields.List(Id(), required=True, validate=[validate.Length(min=1, max=50), each_once])


class ReconsiderProposal(Verb):
    reasons = Text(required=True, max=PAGES)


class MergeProposal(Verb):
    into = Id(required=True)


class DuplicateProposal(Verb):
    of = Id(required=True)


class ReferProposal(Verb):
    to = Text(required=True, max=TITLE)

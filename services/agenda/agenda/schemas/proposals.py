"""Commands of members about proposals."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model import proposal_states
from agenda.model.handover import Keeper
from agenda.model.proposal_states import Purpose
from agenda.schemas.parts import Verb
from agenda.shapes import PAGES, PARAGRAPH, TITLE, Goals, Target, Targets, each_once
from chassis.schema import Id, PageQuery, Text


class CreateProposal(Schema):
    title = Text(required=True, max=TITLE)
    rationale = Text(required=True, max=PAGES)
    sdgs = Goals(load_default=list)
    targets = Targets(load_default=list)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    proposed_by = Id(required=True)
    cosponsors = fields.List(Id(), load_default=list, validate=[validate.Length(max=50), each_once])
    for_meeting = Id(load_default=None)
    committee = Id(load_default=None)

    @validates_schema
    def of_some_goal(self, data: dict[str, Any], **_: Any) -> None:
        if not (data["sdgs"] or data["targets"]):
            raise ValidationError("required", "sdgs")


class ReviseProposal(Verb):
    if_match = fields.Integer(strict=True, required=True)
    title = Text(max=TITLE)
    rationale = Text(max=PAGES)
    sdgs = Goals()
    targets = Targets()
    purpose = fields.Enum(Purpose, by_value=True)
    for_meeting = Id(allow_none=True)


class AmendProposal(ReviseProposal):
    class Meta:
        exclude = ("for_meeting",)

    if_match = fields.Integer(strict=True, load_default=None)
    note = Text(required=True, max=PARAGRAPH)


class InviteCosponsor(Verb):
    member = Id(required=True)


class SupportProposal(Verb):
    member = Id(load_default=None)


class FindSimilar(Schema):
    title = Text(required=True, max=TITLE)
    text = Text(load_default=None, max=PAGES)
    committee = Id(load_default=None)


class HandOverProposal(Verb):
    member = Id(required=True)


class ListLeft(PageQuery):
    member = Id(required=True)


class ListProposals(PageQuery):
    status = fields.Enum(proposal_states.Status, by_value=True)
    proposed_by = Id()
    keeper = fields.String(validate=validate.OneOf((str(Keeper.SECRETARIAT),)))
    invited = Id()
    to_publish = fields.Boolean(validate=validate.Equal(True))
    asked_again = fields.Boolean(validate=validate.Equal(True))
    meeting = Id()
    sdg = fields.Integer(attribute="sdgs", validate=validate.Range(min=1, max=17))
    target = Target(attribute="targets")
    committee = Id()

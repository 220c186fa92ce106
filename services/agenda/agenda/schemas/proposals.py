"""Commands of members about proposals."""

from marshmallow import Schema, fields, validate

from agenda.model import proposal_states
from agenda.model.handover import Keeper
from agenda.model.proposal_states import Purpose
from agenda.schemas.parts import Verb
from agenda.schemas.receipts import Entry
from agenda.shapes import PAGES, TITLE, Goals
from chassis.schema import Id, PageQuery, Text


class CreateProposal(Schema):
    title = Text(required=True, max=TITLE)
    rationale = Text(required=True, max=PAGES)
    sdgs = Goals(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    proposed_by = Id(required=True)
    committee = Id(load_default=None)
    received = fields.Nested(Entry, load_default=None)


class ReviseProposal(Verb):
    if_match = fields.Integer(strict=True, required=True)
    title = Text(max=TITLE)
    rationale = Text(max=PAGES)
    sdgs = Goals()
    purpose = fields.Enum(Purpose, by_value=True)


class SupportProposal(Verb):
    member = Id(load_default=None)


class HandOverProposal(Verb):
    member = Id(required=True)


class ListLeft(PageQuery):
    member = Id(required=True)


class ListRegister(PageQuery):
    status = fields.Enum(proposal_states.Status, by_value=True)
    proposed_by = Id()
    committee = Id()


class ListProposals(PageQuery):
    status = fields.Enum(proposal_states.Status, by_value=True)
    proposed_by = Id()
    keeper = fields.String(validate=validate.OneOf((str(Keeper.SECRETARIAT),)))
    meeting = Id()
    committee = Id()

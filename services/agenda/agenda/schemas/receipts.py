"""How a proposal came, as the secretariat enters it."""

from marshmallow import Schema, fields

from agenda.model.received import Way
from agenda.schemas.documents import IsoDate
from agenda.schemas.parts import ById
from chassis.schema import Id, Line


class Entry(Schema):
    by = fields.Enum(Way, by_value=True, required=True)
    on = IsoDate(required=True)
    source = Line(max=200)


class EntryWithScan(Entry):
    scan = Id()


class EnterProposal(ById):
    if_match = fields.Integer(strict=True, load_default=None)
    received = fields.Nested(EntryWithScan, required=True)

"""Commands about the minutes of a meeting."""

from marshmallow import fields, validate

from agenda.schemas.notes import NOTES
from agenda.schemas.parts import ById, Verb
from agenda.shapes import PARAGRAPH
from chassis.schema import Id, Text


class AdoptMinutes(Verb):
    meeting = Id(required=True)


class OfEdition(ById):
    number = fields.Integer(required=True, validate=validate.Range(min=1))


class ProposeCorrection(ById):
    member = Id(load_default=None)
    item = Id(load_default=None)
    text = Text(required=True, max=PARAGRAPH)


class OfCorrection(ById):
    correction = Id(required=True)


class AcceptCorrection(Verb):
    correction = Id(required=True)
    notes = Text(load_default=None, max=NOTES)
    reason = Text(load_default=None, max=PARAGRAPH)


class DeclineCorrection(Verb):
    correction = Id(required=True)
    reason = Text(required=True, max=PARAGRAPH)

"""Commands of those who judge proposals."""

from marshmallow import fields, validate

from agenda.schemas.parts import Verb
from agenda.shapes import PAGES, PARAGRAPH, TITLE
from chassis.schema import Id, Text


class ReturnProposal(Verb):
    comments = Text(required=True, max=PARAGRAPH)


class AdmitProposal(Verb):
    """`waiver` is why it may do without the support that its committee asks for."""

    waiver = Text(load_default=None, max=PARAGRAPH)


class SelectProposal(AdmitProposal):
    meeting = Id(required=True)
    section = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1, max=20))


class ReconsiderProposal(Verb):
    reasons = Text(required=True, max=PAGES)


class MergeProposal(Verb):
    into = Id(required=True)


class DuplicateProposal(Verb):
    of = Id(required=True)


class ReferProposal(Verb):
    to = Text(required=True, max=TITLE)

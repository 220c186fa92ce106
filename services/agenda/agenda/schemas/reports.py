"""Queries over a year."""

from marshmallow import Schema, fields

from agenda.schemas.meetings import YEAR_BE
from chassis.schema import Id


class ReportGoals(Schema):
    year_be = fields.Integer(load_default=None, validate=YEAR_BE)
    committee = Id(load_default=None)

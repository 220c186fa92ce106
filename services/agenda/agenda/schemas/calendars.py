"""Commands about calendars."""

from marshmallow import Schema, fields, validate

from chassis.schema import Id, PageQuery


class OfMember(Schema):
    member = Id(required=True)


class ReadCalendar(PageQuery):
    member = Id(required=True)
    token = fields.String(required=True, validate=validate.Length(min=1, max=100))

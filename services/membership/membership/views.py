"""What is shown of a member, of what was done about it, and of people to everybody."""

from typing import get_args

from marshmallow import Schema, fields, validate

from chassis.schema import Day, Id, Sparse, Text, Timestamp
from membership.model.committee import Kind
from membership.shapes import Addressee, Goals, PersonName, Received, Shown
from membership.states import MemberStatus


class AlsoKnownAs(Schema):
    id = Id()
    name = Text()


class PublicPersonView(Sparse):
    """Of somebody who has agreed to be named."""

    role = fields.String()
    name = PersonName()
    post = Text()


class MemberView(Sparse):
    id = Id()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(get_args(MemberStatus)))
    kind = fields.String(validate=validate.OneOf(get_args(Kind)))
    name = Text()
    abbreviation = Text()
    sdgs = Goals()
    registry_number = fields.String()
    website = fields.String()
    addressee = fields.Nested(Addressee)
    shown = Shown()
    committee = Id()
    reason = Text()
    until = Day()
    rejoins = Id()
    split_from = Id()
    merged_into = Id()
    also_known_as = fields.List(fields.Nested(AlsoKnownAs))
    created_at = Timestamp()
    updated_at = Timestamp()


class MemberOfficeView(MemberView):
    """For the secretariat."""

    received = fields.Nested(Received)
    confirm_by = Timestamp()


class VerdictView(Sparse):
    row = fields.Integer()
    verdict = fields.String()
    id = Id()
    error = fields.Function(lambda one: one.error and one.error.to_wire())


class ChangeView(Sparse):
    id = Id()
    about = fields.String()
    at_version = fields.Integer()
    at = Timestamp()
    by = fields.String()
    roles = fields.List(fields.String())
    what = fields.List(fields.String())
    changed = fields.List(fields.String())
    reason = Text()
    until = Day()
    ended_because = fields.String()

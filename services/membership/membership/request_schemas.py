"""What people ask of their data: commands in, views out."""

from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chassis.schema import Id, MailAddress, PageQuery, Sparse, Text, Timestamp
from membership.contact_shapes import Reachable
from membership.model.data_request import RefusalGround, RequestKind
from membership.schemas import Reasoned
from membership.shapes import PersonName, Received
from membership.states import DataRequestStatus

KINDS, STATUSES = get_args(RequestKind), get_args(DataRequestStatus)


class Changes(Reachable):
    """What is to stand in the record."""

    name = PersonName()
    post = Text()
    email = MailAddress()


class Nothing(Schema):
    pass


class AskCorrection(Schema):
    changes = fields.Nested(Changes, required=True)


class EnterRequest(Schema):
    """On behalf of a person, from whom it was received."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    representative = Id(required=True)
    received = fields.Nested(Received, required=True)
    changes = fields.Nested(Changes)

    @validates_schema
    def must_say_what_is_right(self, data: dict[str, Any], **_: Any) -> None:
        if ("changes" in data) != (data["kind"] == "correction"):
            raise ValidationError({"changes": ["unknown" if "changes" in data else "required"]})


class RefuseRequest(Reasoned):
    ground = fields.String(required=True, validate=validate.OneOf(get_args(RefusalGround)))


class DataRequestsQuery(PageQuery):
    status = fields.String(load_default="open", validate=validate.OneOf(STATUSES))
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))


class DataRequestView(Sparse):
    id = Id()
    version = fields.Integer()
    kind = fields.String()
    status = fields.String()
    committee = Id()
    member = Id()
    representative = Id()
    received_at = Timestamp()
    due_at = Timestamp()
    received = fields.Nested(Received)
    changes = fields.Nested(Changes)
    by = fields.String()
    roles = fields.List(fields.String())
    reminded_at = Timestamp()
    closed_at = Timestamp()
    closed_by = fields.String()
    ground = fields.String()
    reason = Text()
    erasure = Id()

"""What is shown of personal data: all that is kept about one person, and where a person was forgotten."""

from marshmallow import Schema, fields

from chassis.schema import Id, Sparse, Timestamp
from membership.consent_views import ConsentView
from membership.request_schemas import DataRequestView
from membership.schemas import RepresentativeView, ScanView
from membership.views import ChangeView


class ConfirmationView(Schema):
    service = fields.String()
    at = Timestamp()
    blanked = fields.Dict(keys=fields.String(), values=fields.Integer())


class ErasureView(Sparse):
    id = Id()
    version = fields.Integer()
    status = fields.String()
    member = Id()
    representative = Id()
    ground = fields.String()
    classes = fields.List(fields.String())
    asked_at = Timestamp()
    by = fields.String()
    roles = fields.List(fields.String())
    awaited = fields.List(fields.String())
    confirmations = fields.List(fields.Nested(ConfirmationView))
    completed_at = Timestamp()


class ToldView(Schema):
    type = fields.String()
    at = Timestamp()
    data = fields.Dict()


class PersonalDataView(Schema):
    """All that membership keeps about one person."""

    representative = fields.Nested(RepresentativeView)
    classes = fields.Dict(keys=fields.String(), values=fields.String())
    history = fields.List(fields.Nested(ChangeView))
    told = fields.List(fields.Nested(ToldView))
    requests = fields.List(fields.Nested(DataRequestView))
    consents = fields.List(fields.Nested(ConsentView))
    scans = fields.List(fields.Nested(ScanView(exclude=("content",))))

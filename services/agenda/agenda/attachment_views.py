"""What is shown of a file beside its content."""

from marshmallow import fields

from agenda.views import Aggregate
from chassis.schema import Id, Timestamp


class AttachmentView(Aggregate):
    committee = Id()
    about = fields.String()
    name = fields.String()
    content_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    private = fields.Boolean()
    at = Timestamp()

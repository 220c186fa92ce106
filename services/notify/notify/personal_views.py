"""What is shown of personal data."""

from marshmallow import Schema, fields

from chassis.schema import Id
from notify.outgoing.schemas import SuppressionView
from notify.schemas import MailView, NotificationView


class PersonalDataView(Schema):
    """All that notify keeps about one person."""

    copy = fields.Dict()
    letters = fields.List(fields.Nested(NotificationView))
    letters_kept = fields.List(Id())
    mails = fields.List(fields.Nested(MailView))
    suppressions = fields.List(fields.Nested(SuppressionView))

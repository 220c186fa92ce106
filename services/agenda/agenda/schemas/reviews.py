"""Commands and questions about what reviewers advise."""

from marshmallow import fields

from agenda.model.review import Recommendation
from agenda.schemas.parts import ById, ListOfMeeting
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Id, Line, Text


class ListReviews(ListOfMeeting):
    """A page of those of one proposal."""


class AssignReviewer(ById):
    reviewer = Line(required=True, max=100)
    member = Id(load_default=None)


class RecommendOnProposal(ById):
    recommendation = fields.Enum(Recommendation, by_value=True, required=True)
    reasons = Text(required=True, max=PARAGRAPH)
    into = Id(load_default=None)
    to = Text(load_default=None, max=TITLE)


class RecuseFromProposal(ById):
    reason = Text(required=True, max=PARAGRAPH)

"""The way of a proposal or of an item, as it is shown: there and back."""

from marshmallow import fields

from agenda.following.views import ActionView, ReferralView, ReportView, StepView
from agenda.shapes import NumberShape
from agenda.views import ItemView
from chassis.schema import Id, Sparse, Text, Timestamp


class OutcomeView(Sparse):
    state = fields.String()
    words = Text()
    since = Timestamp()


class TracedProposalView(Sparse):
    id = Id()
    status = fields.String()
    reference = fields.Nested(NumberShape)
    title = Text()
    sdgs = fields.List(fields.Integer())
    proposed_by = Id()
    submitted_at = Timestamp()


class JudgementView(Sparse):
    """`verdict` is the state that it led to."""

    verdict = fields.String()
    at = Timestamp()
    by = fields.String()
    comments = Text()
    reason = Text()
    to = Text()
    into = Id()
    of = Id()
    meeting = Id()
    item = Id()


class TracedMeetingView(Sparse):
    id = Id()
    status = fields.String()
    number = fields.Nested(NumberShape)
    starts_at = Timestamp()


class TracedItemView(ItemView):
    meeting = fields.Nested(TracedMeetingView)


class TracedActionView(ActionView):
    """`latest` are the last reports, the newest first."""

    latest = fields.List(fields.Nested(ReportView))


class TraceView(Sparse):
    about = fields.String()
    outcome = fields.Nested(OutcomeView)
    proposal = fields.Nested(TracedProposalView)
    goes_on_in = fields.Nested(TracedProposalView)
    came_here = fields.List(fields.Nested(TracedProposalView))
    judgements = fields.List(fields.Nested(JudgementView))
    items = fields.List(fields.Nested(TracedItemView))
    referrals = fields.List(fields.Nested(ReferralView))
    actions = fields.List(fields.Nested(TracedActionView))
    members = fields.Dict(keys=fields.String(), values=Text())
    steps = fields.List(fields.Nested(StepView))
    more = fields.Boolean()

from gateway.resource import Resource
from gateway.schemas.trace import Trace

trace = Resource("trace", "agenda", "/v1", "What became of it, from either end, in one call")
trace.plain("/proposals/<uuid:id>/trace", "trace_proposal", Trace, "What became of a proposal, step by step")
trace.plain(
    "/meetings/<uuid:id>/agenda/<uuid:item>/trace", "trace_item", Trace, "Where an item came from, and went"
)
trace.plain("/actions/<uuid:id>/trace", "trace_action", Trace, "What an action came of")
trace.plain("/referrals/<uuid:id>/trace", "trace_referral", Trace, "What a referral came of, and led to")

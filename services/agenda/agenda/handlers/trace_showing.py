"""A trace as a caller sees it."""

from typing import Any

from agenda.following.views import ReportView
from agenda.handlers.trace import Trace
from agenda.trace_views import (
    JudgementView,
    TracedActionView,
    TracedItemView,
    TracedMeetingView,
    TraceView,
)

View = dict[str, Any]
MEETING, ITEM = TracedMeetingView(), TracedItemView(exclude=("meeting",))
ACTION, REPORTS = TracedActionView(exclude=("latest",)), ReportView(many=True)


def trace(one: Trace) -> View:
    view: View = dict(TraceView(exclude=("items", "actions", "judgements")).dump(one))
    view["judgements"] = JudgementView(many=True).dump(
        [
            {**step.said, "verdict": step.said["status"], "at": step.at, "by": step.by}
            for step in one.judgements
        ]
    )
    view["items"] = [{**ITEM.dump(item), "meeting": MEETING.dump(meeting)} for meeting, item in one.items]
    view["actions"] = [
        {**ACTION.dump(action), "latest": REPORTS.dump(one.reports.get(action.id, []))}
        for action in one.actions
    ]
    return view

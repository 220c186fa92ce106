"""The report on the goals, as it is shown."""

from typing import Any

from agenda import goals
from agenda.handlers.reports import Report
from agenda.model.resolution import ResolutionKind
from agenda.model.tally import Tally

View = dict[str, Any]


def report(one: Report) -> View:
    return {
        "year_be": one.year_be,
        "committee": one.committee,
        "goals": [
            {"goal": goal, "name": name, **_tally(one.tallies.by_goal[goal], one)}
            for goal, name in goals.names().items()
        ],
        "total": _tally(one.tallies.total, one),
    }


def _tally(tally: Tally, one: Report) -> View:
    kinds = {str(kind): tally.decisions[kind] for kind in ResolutionKind}
    return {
        "proposals": tally.proposals,
        "decisions": {"total": tally.decisions.total(), **kinds},
        "referrals": {"total": tally.referrals, "answered": tally.answered},
        "actions": {"total": tally.actions, "done": tally.done, "overdue": tally.overdue},
        "lead_agencies": [
            {"member": member, "name": one.agencies[member], "actions": count}
            for member, count in sorted(tally.owners.items(), key=lambda each: (-each[1], each[0]))
            if member in one.agencies
        ],
    }

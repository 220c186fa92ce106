"""The public register of proposals, the newest first."""

from collections.abc import Sequence
from typing import Any

from agenda.handlers import projections
from agenda.model.proposal import Proposal
from agenda.register_views import RegisterView
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def page(tx: Transaction, command: Command) -> tuple[list[Proposal], str | None]:
    """What has been told, the same to everybody."""
    after, limit = command.pop("after"), command.pop("limit")
    where = projections.scoped(tx, {**command, "told": True}, "proposed_by")
    return PROPOSALS.page(tx, where, after, limit, newest_first=True)


def view(tx: Transaction, found: tuple[Sequence[Proposal], str | None]) -> dict[str, Any]:
    proposals, after = found
    members = projections.members(tx, {one.proposed_by for one in proposals})
    rows = [dict(RegisterView().dump(one)) for one in proposals]
    for row in rows:
        if member := members.get(row["proposed_by"]):
            row["proposer"] = member.name
    return {"items": rows, "next": after}

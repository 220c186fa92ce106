"""What follows from a resolution: what is kept where, and the indexes behind every query."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from agenda.errors import ACTION_NOT_FOUND, CORRECTION_NOT_FOUND, MINUTES_NOT_FOUND, REFERRAL_NOT_FOUND
from agenda.following import rows
from agenda.model.action import Action, Report
from agenda.model.correction import Correction
from agenda.model.minutes import MinutesText
from agenda.model.note import Note
from agenda.model.step import Step
from agenda.rows import from_model
from chassis.aggregates import Aggregates
from chassis.mongo import Document, Index, Transaction

EVER = datetime(1970, 1, 1, tzinfo=UTC)

INDEXES = (
    Index("actions_of_meeting", "actions", [("meeting", 1), ("_id", 1)]),
    Index("actions_of_proposal", "actions", [("proposal", 1), ("_id", 1)]),
    Index("actions_of_item", "actions", [("item", 1), ("_id", 1)]),
    Index("actions_open_of", "actions", [("owner", 1), ("open", 1), ("_id", 1)]),
    Index("actions_open_in", "actions", [("committee", 1), ("open", 1), ("_id", 1)]),
    Index("actions_owned", "actions", [("committee", 1), ("owner", 1), ("_id", 1)]),
    Index("actions_overdue", "actions", [("committee", 1), ("overdue", 1), ("_id", 1)]),
    Index("actions_in_state", "actions", [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("actions_of_committee", "actions", [("committee", 1), ("_id", 1)]),
    Index("actions_of_year", "actions", [("committee", 1), ("year_be", 1)]),
    Index("referrals_of_year", "referrals", [("committee", 1), ("year_be", 1)]),
    Index("proposals_of_year", "proposals", [("committee", 1), ("reference.year_be", 1)]),
    Index("proposals_decided", "proposals", [("committee", 1), ("resolution.decided_at", 1)]),
    Index("actions_to_remind", "actions", [("remind_at", 1)]),
    Index("reports_of_action", "reports", [("action", 1), ("_id", 1)]),
    Index("referrals_of_proposal", "referrals", [("proposal", 1), ("_id", 1)]),
    Index("referrals_of_item", "referrals", [("item", 1), ("_id", 1)]),
    Index("referrals_of_meeting", "referrals", [("meeting", 1), ("_id", 1)]),
    Index("referrals_in_state", "referrals", [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("referrals_of_committee", "referrals", [("committee", 1), ("_id", 1)]),
    Index("notes_of_meeting", "notes", [("meeting", 1), ("_id", 1)]),
    Index("minutes_of_meeting", "minutes", [("meeting", 1), ("_id", 1)]),
    Index("corrections_of_meeting", "corrections", [("meeting", 1), ("_id", 1)]),
    Index("corrections_in_state", "corrections", [("meeting", 1), ("status", 1), ("_id", 1)]),
    Index("steps_of", "steps", [("of", 1), ("_id", 1)]),
    Index("steps_about", "steps", [("about", 1), ("_id", 1)]),
)

ACTIONS = Aggregates("actions", rows.from_action, rows.to_action, ACTION_NOT_FOUND, INDEXES)
REFERRALS = Aggregates("referrals", rows.from_referral, rows.to_referral, REFERRAL_NOT_FOUND, INDEXES)
REPORTS: Aggregates[Report] = Aggregates("reports", from_model, rows.to_report, indexes=INDEXES)
NOTES: Aggregates[Note] = Aggregates("notes", from_model, rows.to_note, indexes=INDEXES)
MINUTES: Aggregates[MinutesText] = Aggregates(
    "minutes", from_model, rows.to_minutes_text, MINUTES_NOT_FOUND, INDEXES
)
CORRECTIONS: Aggregates[Correction] = Aggregates(
    "corrections", from_model, rows.to_correction, CORRECTION_NOT_FOUND, INDEXES
)
STEPS: Aggregates[Step] = Aggregates("steps", from_model, rows.to_step, indexes=INDEXES)


def open_actions_of(tx: Transaction, member: str, most: int) -> tuple[list[Action], bool]:
    """Those that it is charged with, and whether there are more."""
    found, after = ACTIONS.page(tx, {"owner": member, "open": True}, None, most)
    return found, after is not None


def open_actions_in(tx: Transaction, committee: str) -> list[Action]:
    return ACTIONS.find(tx, {"committee": committee, "open": True})


def counted(tx: Transaction, collection: str, where: Mapping[str, Any], *fields: str) -> list[Document]:
    """Of each its goals and these fields."""
    wanted = {"_id": 0, "sdgs": 1} | dict.fromkeys(fields, 1)
    return list(tx.db[collection].find(where, wanted, session=tx.session))


def over_at(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of actions to be reminded of. Bounded on both sides, or all would be read."""
    over = {"remind_at": {"$gte": EVER, "$lt": at}}
    found = tx.db["actions"].find(over, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("remind_at", 1).limit(limit)]

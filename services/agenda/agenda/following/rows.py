"""Documents ⇄ model, of what follows from a resolution."""

from agenda.model.action import Action, ActionStatus, Report
from agenda.model.correction import Correction, CorrectionStatus
from agenda.model.minutes import MinutesText
from agenda.model.note import Note
from agenda.model.referral import Referral, ReferralStatus, Reply, ReplyKind
from agenda.model.step import Step
from agenda.rows import from_model
from chassis.mongo import Document as Row


def from_action(action: Action) -> Row:
    """With what it is found by."""
    return {**from_model(action), "open": action.is_open, "year_be": action.year_be}


def to_action(row: Row) -> Action:
    del row["open"], row["year_be"]
    return Action(id=row.pop("_id"), status=ActionStatus(row.pop("status")), **row)


def to_report(row: Row) -> Report:
    return Report(id=row.pop("_id"), **row)


def from_referral(referral: Referral) -> Row:
    return {**from_model(referral), "year_be": referral.year_be}


def to_referral(row: Row) -> Referral:
    del row["year_be"]
    answers = [Reply(**{**one, "kind": ReplyKind(one["kind"])}) for one in row.pop("answers")]
    status = ReferralStatus(row.pop("status"))
    return Referral(id=row.pop("_id"), status=status, answers=answers, **row)


def to_note(row: Row) -> Note:
    return Note(id=row.pop("_id"), **row)


def to_minutes_text(row: Row) -> MinutesText:
    return MinutesText(id=row.pop("_id"), **row)


def to_correction(row: Row) -> Correction:
    return Correction(id=row.pop("_id"), status=CorrectionStatus(row.pop("status")), **row)


def to_step(row: Row) -> Step:
    return Step(id=row.pop("_id"), **row)

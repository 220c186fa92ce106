"""Comments on proposals: said, answered, taken back, and moderated."""

from typing import Any

from agenda.comment_views import CommentView
from agenda.errors import COMMENT_NOT_FOUND, OTHER_PROPOSAL, Conflict, Denied, NotFound
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model import comment as model
from agenda.model.comment import Comment, Status, Visibility
from agenda.model.fact import Fact, happened
from agenda.model.proposal import Proposal
from agenda.store import COMMENTS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def add(tx: Transaction, command: Command) -> Comment:
    """By a member that may take part in the group's meetings, or by the secretariat as itself."""
    proposal = _seen(tx, command["proposal"])
    member = _speaking(tx, proposal)
    model.must_be_discussed(proposal)
    id, answered = tx.new_id(), _answered(tx, command)
    new = Comment(
        id=id,
        committee=proposal.committee,
        thread=answered.thread if answered else id,
        by=tx.caller.id,
        member=member,
        at=tx.now,
        **command,
    )
    return keep(tx, COMMENTS, new, happened(Fact.COMMENT_ADDED))


def revise(tx: Transaction, command: Command) -> Comment:
    comment = _own(tx, command)
    return keep(tx, COMMENTS, comment, comment.revise(command, tx.now))


def remove(tx: Transaction, command: Command) -> Comment:
    comment = _own(tx, command)
    return keep(tx, COMMENTS, comment, comment.remove(tx.now))


def hide(tx: Transaction, command: Command) -> Comment:
    comment = _moderated(tx, command)
    return keep(tx, COMMENTS, comment, comment.hide(command["reason"]))


def show(tx: Transaction, command: Command) -> Comment:
    comment = _moderated(tx, command)
    return keep(tx, COMMENTS, comment, comment.show())


def get(tx: Transaction, command: Command) -> Comment:
    comment = COMMENTS.get(tx, command["id"], command.get("if_match"))
    proposal = PROPOSALS.get(tx, comment.proposal)
    if comment.visibility is Visibility.MEMBERS and not _is_inside(tx, proposal):
        raise NotFound(COMMENT_NOT_FOUND, id=comment.id)
    return comment


def page(tx: Transaction, command: Command) -> tuple[list[Comment], str | None]:
    """In the order in which they were said; who is of no member sees the public ones."""
    after, limit = command.pop("after"), command.pop("limit")
    if not _is_inside(tx, _seen(tx, command["proposal"])):
        command["visibility"] = Visibility.PUBLIC
    return COMMENTS.page(tx, command, after, limit)


def view(tx: Transaction, comment: Comment) -> dict[str, Any]:
    """What is hidden is read by its writer and the secretariat alone; all others see that it is, and why."""
    shown = dict(CommentView().dump(comment))
    if comment.status is Status.HIDDEN and not _is_ones_own(tx, comment):
        shown.pop("text", None)
    return shown


def _seen(tx: Transaction, id: str) -> Proposal:
    proposal = PROPOSALS.get(tx, id)
    callers.may_see(tx.caller, proposal)
    return proposal


def _speaking(tx: Transaction, proposal: Proposal) -> str | None:
    if tx.caller.member is None:
        callers.secretariat(tx.caller)
        return None
    callers.speak_for(tx.caller, tx.caller.member)
    member = projections.entitled(tx, tx.caller.member, "take_part")
    member.must_be_of(proposal.committee)
    return member.id


def _answered(tx: Transaction, command: Command) -> Comment | None:
    """Counted at once, so that nobody edits what another is just answering."""
    if command["reply_to"] is None:
        return None
    answered = get(tx, {"id": command["reply_to"]})
    if answered.proposal != command["proposal"]:
        raise Conflict(OTHER_PROPOSAL)
    answered.answer(command["visibility"])
    return keep(tx, COMMENTS, answered)


def _own(tx: Transaction, command: Command) -> Comment:
    comment = get(tx, command)
    if comment.member is None:
        callers.secretariat(tx.caller)
    elif not callers.stands_for(tx, comment.member):
        raise Denied()
    model.must_be_discussed(PROPOSALS.get(tx, comment.proposal))
    return comment


def _moderated(tx: Transaction, command: Command) -> Comment:
    callers.secretariat(tx.caller)
    return COMMENTS.get(tx, command["id"], command["if_match"])


def _is_ones_own(tx: Transaction, comment: Comment) -> bool:
    said_for = comment.member is not None and callers.stands_for(tx, comment.member)
    return tx.caller.has(callers.SECRETARIAT) or said_for


def _is_inside(tx: Transaction, proposal: Proposal) -> bool:
    """Whether the caller is of the secretariat, or of a member of the proposal's committee."""
    if tx.caller.has(callers.SECRETARIAT):
        return True
    if tx.caller.member is None:
        return False
    member = projections.members(tx, [tx.caller.member]).get(tx.caller.member)
    return member is not None and member.committee == proposal.committee and not member.ended

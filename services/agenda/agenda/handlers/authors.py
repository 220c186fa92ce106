"""What somebody has said in the agenda, by whom they are: nobody else's people are shown who said it."""

from typing import Any

from agenda.comment_views import CommentView
from agenda.handlers import callers
from agenda.review_views import ReviewView
from agenda.store import COMMENTS, REVIEWS
from chassis.mongo import Transaction


def of_person(tx: Transaction, id: str) -> dict[str, Any]:
    """`{comments, reviews}`, for themselves and the secretariat; empty for others."""
    if tx.caller.id != id and not tx.caller.has(callers.SECRETARIAT):
        return {"comments": [], "reviews": []}
    return {
        "comments": CommentView(many=True).dump(COMMENTS.find(tx, {"by": id})),
        "reviews": ReviewView(many=True).dump(REVIEWS.find(tx, {"reviewer": id})),
    }

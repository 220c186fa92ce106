"""What reviewers advise."""

from typing import Any

from agenda.handlers import reviewing, showing
from agenda.schemas.reviews import AssignReviewer, ListReviews, RecommendOnProposal, RecuseFromProposal
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Reviewing:
    @command
    def assign_reviewer(self, tx: Transaction, body: Body) -> View:
        return showing.review(tx, reviewing.assign(tx, load(AssignReviewer(), body)))

    @command
    def recommend_on_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.review(tx, reviewing.recommend(tx, load(RecommendOnProposal(), body)))

    @command
    def recuse_from_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.review(tx, reviewing.recuse(tx, load(RecuseFromProposal(), body)))

    @query
    def list_reviews(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.review, reviewing.page(tx, load(ListReviews(), body)))

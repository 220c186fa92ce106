"""Letters that are parked or were sent, and addresses that nothing is sent to."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load
from notify.handlers import parked, rereading, suppressing
from notify.outgoing import schemas
from notify.schemas import ById, NotificationView, Verb, view

Body = dict[str, Any]
SUPPRESSION = schemas.SuppressionView()


class Delivering:
    @command
    def resume_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NotificationView(), parked.resume_notification(tx, load(Verb(), body)))

    @command
    def resume_parked(self, tx: Transaction, body: Body) -> Body:
        return dict(parked.order(tx, "resume", load(schemas.Parked(), body)))

    @command
    def cancel_parked(self, tx: Transaction, body: Body) -> Body:
        return dict(parked.order(tx, "cancel", load(schemas.Parked(), body)))

    @query
    def get_letter(self, tx: Transaction, body: Body) -> Body:
        return view(schemas.SentLetterView(), rereading.get_letter(tx, load(ById(), body)["id"]))

    @query
    def list_suppressions(self, tx: Transaction, body: Body) -> Body:
        items, after = suppressing.list_suppressions(tx, load(schemas.SuppressionsQuery(), body))
        return {"items": SUPPRESSION.dump(items, many=True), "next": after}

    @command
    def lift_suppression(self, tx: Transaction, body: Body) -> Body:
        return view(SUPPRESSION, suppressing.lift_suppression(tx, load(schemas.LiftSuppression(), body)))

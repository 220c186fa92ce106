"""The whole way of a proposal, there and back."""

from typing import Any

from agenda.handlers import trace
from agenda.handlers.trace_showing import trace as shown
from agenda.schemas.notes import OfItem
from agenda.schemas.parts import ById
from chassis.mongo import Transaction
from chassis.rpc import query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Traces:
    @query
    def trace_proposal(self, tx: Transaction, body: Body) -> View:
        return shown(trace.of_proposal(tx, load(ById(), body)))

    @query
    def trace_item(self, tx: Transaction, body: Body) -> View:
        return shown(trace.of_item(tx, load(OfItem(), body)))

    @query
    def trace_action(self, tx: Transaction, body: Body) -> View:
        return shown(trace.of_action(tx, load(ById(), body)))

    @query
    def trace_referral(self, tx: Transaction, body: Body) -> View:
        return shown(trace.of_referral(tx, load(ById(), body)))

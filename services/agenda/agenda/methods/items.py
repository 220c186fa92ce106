"""The agenda of a meeting, and what is resolved at the table."""

from typing import Any

from agenda.handlers import items, meetings, showing
from agenda.schemas.items import AddItem, AdjournItem, DecideItem, ItemVerb
from agenda.schemas.parts import ById
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Items:
    @query
    def get_agenda(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, meetings.get(tx, load(ById(), body)))

    @command
    def add_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.add(tx, load(AddItem(), body)))

    @command
    def discuss_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.discuss(tx, load(ItemVerb(), body)))

    @command
    def decide_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.decide(tx, load(DecideItem(), body)))

    @command
    def adjourn_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.adjourn(tx, load(AdjournItem(), body)))

    @command
    def remove_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.remove(tx, load(ItemVerb(), body)))

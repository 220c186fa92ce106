"""The agenda of a meeting as a whole."""

from typing import Any

from agenda.handlers import arranging, showing, showing_agenda
from agenda.schemas.arranging import MoveItem, OfAgenda, ReviseItem
from agenda.schemas.parts import ListOfMeeting, Verb
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Arranging:
    @command
    def move_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, arranging.move(tx, load(MoveItem(), body)))

    @command
    def revise_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, arranging.revise(tx, load(ReviseItem(), body)))

    @command
    def publish_agenda(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, arranging.publish(tx, load(Verb(), body)))

    @query
    def list_agenda_versions(self, tx: Transaction, body: Body) -> View:
        found = arranging.versions(tx, load(ListOfMeeting(), body))
        return showing.page(tx, showing_agenda.in_list, found)

    @query
    def get_agenda_version(self, tx: Transaction, body: Body) -> View:
        return showing_agenda.version(tx, arranging.version(tx, load(OfAgenda(), body)))

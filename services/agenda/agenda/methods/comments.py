"""Comments on proposals."""

from typing import Any

from agenda.handlers import comments, showing
from agenda.schemas.comments import AddComment, ListComments, ReviseComment
from agenda.schemas.parts import ById, Reasoned, Verb
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Comments:
    @command
    def add_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.add(tx, load(AddComment(), body)))

    @command
    def revise_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.revise(tx, load(ReviseComment(), body)))

    @command
    def remove_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.remove(tx, load(Verb(), body)))

    @command
    def hide_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.hide(tx, load(Reasoned(), body)))

    @command
    def show_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.show(tx, load(Verb(), body)))

    @query
    def get_comment(self, tx: Transaction, body: Body) -> View:
        return comments.view(tx, comments.get(tx, load(ById(), body)))

    @query
    def list_comments(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, comments.view, comments.page(tx, load(ListComments(), body)))

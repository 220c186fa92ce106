"""What leaves the house in writing."""

from typing import Any

from agenda.handlers import documents, showing
from agenda.schemas.documents import OfKind, RenderDocument, SignDocument
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Documents:
    @query
    def get_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.get(tx, load(OfKind(), body)))

    @command
    def check_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.check(tx, load(OfKind(), body)))

    @command
    def clear_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.clear(tx, load(OfKind(), body)))

    @command
    def sign_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.sign(tx, load(SignDocument(), body)))

    @command
    def publish_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.publish(tx, load(OfKind(), body)))

    @query
    def render_document(self, tx: Transaction, body: Body) -> View:
        return documents.rendered(tx, load(RenderDocument(), body))

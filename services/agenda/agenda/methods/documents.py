"""What leaves the house in writing."""

from typing import Any

from agenda.handlers import annual_report, documents, showing
from agenda.schemas.documents import (
    OfKind,
    RenderDocument,
    RenderReport,
    ReviseDocument,
    SignDocument,
    SignedOff,
)
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
    def revise_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.revise(tx, load(ReviseDocument(), body)))

    @command
    def check_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.check(tx, load(SignedOff(), body)))

    @command
    def clear_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.clear(tx, load(SignedOff(), body)))

    @command
    def sign_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.sign(tx, load(SignDocument(), body)))

    @command
    def publish_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.publish(tx, load(SignedOff(), body)))

    @query
    def render_document(self, tx: Transaction, body: Body) -> View:
        return documents.rendered(tx, load(RenderDocument(), body))

    @query
    def render_annual_report(self, tx: Transaction, body: Body) -> View:
        return annual_report.rendered(tx, load(RenderReport(), body))

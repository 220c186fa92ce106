"""Files with proposals, in parts."""

from typing import Any

from agenda.attachment_views import AttachmentView
from agenda.errors import WaraError
from agenda.handlers import attachments, showing
from agenda.model.attachment import Attachment
from agenda.schemas.attachments import (
    BeginAttachment,
    FinishAttachment,
    ListAttachments,
    PutPart,
    ReadAttachment,
)
from agenda.schemas.parts import ById
from chassis import scanning
from chassis.mongo import Transaction
from chassis.rpc import command, command_after, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


def view(tx: Transaction, one: Attachment) -> View:
    return dict(AttachmentView().dump(one))


def inspect(service: Any, tx: Transaction, body: Body) -> attachments.Found | None:
    scanner = scanning.read(service.runtime.settings.env)
    return attachments.inspect(tx, load(FinishAttachment(), body), scanner)


class Attachments:
    @command
    def begin_attachment(self, tx: Transaction, body: Body) -> View:
        return view(tx, attachments.begin(tx, load(BeginAttachment(), body)))

    @command
    def put_attachment_part(self, tx: Transaction, body: Body) -> View:
        return view(tx, attachments.put(tx, load(PutPart(), body)))

    @command_after(inspect)
    def finish_attachment(self, tx: Transaction, body: Body, found: attachments.Found | None) -> View:
        one = attachments.finish(tx, load(FinishAttachment(), body), found)
        return {"error": one.to_wire()} if isinstance(one, WaraError) else view(tx, one)

    @command
    def remove_attachment(self, tx: Transaction, body: Body) -> View:
        return view(tx, attachments.remove(tx, load(ById(), body)))

    @query
    def list_attachments(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, view, attachments.page(tx, load(ListAttachments(), body)))

    @query
    def get_attachment(self, tx: Transaction, body: Body) -> View:
        return view(tx, attachments.get(tx, load(ById(), body)))

    @query
    def read_attachment(self, tx: Transaction, body: Body) -> View:
        return attachments.content(tx, load(ReadAttachment(), body))

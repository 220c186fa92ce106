"""Files with proposals. They come in parts, each a command, and are looked at when the last one is there."""

import base64
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agenda import events, file_store, store
from agenda.attachment_views import AttachmentView
from agenda.errors import (
    ATTACHMENT_INCOMPLETE,
    ATTACHMENT_NOT_FOUND,
    Conflict,
    Invalid,
    NotFound,
    Reused,
    TooLarge,
    WaraError,
)
from agenda.handlers import callers
from agenda.handlers.keeping import keep
from agenda.model import attachment as model
from agenda.model.attachment import Attachment, Status
from agenda.model.content import Kind, kind_of
from agenda.model.fact import Fact, happened
from agenda.model.proposal import Proposal
from agenda.store import ATTACHMENTS, PROPOSALS
from chassis import files
from chassis.mongo import Transaction
from chassis.scanning import Scanner

Command = dict[str, Any]
BUFFER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What an upload turned out to be: of a kind, or refused and why."""

    sha256: str
    kind: Kind | None = None
    refusal: WaraError | None = None


def begin(tx: Transaction, command: Command) -> Attachment:
    """The same upload begun once more is the one that was begun, as it is by now."""
    proposal = _own(tx, command["proposal"])
    upload, name, size = command["upload"], command["name"], command["size"]
    if begun := file_store.upload(tx, upload):
        begun.is_upload_of(model.about(proposal), name, size)
        return begun
    store.one_by_one(tx, model.about(proposal))
    before = file_store.attachments_of(tx, model.about(proposal))
    new = model.begin(
        proposal, before, id=tx.new_id(), by=tx.caller.id, name=name, size=size, upload=upload, at=tx.now
    )
    return keep(tx, ATTACHMENTS, new)


def put(tx: Transaction, command: Command) -> Attachment:
    attachment = ATTACHMENTS.get(tx, command["id"])
    attachment.must_be_arriving(tx.caller.id)
    if len(command["data"]) != files.length_of(command["n"], attachment.size):
        raise Conflict(ATTACHMENT_INCOMPLETE)
    files.put(tx, attachment.id, command["n"], command["data"])
    return attachment


def inspect(tx: Transaction, command: Command, scanner: Scanner) -> Found | None:
    """Reads all of what came, outside of any transaction, for it takes its time; None when that was done."""
    attachment = ATTACHMENTS.get(tx, command["id"])
    if attachment.status is not Status.ARRIVING:
        return None
    attachment.must_be_arriving(tx.caller.id)
    file = io.BufferedReader(files.Stored(tx.db, attachment.id, attachment.size), BUFFER)
    digest, length = hashlib.sha256(), 0
    while data := file.read(files.PART):
        digest.update(data)
        length += len(data)
    if length != attachment.size:
        raise Conflict(ATTACHMENT_INCOMPLETE)
    try:
        kind = kind_of(file, attachment.size)
        scanner.look(file)
        return Found(digest.hexdigest(), kind=kind)
    except (Invalid, TooLarge) as refusal:
        return Found(digest.hexdigest(), refusal=refusal)


def finish(tx: Transaction, command: Command, found: Found | None) -> Attachment | WaraError:
    """Of what is refused nothing stays, and the refusal is the answer: raised, it would undo just that."""
    attachment = ATTACHMENTS.get(tx, command["id"])
    if found is None:
        return _kept(tx, attachment)
    attachment.must_be_arriving(tx.caller.id)
    if found.sha256 != command["sha256"]:
        raise Reused()
    if found.kind is None:
        _forget(tx, attachment)
        return found.refusal or WaraError()
    proposal = PROPOSALS.get(tx, attachment.about.removeprefix("proposals/"))
    model.must_take(proposal)
    files.complete(tx, attachment.id, attachment.size, found.kind)
    facts = attachment.keep(found.kind, found.sha256)
    return keep(tx, ATTACHMENTS, attachment, facts if proposal.told else ())


def remove(tx: Transaction, command: Command) -> Attachment:
    attachment = ATTACHMENTS.get(tx, command["id"])
    proposal = _own(tx, attachment.about.removeprefix("proposals/"))
    if not tx.caller.has(callers.SECRETARIAT):
        model.must_give_back(proposal)
    facts = attachment.remove()
    files.remove(tx, attachment.id, attachment.size)
    told = proposal.told and not attachment.private
    return keep(tx, ATTACHMENTS, attachment, facts if told else ())


def page(tx: Transaction, command: Command) -> tuple[list[Attachment], str | None]:
    proposal = PROPOSALS.get(tx, command["proposal"])
    callers.may_see(tx.caller, proposal)
    where: dict[str, Any] = {"about": model.about(proposal), "status": Status.KEPT}
    if not callers.is_proposers(tx, proposal):
        where["private"] = False
    return ATTACHMENTS.page(tx, where, command["after"], command["limit"])


def get(tx: Transaction, command: Command) -> Attachment:
    """For whoever may see what it belongs to."""
    return _kept(tx, ATTACHMENTS.get(tx, command["id"]))


def content(tx: Transaction, command: Command) -> dict[str, Any]:
    """One part of it, the one that begins at `offset`."""
    attachment, offset = get(tx, command), command["offset"]
    data = files.part(tx, attachment.id, offset // files.PART)
    end = offset + len(data)
    return {
        **AttachmentView().dump(attachment),
        "data": base64.b64encode(data).decode("ascii"),
        "next": end if end < attachment.size else None,
    }


def tell_all(tx: Transaction, proposal: Proposal) -> None:
    """Those of a draft, when it is told itself."""
    for one in file_store.kept_attachments_of(tx, model.about(proposal)):
        if not one.private:
            tx.tell(*events.told(one, happened(Fact.ATTACHMENT_ADDED)))


def set_apart(tx: Transaction, proposal: Proposal, id: str) -> None:
    """A scan, which may show hands and names: not for everybody who sees the proposal. Before it is told."""
    attachment = ATTACHMENTS.get(tx, id)
    if attachment.status is not Status.KEPT or attachment.about != model.about(proposal):
        raise NotFound(ATTACHMENT_NOT_FOUND, id=id)
    if not attachment.private:
        attachment.private = True
        keep(tx, ATTACHMENTS, attachment)


def sweep(tx: Transaction, id: str, before: datetime) -> None:
    """What nobody has finished in its time goes, with the parts that came of it."""
    attachment = ATTACHMENTS.get(tx, id)
    if attachment.arriving_since and attachment.arriving_since < before:
        _forget(tx, attachment)


def _own(tx: Transaction, id: str) -> Proposal:
    proposal = PROPOSALS.get(tx, id)
    callers.may_see(tx.caller, proposal)
    callers.go_on_with(tx.caller, proposal)
    return proposal


def _kept(tx: Transaction, attachment: Attachment) -> Attachment:
    if attachment.status is not Status.KEPT:
        raise NotFound(ATTACHMENT_NOT_FOUND, id=attachment.id)
    proposal = PROPOSALS.get(tx, attachment.about.removeprefix("proposals/"))
    callers.may_see(tx.caller, proposal)
    if attachment.private and not callers.is_proposers(tx, proposal):
        raise NotFound(ATTACHMENT_NOT_FOUND, id=attachment.id)
    return attachment


def _forget(tx: Transaction, attachment: Attachment) -> None:
    files.remove(tx, attachment.id, attachment.size)
    file_store.delete_attachment(tx, attachment)

"""Documents of a meeting: signed off step by step, then published as they were signed."""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from agenda.documents.render import Rendered, render
from agenda.errors import DOCUMENT_NOT_PUBLISHED, NotFound, Stale
from agenda.handlers import callers, projections, showing
from agenda.handlers.keeping import keep
from agenda.model.document import Document, Signature
from agenda.model.document_kinds import Kind
from agenda.model.fact import Facts
from agenda.model.meeting import Meeting
from agenda.store import DOCUMENTS, MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]
CHUNK = 384 * 1024
"""Bytes in a chunk: 512 KiB in base64."""


def check(tx: Transaction, command: Command) -> Document:
    return _sign_off(tx, command, lambda document: document.check(tx.caller.id))


def clear(tx: Transaction, command: Command) -> Document:
    return _sign_off(tx, command, lambda document: document.clear(tx.caller.id))


def sign(tx: Transaction, command: Command) -> Document:
    names = ("signatory", "acting_for", "letter_number", "letter_date")
    signature = Signature(**{name: command[name] for name in names})
    return _sign_off(tx, command, lambda document: document.sign(signature, tx.now))


def publish(tx: Transaction, command: Command) -> Document:
    """What was signed is kept as it leaves, whatever is edited later."""

    def published(document: Document) -> Facts:
        facts = document.publish(tx.now)
        document.content = _content(tx, MEETINGS.get(tx, document.meeting), document)
        return facts

    return _sign_off(tx, command, published)


def get(tx: Transaction, command: Command) -> Document:
    document = _of(tx, MEETINGS.get(tx, command["id"]), command["kind"])
    if document.content is None and not tx.caller.has(callers.SECRETARIAT):
        raise NotFound(DOCUMENT_NOT_PUBLISHED)
    return document


def rendered(tx: Transaction, command: Command) -> dict[str, Any]:
    """One chunk. The secretariat sees the document as it would be now, all others as it was published.

    `version` is of the bytes: chunks that name the same one belong together.
    """
    document = get(tx, command)
    content = document.content
    if tx.caller.has(callers.SECRETARIAT):
        content = _content(tx, MEETINGS.get(tx, document.meeting), document)
    form = (str(document.kind), command["language"], command["format"])
    whole = _rendered(*form, json.dumps(content, ensure_ascii=False, sort_keys=True))
    return _chunk(whole, command["offset"])


@lru_cache(maxsize=64)
def _rendered(kind: str, language: str, format: str, content: str) -> Rendered:
    """Kept by what it says, so that it can never be out of date."""
    return render(kind, language, format, json.loads(content))


def _chunk(whole: Rendered, offset: int) -> dict[str, Any]:
    end = offset + CHUNK
    return {
        "content_type": whole.content_type,
        "filename": whole.filename,
        "total": len(whole.data),
        "data": base64.b64encode(whole.data[offset:end]).decode("ascii"),
        "next": end if end < len(whole.data) else None,
        "version": hashlib.sha256(whole.data).hexdigest()[:16],
    }


def _content(tx: Transaction, meeting: Meeting, document: Document) -> dict[str, Any]:
    """All that a document can say."""
    proposers = {item.proposed_by for item in meeting.agenda.items if item.stands and item.proposed_by}
    return {
        "meeting": showing.meeting(tx, meeting),
        "committee": projections.committee(tx, meeting.committee).facts,
        "agenda": showing.agenda(tx, meeting, to_all=True),
        "document": showing.document(tx, document),
        "members": {id: {"name": projections.member(tx, id).name} for id in sorted(proposers)},
    }


def _sign_off(tx: Transaction, command: Command, step: Callable[[Document], Facts]) -> Document:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("document")
    document = _of(tx, meeting, command["kind"])
    if command["if_match"] not in (None, document.version):
        raise Stale(version=document.version)
    return keep(tx, DOCUMENTS, document, step(document))


def _of(tx: Transaction, meeting: Meeting, kind: Kind) -> Document:
    """As it stands after the meeting's latest edits."""
    edition = meeting.editions[kind]
    found = DOCUMENTS.find(tx, {"meeting": meeting.id, "kind": kind})
    new = Document(id=tx.new_id(), meeting=meeting.id, kind=kind, edition=edition)
    one = found[0] if found else new
    one.committee = meeting.committee
    one.follow(edition)
    return one

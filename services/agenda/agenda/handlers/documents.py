"""Documents of a meeting: signed off step by step, then published as they were signed."""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from agenda.documents.render import Rendered, pages, render, use
from agenda.errors import DOCUMENT_NOT_PUBLISHED, Invalid, NotFound, Stale
from agenda.handlers import callers, contents
from agenda.handlers.keeping import keep
from agenda.model.document import Document, Signature
from agenda.model.document_kinds import FOR_EVERYBODY, SIGNED_OFF, Kind
from agenda.model.fact import Facts
from agenda.model.meeting import Meeting
from agenda.store import DOCUMENTS, MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]
CHUNK = 384 * 1024
"""Bytes in a chunk: 512 KiB in base64."""


def revise(tx: Transaction, command: Command) -> Document:
    particulars = {name: command[name] for name in command.keys() - {"id", "kind", "if_match"}}
    return _sign_off(tx, command, lambda document: document.revise(particulars))


def check(tx: Transaction, command: Command) -> Document:
    return _sign_off(tx, command, lambda document: document.check(tx.caller.id))


def clear(tx: Transaction, command: Command) -> Document:
    return _sign_off(tx, command, lambda document: document.clear(tx.caller.id))


def sign(tx: Transaction, command: Command) -> Document:
    names = ("signatory", "acting_for", "letter_number", "letter_date")
    signature = Signature(**{name: command[name] for name in names})
    return _sign_off(tx, command, lambda document: document.sign(signature, tx.now))


def publish(tx: Transaction, command: Command) -> Document:
    """What was signed is kept as it leaves, whatever is edited later; of letters, each has its addressee."""

    def published(document: Document) -> Facts:
        facts = document.publish(tx.now)
        content = contents.of(tx, MEETINGS.get(tx, document.meeting), document)
        kept = {"pages": pages(document.kind, content)} if document.kind in FOR_EVERYBODY else {}
        document.content = content | kept
        return facts

    return _sign_off(tx, command, published)


def get(tx: Transaction, command: Command) -> Document:
    """A letter is there for the committee's members, and what is used within the house for the secretariat
    alone."""
    meeting = MEETINGS.get(tx, command["id"])
    document = _of(tx, meeting, command["kind"])
    if tx.caller.has(callers.SECRETARIAT):
        return document
    theirs = document.kind in FOR_EVERYBODY or (
        document.kind in SIGNED_OFF and callers.comes_for_one_of(tx, meeting.committee)
    )
    if document.content is None or not theirs:
        raise NotFound(DOCUMENT_NOT_PUBLISHED)
    return document


def rendered(tx: Transaction, command: Command) -> dict[str, Any]:
    """One chunk. The secretariat sees the document as it would be now, all others as it was published.

    `version` is of the bytes: chunks that name the same one belong together.
    """
    document = get(tx, command)
    meeting = MEETINGS.get(tx, document.meeting)
    content = document.content
    if tx.caller.has(callers.SECRETARIAT):
        content = contents.of(tx, meeting, document)
    member = _addressee(tx, document.kind, command["member"])
    if member:
        content = {**(content or {}), "recipient": contents.recipient(tx, meeting, member)}
    return chunk(str(document.kind), content, command)


def chunk(kind: str, content: Any, command: Command) -> dict[str, Any]:
    """The part from `offset` on of the document in the form that is asked for."""
    form = (kind, command["language"], command["format"])
    whole = _rendered(*form, json.dumps(content, ensure_ascii=False, sort_keys=True))
    offset = command["offset"]
    end = offset + CHUNK
    return {
        "content_type": whole.content_type,
        "filename": whole.filename,
        "total": len(whole.data),
        "data": base64.b64encode(whole.data[offset:end]).decode("ascii"),
        "next": end if end < len(whole.data) else None,
        "version": hashlib.sha256(whole.data).hexdigest()[:16],
    }


def take_templates(folder: Path) -> None:
    """Before the first document is made. Raises ValueError, which names the file that cannot be used."""
    try:
        use(folder)
    except ValueError as error:
        raise ValueError(f"TEMPLATES_DIR: {error}") from error


@lru_cache(maxsize=64)
def _rendered(kind: str, language: str, format: str, content: str) -> Rendered:
    """Kept by what it says, so that it can never be out of date."""
    return render(kind, language, format, json.loads(content))


def _addressee(tx: Transaction, kind: Kind, asked: str | None) -> str | None:
    """A member reads the letter to itself; the secretariat each of them, and the form of all."""
    if kind is not Kind.INVITATION:
        if asked is not None:
            raise Invalid(fields={"member": ["unknown"]})
        return None
    return asked if tx.caller.has(callers.SECRETARIAT) else callers.member_meant(tx.caller, asked)


def _sign_off(tx: Transaction, command: Command, step: Callable[[Document], Facts]) -> Document:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("document")
    document = _of(tx, meeting, command["kind"])
    if command["if_match"] not in (None, document.version):
        raise Stale(version=document.version)
    return keep(tx, DOCUMENTS, document, step(document))


def _of(tx: Transaction, meeting: Meeting, kind: Kind) -> Document:
    """As it stands after the latest edits of what it says."""
    edition = contents.edition(tx, meeting, kind)
    found = DOCUMENTS.find(tx, {"meeting": meeting.id, "kind": kind})
    new = Document(id=tx.new_id(), meeting=meeting.id, kind=kind, edition=edition)
    one = found[0] if found else new
    one.committee = meeting.committee
    one.follow(edition)
    return one

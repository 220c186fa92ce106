"""What comes in by mail: answers of calendars, reports of the mail system, and words for the secretariat."""

import uuid
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from chassis import log, mailbox
from chassis.mongo import Document, Transaction
from notify import store
from notify.audiences import INVITATION
from notify.handlers.keeping import settle
from notify.handlers.notifications import must_be_officer
from notify.incoming.addresses import Addresses
from notify.incoming.mail import IncomingMail
from notify.incoming.reading import CalendarReply, Reading, Report, Words
from notify.incoming.store import mails
from notify.model import Notification, Status, key
from notify.outgoing import suppressions
from notify.people import by_address
from notify.store import MEETINGS, REPRESENTATIVES

LARGEST_KEPT = 8 * 1024 * 1024
NAMESPACE = uuid.UUID("7d2c1f04-5d0e-5c1e-9f3a-6a1b5e0c9b41")

logger = log.get(__name__)


def take(
    tx: Transaction, content: bytes, found: Reading, recipients: Sequence[str], addresses: Addresses
) -> None:
    """Once, however often the same mail is handed to us. Nothing is turned away: what is no answer of the
    invited to an entry of ours, and no report about a letter of ours, is for the secretariat to read; so is
    what somebody adds to an answer."""
    match found:
        case CalendarReply() as reply if invitation := _invitation(tx, reply, recipients, addresses):
            theirs = _is_at(tx, invitation.recipient, [reply.attendee])
            if theirs:
                _answer(tx, invitation, reply)
            if reply.commented or not theirs:
                _keep(tx, content, reply.words, invitation, recipients)
        case Report() as report if letter := _letter(tx, recipients, addresses):
            _come_back(tx, letter, report)
        case _:
            words = found if isinstance(found, Words) else found.words
            _keep(tx, content, words, _letter(tx, recipients, addresses), recipients)


def _invitation(
    tx: Transaction, reply: CalendarReply, recipients: Sequence[str], addresses: Addresses
) -> Notification | None:
    if not any(addresses.is_of_entry(one, reply.uid) for one in recipients):
        return None
    meeting, _, representative = reply.uid.partition("@")[0].partition(".")
    wanted = key(f"meetings/{meeting}", INVITATION.name, representative)
    return next(iter(store.with_keys(tx, [wanted])), None)


def _answer(tx: Transaction, invitation: Notification, reply: CalendarReply) -> None:
    """Not by who has left, nor to a time that the meeting no longer has. Where its clock is ahead it was
    given now, or what comes after would count for nothing."""
    person = store.known(tx, REPRESENTATIVES, invitation.recipient)
    entry = store.known(tx, MEETINGS, invitation.facts["meeting"])["calendar_sequence"]
    if person["status"] != "confirmed" or reply.sequence < entry:
        logger.info("answer_overtaken", notification=invitation.id, sequence=reply.sequence)
        return
    if facts := invitation.take_reply(reply.answer, min(reply.at, tx.now), reply.sequence):
        settle(tx, (invitation, facts))


def _letter(tx: Transaction, recipients: Sequence[str], addresses: Addresses) -> Notification | None:
    ids = [id for one in recipients if (id := addresses.letter(one))]
    return next(iter(store.notifications_of(tx, ids)), None)


def _come_back(tx: Transaction, letter: Notification, report: Report) -> None:
    """A report of a delay asks for nothing, nor does one that comes again. Who cannot be reached is written
    to no more, unless it is about an address that their mailbox sends on to."""
    if not report.failed or letter.status is Status.PERMANENT_FAILURE:
        return
    if letter.status in (Status.SENDING, Status.DELIVERED):
        settle(tx, (letter, letter.come_back(tx.now, report.status)))
    theirs = not report.recipients or _is_at(tx, letter.recipient, report.recipients)
    if theirs and suppressions.is_of_the_address(report.status):
        suppressions.add(tx, letter.recipient, report.status)


def _is_at(tx: Transaction, representative: str, addresses: Iterable[str]) -> bool:
    known = store.known_by_id(tx, REPRESENTATIVES, [representative])
    email = known.get(representative, {}).get("email") or ""
    return bool(email) and any(mailbox.is_same(email, one) for one in addresses)


def _keep(
    tx: Transaction, content: bytes, words: Words, letter: Notification | None, recipients: Sequence[str]
) -> None:
    id = str(uuid.uuid5(NAMESPACE, sha256(content).hexdigest() + " ".join(sorted(recipients))))
    if tx.db[mails.collection].find_one({"_id": id}, {"_id": 1}, session=tx.session):
        return
    mails.add(
        tx,
        IncomingMail(
            id=id,
            received_at=tx.now,
            sender=words.sender,
            subject=words.subject,
            text=words.text,
            automatic=words.automatic,
            content=content if len(content) <= LARGEST_KEPT else None,
            **_from(tx, letter, words),
        ),
    )


def _from(tx: Transaction, letter: Notification | None, words: Words) -> dict[str, Any]:
    if letter is not None:
        whose = {"recipient": letter.recipient, "member": letter.member, "committee": letter.committee}
        return {"answers": letter.id, **whose}
    known: Document | None = by_address(tx, words.sender)
    if known is None:
        return {}
    return {"recipient": known["_id"], "member": known["member"], "committee": known["committee"]}


def list_mails(tx: Transaction, query: dict[str, Any]) -> tuple[list[IncomingMail], str | None]:
    must_be_officer(tx)
    return mails.page(tx, {"state": str(query["state"])}, query["after"], query["limit"], newest_first=True)


def get_mail(tx: Transaction, id: str) -> IncomingMail:
    must_be_officer(tx)
    return mails.get(tx, id)


def resolve_mail(tx: Transaction, verb: dict[str, Any]) -> IncomingMail:
    must_be_officer(tx)
    mail = mails.get(tx, verb["id"], verb["if_match"])
    mail.resolve(tx.now, verb["note"])
    mails.save(tx, mail)
    return mail

"""The texts that a proposal had, and what changed from one to another."""

from typing import Any

from agenda.difference import Part, difference, of_lists
from agenda.errors import VERSION_NOT_FOUND, NotFound
from agenda.handlers import callers
from agenda.model.proposal import Proposal
from agenda.model.text import Text
from agenda.model.version import Author, Role, Version
from agenda.store import PROPOSALS, VERSIONS
from chassis.mongo import Transaction

Command = dict[str, Any]
Words = dict[str, list[Part]]
LANGUAGES = ("th", "en")


def write(tx: Transaction, proposal: Proposal, note: Text | None = None) -> None:
    """Keeps the text as it stands now as the next version."""
    VERSIONS.add(tx, proposal.written(tx.new_id(), _author(tx, proposal), tx.now, note))


def keep_first(tx: Transaction, proposal: Proposal) -> None:
    """Of a proposal from before versions were kept: what it says before it is changed."""
    if proposal.edition == 0:
        author = Author(role=Role.MEMBER, member=proposal.proposed_by)
        VERSIONS.add(tx, proposal.written(tx.new_id(), author, proposal.created_at))


def tell(tx: Transaction, proposal: Proposal) -> None:
    """From its submission on everybody may read what it says."""
    keep_first(tx, proposal)
    version = _numbered(tx, proposal.id, proposal.edition)
    if not version.told:
        version.told = True
        VERSIONS.save(tx, version)


def page(tx: Transaction, command: Command) -> tuple[list[Version], str | None]:
    where = {"proposal": command["id"]} | _told(tx, command["id"])
    return VERSIONS.page(tx, where, command["after"], command["limit"])


def get(tx: Transaction, command: Command) -> Version:
    told = _told(tx, command["id"])
    version = _numbered(tx, command["id"], command["number"])
    if told and not version.told:
        raise NotFound(VERSION_NOT_FOUND, number=version.number)
    return version


def compare(tx: Transaction, command: Command) -> dict[str, Any]:
    """With the newest, unless another is named."""
    before = get(tx, command)
    newest = PROPOSALS.get(tx, command["id"]).edition
    after = get(tx, {**command, "number": command["to"] or newest})
    return {
        "from": before.number,
        "to": after.number,
        "title": _of_texts(before.title, after.title),
        "rationale": _of_texts(before.rationale, after.rationale),
        "sdgs": of_lists(before.sdgs, after.sdgs),
        "targets": of_lists(before.targets, after.targets),
        "purpose": of_lists([before.purpose], [after.purpose]),
    }


def _of_texts(before: Any, after: Any) -> Words:
    spoken = [one for one in LANGUAGES if one in before or one in after]
    return {one: difference(before.get(one, ""), after.get(one, "")) for one in spoken}


def _told(tx: Transaction, proposal: str) -> dict[str, bool]:
    """What this caller may read of it is narrowed to: nothing is, for its own and the secretariat."""
    one = PROPOSALS.get(tx, proposal)
    callers.may_see(tx.caller, one)
    return {} if callers.is_own(tx.caller, one) else {"told": True}


def _numbered(tx: Transaction, proposal: str, number: int) -> Version:
    found = VERSIONS.find(tx, {"proposal": proposal, "number": number})
    if not found:
        raise NotFound(VERSION_NOT_FOUND, number=number)
    return found[0]


def _author(tx: Transaction, proposal: Proposal) -> Author:
    if tx.caller.represents(proposal.proposed_by):
        return Author(role=Role.MEMBER, member=proposal.proposed_by)
    return Author(role=Role.SECRETARIAT)

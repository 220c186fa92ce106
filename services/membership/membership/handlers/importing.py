"""Many members at once, from a list: each row has its verdict, and those that are fit are made together."""

from dataclasses import dataclass
from typing import Any, Literal

from chassis.errors import WaraError
from chassis.mongo import Transaction
from chassis.schema import load
from membership import schemas, store
from membership.errors import ROW_REPEATED, Conflict
from membership.handlers import committees, keeping
from membership.model.committee import Committee
from membership.model.member import Member
from membership.model.representative import Representative
from membership.states import MemberFact

Body = dict[str, Any]
KNOWN = schemas.Known()  # one for all: it binds its fields, and those within them, when it is made


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be read, as what it would make."""

    member: Member
    facts: tuple[MemberFact, ...]
    person: Representative


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`row` counts from 1. One that is `refused` says why, as the refusal of an application would."""

    row: int
    verdict: Literal["fit", "made", "refused"]
    id: str | None = None
    error: WaraError | None = None


def import_members(tx: Transaction, body: Body) -> list[Verdict]:
    """Without `commit` the verdicts are what would be; nothing is made."""
    committee = committees.get(tx, body["committee"])
    read = [_read(tx, committee, row) for row in body["rows"]]
    entries = [one for one in read if isinstance(one, Entry)]
    claims = store.claims_of(tx, [mark for entry in entries for mark in entry.member.marks])
    holders = store.members_by_id(tx, {claim.holder for claim in claims.values() if claim.live})
    rows: dict[str, int] = {}
    verdicts, fit = [], []
    for row, one in enumerate(read, start=1):
        try:
            entry = _fit(one, claims, holders, rows)
        except WaraError as error:
            verdicts.append(Verdict(row=row, verdict="refused", error=error))
            continue
        rows |= dict.fromkeys(entry.member.marks, row)
        fit.append(entry)
        verdicts.append(_made(row, entry) if body["commit"] else Verdict(row=row, verdict="fit"))
    if body["commit"] and fit:
        store.claim_all(tx, {mark: entry.member.id for entry in fit for mark in entry.member.marks}, claims)
        keeping.keep_new(tx, [(one.member, one.facts) for one in fit], [one.person for one in fit])
    return verdicts


def _made(row: int, entry: Entry) -> Verdict:
    return Verdict(row=row, verdict="made", id=entry.member.id)


def _read(tx: Transaction, committee: Committee, row: Any) -> Entry | WaraError:
    try:
        known = load(KNOWN, row)
    except WaraError as error:
        return error
    person = known.pop("representative")
    member, facts = Member.enter(committee, id=tx.new_id(), at=tx.now, **known)
    named, _ = Representative.nominate(member, id=tx.new_id(), at=tx.now, role="principal", **person)
    named.confirm(tx.now)
    return Entry(member, facts, named)


def _fit(
    one: Entry | WaraError,
    claims: dict[str, store.Claim],
    holders: dict[str, Member],
    rows: dict[str, int],
) -> Entry:
    """Raises what refuses it; else it knows the record before it, if that has ended."""
    if isinstance(one, WaraError):
        raise one
    former = [claims[mark] for mark in one.member.marks if mark in claims]
    for mark in one.member.marks:
        if mark in rows:
            raise Conflict(ROW_REPEATED, row=rows[mark])
    for claim in former:
        if claim.live:
            holders[claim.holder].refuse_another()
    one.member.rejoins = max((claim.holder for claim in former), default=None)
    return one

"""Documents ⇄ model, and the claims that keep one of a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from chassis.aggregates import Aggregates
from chassis.clock import from_wire, to_wire
from chassis.commands import BY_RESULT
from chassis.errors import Stale
from chassis.eventlog import RESTRICTED
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from membership import roster
from membership.model.change import Change
from membership.model.committee import Committee, CommitteeChange
from membership.model.erasure import Erasure, PersonalClass
from membership.model.member import Member
from membership.model.representative import Representative
from membership.model.scan import Scan
from membership.model.terms_of_reference import TermsOfReference

CLAIMS = "claims"
FIRST_COMMITTEE = "first committee"
KEPT_SINCE: dict[PersonalClass, str] = {"identity": "former_since", "contact": "reachable_since"}
"""Where it stands since when somebody out of office has been known."""
EVER = datetime(1970, 1, 1, tzinfo=UTC)
INDEXES = (
    Index("roster_by_shelf", "members", [("committee", 1), ("shelves", 1), ("place", 1)]),
    Index("members_due", "members", [("due", 1)]),
    Index("committees_below", "committees", [("parent", 1), ("_id", 1)]),
    Index("changes_of_committee", "committee_changes", [("committee", 1), ("_id", 1)]),
    Index("terms_by_number", "terms_of_reference", [("committee", 1), ("number", 1)], unique=True),
    Index("terms_by_day", "terms_of_reference", [("committee", 1), ("effective_from", 1)]),
    Index("terms_of_committee", "terms_of_reference", [("committee", 1), ("_id", 1)]),
    Index("changes_of_member", "changes", [("member", 1), ("_id", 1)]),
    Index("scans_of_member", "scans", [("member", 1), ("_id", 1)]),
    Index("representatives_due", "representatives", [("due_on", 1)]),
    Index("representatives_former", "representatives", [("former_since", 1)]),
    Index("representatives_reachable", "representatives", [("reachable_since", 1)]),
    Index("representatives_of_member", "representatives", [("member", 1), ("_id", 1)]),
    BY_RESULT,
)

Model = TypeVar(
    "Model", Committee, CommitteeChange, TermsOfReference, Member, Representative, Change, Scan, Erasure
)


def _aggregates(
    collection: str, model: type[Model], besides: Callable[[Model], Document] = lambda _: {}
) -> Aggregates[Model]:
    """`besides` is what is kept of one so that it is found. The fields are plain values: to copy them would
    take longer than all else that is done with them here."""
    names = [one.name for one in fields(model) if one.name != "id"]

    def to_document(aggregate: Model) -> Document:
        kept = {name: getattr(aggregate, name) for name in names if name != "version"}
        return kept | besides(aggregate)

    def from_document(document: Document) -> Model:
        kept: dict[str, Any] = {name: document[name] for name in names if name in document}
        return model(id=document["_id"], **kept)

    return Aggregates(collection, to_document, from_document, indexes=INDEXES)


committees = _aggregates("committees", Committee)
committee_changes = _aggregates("committee_changes", CommitteeChange)
terms_of_reference = _aggregates("terms_of_reference", TermsOfReference)


def link_until(moment: datetime) -> str:
    return f"link {to_wire(moment)}"


def suspended_until(day: str) -> str:
    return f"suspension {day}"


def _due_of(member: Member) -> str | None:
    """What time alone brings to an end, as one text: of each kind the earliest comes first."""
    if member.lapses_at is not None:
        return link_until(member.lapses_at)
    return suspended_until(member.due_on) if member.due_on else None


def kept_of(member: Member) -> Document:
    """What it is found by: in the roster, and when something comes due."""
    return {
        "shelves": roster.shelves_of(member),
        "place": roster.place_of(member),
        "due": _due_of(member),
    }


members = _aggregates("members", Member, kept_of)
representatives = _aggregates(
    "representatives",
    Representative,
    lambda person: {
        "due_on": person.due_on,
        **{name: person.kept_since(personal) for personal, name in KEPT_SINCE.items()},
    },
)
changes = _aggregates("changes", Change)
scans = _aggregates("scans", Scan)
erasures = _aggregates("erasures", Erasure)


def members_by_id(tx: Transaction, ids: Iterable[str]) -> dict[str, Member]:
    found = (members.find(tx, {"_id": {"$in": part}}) for part in in_parts(ids))
    return {member.id: member for part in found for member in part}


def representatives_due(tx: Transaction, today: str, limit: int) -> list[str]:
    """Ids of those whose term is to be looked at today, or was to be before."""
    return _due(tx, representatives.collection, "due_on", "", today, limit)


def suspensions_due(tx: Transaction, today: str, limit: int) -> list[str]:
    """Ids of those whose suspension is over, the longest first."""
    return _due(tx, members.collection, "due", suspended_until(""), suspended_until(today), limit)


def members_lapsed(tx: Transaction, limit: int) -> list[str]:
    """Ids of those whose link nobody followed in time."""
    return _due(tx, members.collection, "due", link_until(EVER), link_until(tx.now), limit)


def _due(tx: Transaction, collection: str, field: str, first: str, last: str, limit: int) -> list[str]:
    due = tx.db[collection].find({field: {"$gte": first, "$lte": last}}, {"_id": 1})
    return [row["_id"] for row in due.sort(field, 1).limit(limit)]


def scans_of(tx: Transaction, member: str) -> list[Scan]:
    """Without their content, in the order in which they came."""
    found = tx.db[scans.collection].find({"member": member}, {"content": 0}, session=tx.session)
    return [scans.model(row) for row in found.sort("_id", 1)]


def told_of(tx: Transaction, subject: str) -> list[Document]:
    """What is in the private log about it, in order; of whom was erased without data."""
    fields = {"type": 1, "event.time": 1, "event.data": 1}
    entries = tx.db[RESTRICTED.log].find({"subject": subject}, fields, session=tx.session)
    return [
        {"type": one["type"], "at": from_wire(one["event"]["time"]), "data": one["event"]["data"]}
        for one in sorted(entries, key=lambda one: int(one["_id"]))
    ]


def former(tx: Transaction, personal: PersonalClass, before: datetime, limit: int) -> list[Document]:
    """`_id`, `member` and `since` of those who left office by then and of whom this is still known, the
    longest gone first."""
    name = KEPT_SINCE[personal]
    rows = tx.db[representatives.collection].find(_former(personal, before), {"member": 1, name: 1})
    found = rows.sort(name, 1).limit(limit)
    return [{"_id": row["_id"], "member": row["member"], "since": row[name]} for row in found]


def count_former(tx: Transaction, personal: PersonalClass, before: datetime) -> int:
    return tx.db[representatives.collection].count_documents(_former(personal, before))


def _former(personal: PersonalClass, before: datetime) -> Document:
    return {KEPT_SINCE[personal]: {"$gte": EVER, "$lte": before}}


def delete_scans(tx: Transaction, member: str) -> int:
    return tx.db[scans.collection].delete_many({"member": member}, session=tx.session).deleted_count


def hold(tx: Transaction, one: Member | Committee) -> None:
    """Lets no two transactions about what belongs to it, its representatives or sub-committees, pass each
    other, nor its end."""
    collection = (members if isinstance(one, Member) else committees).collection
    guard = {"_id": one.id, "version": one.version}
    held = tx.db[collection].update_one(guard, {"$inc": {"holds": 1}}, session=tx.session)
    if held.matched_count != 1:
        raise Stale()


@dataclass(frozen=True, slots=True)
class Claim:
    """`holder` has the key to itself while `live`; afterwards it is the last who had it."""

    holder: str
    live: bool


def claim_of(tx: Transaction, key: str) -> Claim | None:
    document = tx.db[CLAIMS].find_one({"_id": key}, session=tx.session)
    return None if document is None else Claim(holder=document["holder"], live=document["live"])


def claims_of(tx: Transaction, keys: Iterable[str]) -> dict[str, Claim]:
    found = {}
    for part in in_parts(keys):
        for row in tx.db[CLAIMS].find({"_id": {"$in": part}}, session=tx.session):
            found[row["_id"]] = Claim(holder=row["holder"], live=row["live"])
    return found


def claim_all(tx: Transaction, holders: Mapping[str, str], known: Mapping[str, Claim]) -> None:
    """The same for many; `known` are those of them that anybody ever had."""
    new = [
        {"_id": key, "holder": holder, "live": True} for key, holder in holders.items() if key not in known
    ]
    if new:
        tx.db[CLAIMS].insert_many(new, session=tx.session)
    for key in holders.keys() & known.keys():
        claim(tx, key, holders[key])


def claim(tx: Transaction, key: str, holder: str) -> None:
    """Of two who claim a key at once the store lets one through, and the other is run again and sees it."""
    row = {"holder": holder, "live": True}
    tx.db[CLAIMS].replace_one({"_id": key}, row, upsert=True, session=tx.session)


def forget(tx: Transaction, key: str) -> None:
    """As if nobody had ever claimed it."""
    tx.db[CLAIMS].delete_one({"_id": key}, session=tx.session)


def give_back(tx: Transaction, key: str, holder: str) -> None:
    """To the record before, which has ended."""
    row = {"holder": holder, "live": False}
    tx.db[CLAIMS].replace_one({"_id": key}, row, upsert=True, session=tx.session)


def release(tx: Transaction, key: str) -> None:
    tx.db[CLAIMS].update_one({"_id": key}, {"$set": {"live": False}}, session=tx.session)

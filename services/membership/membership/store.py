"""Documents ⇄ model, and the claims that keep one of a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from chassis.aggregates import Aggregates
from chassis.clock import from_wire
from chassis.commands import BY_RESULT
from chassis.errors import Stale
from chassis.eventlog import RESTRICTED
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from membership import deadlines, roster
from membership.model.change import Change
from membership.model.committee import Committee, CommitteeChange
from membership.model.consent import Consent
from membership.model.data_request import DataRequest
from membership.model.erasure import EVERYTHING, Erasure, PersonalClass
from membership.model.member import Member
from membership.model.representative import Representative
from membership.model.scan import Scan
from membership.model.terms_of_reference import TermsOfReference

CLAIMS = "claims"
FIRST_COMMITTEE = "first committee"
INDEXES = (
    Index("roster_by_shelf", "members", [("committee", 1), ("shelves", 1), ("place", 1)]),
    Index("members_due", "members", [("due", 1)], sparse=True),
    Index("committees_below", "committees", [("parent", 1), ("_id", 1)]),
    Index("changes_of_committee", "committee_changes", [("committee", 1), ("_id", 1)]),
    Index("terms_by_number", "terms_of_reference", [("committee", 1), ("number", 1)], unique=True),
    Index("terms_by_day", "terms_of_reference", [("committee", 1), ("effective_from", 1)]),
    Index("terms_of_committee", "terms_of_reference", [("committee", 1), ("_id", 1)]),
    Index("changes_of_member", "changes", [("member", 1), ("_id", 1)]),
    Index("scans_of_member", "scans", [("member", 1), ("_id", 1)]),
    Index("representatives_due", "representatives", [("due", 1)], sparse=True),
    Index("representatives_of_member", "representatives", [("member", 1), ("_id", 1)]),
    Index("consents_of_member", "consents", [("member", 1), ("_id", 1)]),
    Index("consents_about", "consents", [("about", 1), ("_id", 1)]),
    Index("data_requests_by_due", "data_requests", [("status", 1), ("place", 1)]),
    Index("data_requests_of_kind", "data_requests", [("status", 1), ("kind", 1), ("place", 1)]),
    Index("data_requests_due", "data_requests", [("due", 1)], sparse=True),
    Index("data_requests_of_person", "data_requests", [("representative", 1), ("_id", 1)]),
    BY_RESULT,
)

Model = TypeVar(
    "Model",
    Committee,
    CommitteeChange,
    TermsOfReference,
    Member,
    Representative,
    Change,
    Scan,
    Erasure,
    DataRequest,
    Consent,
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


def kept_of(member: Member) -> Document:
    """What it is found by: in the roster, and when something comes due."""
    found_by = {"shelves": roster.shelves_of(member), "place": roster.place_of(member)}
    return found_by | _if_due(deadlines.of_member(member))


def _if_due(due: str | None) -> Document:
    return {"due": due} if due is not None else {}


members = _aggregates("members", Member, kept_of)
representatives = _aggregates(
    "representatives", Representative, lambda person: _if_due(deadlines.of_representative(person))
)
changes = _aggregates("changes", Change)
scans = _aggregates("scans", Scan)
erasures = _aggregates("erasures", Erasure)
consents = _aggregates("consents", Consent)
data_requests = _aggregates(
    "data_requests",
    DataRequest,
    lambda request: {"place": deadlines.place_of(request)} | _if_due(deadlines.of_request(request)),
)


def members_by_id(tx: Transaction, ids: Iterable[str]) -> dict[str, Member]:
    found = (members.find(tx, {"_id": {"$in": part}}) for part in in_parts(ids))
    return {member.id: member for part in found for member in part}


def representatives_due(tx: Transaction, today: str, limit: int) -> list[str]:
    """Ids of those whose term is to be looked at today, or was to be before."""
    return _due(tx, representatives.collection, deadlines.term(""), deadlines.term(today), limit)


def suspensions_due(tx: Transaction, today: str, limit: int) -> list[str]:
    """Ids of those whose suspension is over, the longest first."""
    return _due(tx, members.collection, deadlines.suspension(""), deadlines.suspension(today), limit)


def members_lapsed(tx: Transaction, limit: int) -> list[str]:
    """Ids of those whose link nobody followed in time."""
    return _due(tx, members.collection, deadlines.link(deadlines.EVER), deadlines.link(tx.now), limit)


def requests_due_soon(tx: Transaction, limit: int) -> list[str]:
    """Ids of those that are to be answered soon, and of which that was not said yet."""
    reminders = (deadlines.reminder(deadlines.EVER), deadlines.reminder(tx.now))
    return _due(tx, data_requests.collection, *reminders, limit)


def _due(tx: Transaction, collection: str, first: str, last: str, limit: int) -> list[str]:
    due = tx.db[collection].find({"due": {"$gte": first, "$lte": last}}, {"_id": 1})
    return [row["_id"] for row in due.sort("due", 1).limit(limit)]


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
    rows = [row for due in _former(personal, before) for row in _first(tx, due, limit)]
    found = [{**row, "since": from_wire(row.pop("due").rpartition(" ")[2])} for row in rows]
    return sorted(found, key=itemgetter("since"))[:limit]


def _first(tx: Transaction, due: Document, limit: int) -> list[Document]:
    found = tx.db[representatives.collection].find(due, {"member": 1, "due": 1})
    return list(found.sort("due", 1).limit(limit))


def count_former(tx: Transaction, personal: PersonalClass, before: datetime) -> int:
    rows = tx.db[representatives.collection]
    return sum(rows.count_documents(due) for due in _former(personal, before))


def _former(personal: PersonalClass, before: datetime) -> list[Document]:
    """Of whom this alone is known, and of whom all is."""
    return [
        {"due": {"$gte": deadlines.known(classes, deadlines.EVER), "$lte": deadlines.known(classes, before)}}
        for classes in ((personal,), EVERYTHING)
    ]


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

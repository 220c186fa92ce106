"""What is kept where, and the indexes behind every query."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateOne

from agenda import rows
from agenda.errors import (
    ATTACHMENT_NOT_FOUND,
    ATTENDEE_NOT_FOUND,
    COMMENT_NOT_FOUND,
    MEETING_NOT_FOUND,
    PROPOSAL_NOT_FOUND,
)
from agenda.following import store as following
from agenda.model.agenda_version import AgendaVersion
from agenda.model.attachment import Attachment
from agenda.model.attendee import Attendee
from agenda.model.calendar import Calendar
from agenda.model.comment import Comment
from agenda.model.document import Document
from agenda.model.number import Series
from agenda.model.proposal import Proposal
from agenda.model.quorum import Quorum
from agenda.model.response import Answer, Response
from agenda.model.review import Review
from agenda.model.version import Version
from chassis import files
from chassis.aggregates import Aggregates
from chassis.commands import BY_RESULT
from chassis.ids import in_parts
from chassis.mongo import Index, Transaction
from chassis.shelves import Shelves

MEMBERS, COMMITTEES = "members", "committees"
PROJECTIONS = (MEMBERS, COMMITTEES)
FENCES, GATES = "fences", 16
HELD_BY = ("proposed_by", "supporters", "cosponsors", "invited")
EVER = datetime(1970, 1, 1, tzinfo=UTC)

SHELVES = Shelves(
    "proposals",
    (
        ("committee",),
        ("committee", "status"),
        ("committee", "told"),
        ("committee", "keeper"),
        ("committee", "asked_again"),
        ("committee", "to_publish"),
        ("committee", "sdgs"),
        ("committee", "targets"),
        ("committee", "words"),
        ("proposed_by",),
        ("supporters",),
        ("cosponsors",),
        ("invited",),
        ("meeting",),
        ("for_meeting",),
        ("into",),
        ("of",),
        ("handed_over_from",),
    ),
)
INDEXES = (
    Index("versions_number", "versions", [("proposal", 1), ("number", 1)], unique=True),
    Index("versions_of_proposal", "versions", [("proposal", 1), ("_id", 1)]),
    Index("versions_told", "versions", [("proposal", 1), ("told", 1), ("_id", 1)]),
    Index("meetings_of_year", "meetings", [("committee", 1), ("year_be", 1), ("_id", 1)]),
    Index("meetings_in_state", "meetings", [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("meetings_of_committee", "meetings", [("committee", 1), ("_id", 1)]),
    Index("reviews_reviewer", "reviews", [("proposal", 1), ("reviewer", 1), ("_id", 1)]),
    Index("reviews_of_reviewer", "reviews", [("reviewer", 1), ("_id", 1)]),
    Index("reviews_once", "reviews", [("proposal", 1), ("reviewer", 1)], unique=True),
    Index("reviews_of_proposal", "reviews", [("proposal", 1), ("_id", 1)]),
    SHELVES.index,
    Index("proposals_offered_until", "proposals", [("offered_until", 1)], sparse=True),
    Index("meetings_in_time", "meetings", [("committee", 1), ("stands", 1), ("starts_at", 1)]),
    Index("meetings_in_order_of_time", "meetings", [("committee", 1), ("stands", 1), ("in_time", 1)]),
    Index("meetings_item", "meetings", [("agenda.items.id", 1)]),
    Index("agenda_versions_number", "agenda_versions", [("meeting", 1), ("number", 1)], unique=True),
    Index("agenda_versions_meeting", "agenda_versions", [("meeting", 1), ("_id", 1)]),
    Index("meetings_remind_at", "meetings", [("remind_at", 1)]),
    Index("responses_member", "responses", [("meeting", 1), ("member", 1)], unique=True),
    Index("responses_of_member", "responses", [("member", 1), ("_id", 1)]),
    Index("responses_meeting", "responses", [("meeting", 1), ("_id", 1)]),
    Index("responses_attendance", "responses", [("meeting", 1), ("recorded", 1), ("_id", 1)]),
    Index("members_of_committee", MEMBERS, [("committee", 1), ("_id", 1)]),
    Index("responses_by_attendance", "responses", [("meeting", 1), ("attendance", 1), ("_id", 1)]),
    Index("meetings_ask_again_at", "meetings", [("ask_again_at", 1)]),
    Index("meetings_minutes_due_at", "meetings", [("minutes_due_at", 1)]),
    Index("attendees_meeting", "attendees", [("meeting", 1), ("_id", 1)]),
    Index("attendees_member", "attendees", [("meeting", 1), ("member", 1), ("_id", 1)]),
    Index("attendees_representative", "attendees", [("representative", 1)]),
    BY_RESULT,
    Index("documents_kind", "documents", [("meeting", 1), ("kind", 1)], unique=True),
    Index("attachments_of", "attachments", [("about", 1), ("status", 1), ("_id", 1)]),
    Index("attachments_upload", "attachments", [("upload", 1)], unique=True),
    Index("attachments_arriving", "attachments", [("arriving_since", 1)]),
    *files.INDEXES,
    Index("comments_of", "comments", [("proposal", 1), ("_id", 1)]),
    Index("comments_public", "comments", [("proposal", 1), ("visibility", 1), ("_id", 1)]),
    Index("comments_thread", "comments", [("proposal", 1), ("thread", 1), ("_id", 1)]),
    Index("comments_by", "comments", [("by", 1), ("_id", 1)]),
    *following.INDEXES,
)


PROPOSALS = Aggregates("proposals", rows.from_proposal, rows.to_proposal, PROPOSAL_NOT_FOUND, shelves=SHELVES)
MEETINGS = Aggregates("meetings", rows.from_meeting, rows.to_meeting, MEETING_NOT_FOUND, INDEXES)
RESPONSES: Aggregates[Response] = Aggregates(
    "responses", rows.from_response, rows.to_response, indexes=INDEXES
)
AGENDA_VERSIONS: Aggregates[AgendaVersion] = Aggregates(
    "agenda_versions", rows.from_model, rows.to_agenda_version, indexes=INDEXES
)
ATTENDEES: Aggregates[Attendee] = Aggregates(
    "attendees", rows.from_model, rows.to_attendee, ATTENDEE_NOT_FOUND, INDEXES
)
CALENDARS: Aggregates[Calendar] = Aggregates("calendars", rows.from_model, rows.to_calendar)
QUORUMS: Aggregates[Quorum] = Aggregates("quorums", rows.from_model, rows.to_quorum)
DOCUMENTS: Aggregates[Document] = Aggregates("documents", rows.from_model, rows.to_document)
ATTACHMENTS: Aggregates[Attachment] = Aggregates(
    "attachments", rows.from_model, rows.to_attachment, ATTACHMENT_NOT_FOUND, INDEXES
)
COMMENTS: Aggregates[Comment] = Aggregates(
    "comments", rows.from_model, rows.to_comment, COMMENT_NOT_FOUND, INDEXES
)
VERSIONS: Aggregates[Version] = Aggregates("versions", rows.from_model, rows.to_version, indexes=INDEXES)
REVIEWS: Aggregates[Review] = Aggregates("reviews", rows.from_model, rows.to_review, indexes=INDEXES)
NUMBERS: Aggregates[Series] = Aggregates("numbers", rows.from_model, rows.to_series)


def first_committee(tx: Transaction) -> dict[str, Any] | None:
    """The one that says so; one from before they did is the first, for there was no other."""
    found = tx.projection(COMMITTEES).find({}, session=tx.session).hint("_id_").sort("_id", 1)
    return next((one for one in found if one["facts"].get("first", True)), None)


def open_proposals_of(tx: Transaction, member: str) -> list[Proposal]:
    """Those that stand in its name or that it stands with, or is asked to, each once.

    The state is looked at here: the embedded store would scan for a field that the index does not have.
    """
    found = [one for name in HELD_BY for one in PROPOSALS.find(tx, {name: member})]
    return list({one.id: one for one in found if one.is_open}.values())


def answers_of(tx: Transaction, member: str) -> list[Response]:
    """To all invitations that it ever answered."""
    found = RESPONSES.find(tx, {"member": member})
    return [one for one in found if one.answer is not Answer.NO_REPLY]


def responses_to(tx: Transaction, meeting: str, members: Sequence[str]) -> dict[str, Response]:
    """By member, of those that have one."""
    found = (RESPONSES.find(tx, {"meeting": meeting, "member": {"$in": part}}) for part in in_parts(members))
    return {one.member: one for part in found for one in part}


def quorums(tx: Transaction, meetings: Sequence[str]) -> dict[str, Quorum]:
    return {one.id: one for part in in_parts(meetings) for one in QUORUMS.find(tx, {"_id": {"$in": part}})}


def attendees_of(tx: Transaction, representative: str) -> list[Attendee]:
    return ATTENDEES.find(tx, {"representative": representative})


def of_other(tx: Transaction, collection: str, id: str) -> dict[str, Any] | None:
    """What was projected of another service's aggregate."""
    return tx.projection(collection).find_one({"_id": id}, session=tx.session)


def all_of_other(tx: Transaction, collection: str, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for part in in_parts(ids):
        yield from tx.projection(collection).find({"_id": {"$in": part}}, session=tx.session)


def members_of(tx: Transaction, committee: str) -> Iterator[dict[str, Any]]:
    found = tx.projection(MEMBERS).find({"committee": committee}, session=tx.session)
    yield from found.sort("_id", 1)


def offers_over(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of proposals whose supporters had until then. Bounded on both sides, or all would be read."""
    over = {"offered_until": {"$gte": EVER, "$lt": at}}
    found = tx.db["proposals"].find(over, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("offered_until", 1).limit(limit)]


def one_by_one(tx: Transaction, about: str) -> None:
    """Whoever counts what is there before adding to it comes after who did so a moment before."""
    _write_gates(tx, about, [0])


def proposals_with(tx: Transaction, committee: str, word: str, limit: int) -> list[str]:
    """Ids of those that were told and say this word, the newest first."""
    where = PROPOSALS.standing({"committee": committee, "words": word})
    found = tx.db["proposals"].find(where, {"_id": 1}, session=tx.session).hint(SHELVES.index.name)
    return [row["_id"] for row in found.sort("_id", -1).limit(limit)]


def hold(tx: Transaction, member: str) -> None:
    """Lets no member leave while something of it is being kept that its leaving would have to find.

    Each reads what the other writes, which no store calls a conflict: so both write this. One gate of
    several, or all that is done for one member would stand in line here.
    """
    _write_gates(tx, member, [random.randrange(GATES)])


def shut(tx: Transaction, member: str) -> None:
    if tx.first(f"shut {member}"):
        _write_gates(tx, member, range(GATES))


def _write_gates(tx: Transaction, member: str, gates: Sequence[int]) -> None:
    written = [UpdateOne({"_id": f"{member}/{one}"}, {"$inc": {"passed": 1}}, upsert=True) for one in gates]
    tx.db[FENCES].bulk_write(written, session=tx.session)

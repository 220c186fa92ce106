from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, MailAddress, Text
from gateway.schemas.committees import Committee
from gateway.schemas.members import KINDS
from gateway.schemas.parts import (
    Aggregate,
    Goals,
    ListQuery,
    Moment,
    Page,
    View,
    chosen,
    each_once,
    says,
)

STATUSES = ("draft", "held", "sending", "sent", "stopped", "discarded")
CATEGORIES = ("normal", "essential")
STATES = ("active", "suspended")
TRIALS = ("asked", "done", "failed")
TITLE, BODY, REASON, NAMED = 200, 10_000, 500, 200
_SUBJECT = {"th": "การเปลี่ยนสถานที่ติดต่อ", "en": "The secretariat has moved"}
_BODY = {"th": "ฝ่ายเลขานุการย้ายสถานที่ติดต่อแล้ว", "en": "The secretariat has moved."}


def _members(description: str) -> fields.List[Any]:
    return fields.List(Id(), validate=[validate.Length(max=NAMED), each_once], metadata=says(description))


def _numbers(description: str) -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Integer(), metadata=says(description))


class BroadcastAudience(Schema):
    """Of the members, those whom every part that is given means; all active ones, where nothing is."""

    states = fields.List(chosen(STATES), validate=[validate.Length(min=1), each_once])
    kinds = fields.List(chosen(KINDS), validate=each_once, metadata=says("Members of these kinds."))
    sdgs = Goals(metadata=says("Members concerned with one of these goals at least."))
    members = _members("These members.")
    without = _members("Not these members.")
    invited_to = Id(allow_none=True, metadata=says("Who was invited to this meeting."))
    coming_to = Id(allow_none=True, metadata=says("Members that answered that they come to this meeting."))

    EXAMPLE: ClassVar = {"states": ["active"], "kinds": ["civil_society"]}


class NewBroadcast(Schema):
    committee = Id(metadata=says("By default the installation's first."))
    subject = Text(max=TITLE, required=True)
    body = Text(
        max=BODY,
        required=True,
        metadata=says("Plain text; each line is a paragraph. Who has another language gets what there is."),
    )
    audience = fields.Nested(BroadcastAudience)
    category = chosen(CATEGORIES, "What is essential comes also to those who do without circulars.")
    because = Text(max=REASON, allow_none=True, metadata=says("Why it is essential; the letter says it too."))

    EXAMPLE: ClassVar = {"subject": _SUBJECT, "body": _BODY, "audience": BroadcastAudience.EXAMPLE}


class BroadcastChanges(Schema):
    """Only what is named changes."""

    subject = Text(max=TITLE)
    body = Text(max=BODY)
    audience = fields.Nested(BroadcastAudience)
    category = chosen(CATEGORIES)
    because = Text(max=REASON, allow_none=True)

    EXAMPLE: ClassVar = {"subject": _SUBJECT}


class Trying(Schema):
    to = MailAddress(
        required=True,
        metadata=says("Your own address at the secretariat; it is not kept."),
    )

    EXAMPLE: ClassVar = {"to": "officer@secretariat.example"}


class Sending(Schema):
    at = Moment(allow_none=True, metadata=says("When, if later than the hold ends."))

    EXAMPLE: ClassVar = {"at": "2018-01-16T03:00:00.000Z"}


class Stopping(Schema):
    reason = Text(max=REASON, required=True, metadata=says("For the record; it is told to nobody."))

    EXAMPLE: ClassVar = {"reason": {"th": "พบข้อผิดพลาด"}}


class BroadcastDryRun(View):
    edition = fields.Integer(required=True, metadata=says("Of the draft; of another it counts no more."))
    state = chosen(TRIALS, required=True)
    asked_at = fields.String(required=True)
    done_at = fields.String()
    people = fields.Integer(required=True, metadata=says("How many would be written to."))
    languages = _numbers("In which language each would have it.")
    channels = _numbers("By which channel.")
    in_another_language = _numbers("Of these, who would get it in the other language, and be told so.")
    left_out = _numbers("How many would not, by why.")


class BroadcastTest(View):
    edition = fields.Integer(required=True)
    state = chosen(TRIALS, required=True)
    asked_at = fields.String(required=True)
    done_at = fields.String()
    reason = fields.String(metadata=says("Why it did not leave."))


class Broadcast(Aggregate):
    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    by = fields.String(metadata=says("Who drafted it: the id of a token, which names no person."))
    subject = Text(required=True)
    body = Text(required=True)
    audience = fields.Nested(BroadcastAudience, required=True)
    category = chosen(CATEGORIES, required=True)
    because = Text()
    edition = fields.Integer(required=True, metadata=says("Raised by one when the draft changes."))
    wanting = fields.List(
        chosen(("dry_run", "test")), metadata=says("What this edition needs before it may be sent.")
    )
    dry_run = fields.Nested(BroadcastDryRun)
    test = fields.Nested(BroadcastTest)
    release_at = fields.String(metadata=says("When it begins to go out; until then it can be recalled."))
    started_at = fields.String()
    ended_at = fields.String()
    reason = Text(metadata=says("Why it was stopped."))
    created_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6ca-3b20-7c41-9d05-2e7f1a6c8b40",
        "version": 4,
        "status": "held",
        "committee": Committee.EXAMPLE["id"],
        "subject": _SUBJECT,
        "body": _BODY,
        "audience": BroadcastAudience.EXAMPLE,
        "category": "normal",
        "edition": 1,
        "wanting": [],
        "dry_run": {
            "edition": 1,
            "state": "done",
            "asked_at": "2018-01-16T02:00:00.000Z",
            "done_at": "2018-01-16T02:00:01.000Z",
            "people": 58,
            "languages": {"th": 55, "en": 3},
            "channels": {"email": 58},
            "in_another_language": {},
            "left_out": {"not_wanted": 2},
        },
        "test": {
            "edition": 1,
            "state": "done",
            "asked_at": "2018-01-16T02:05:00.000Z",
            "done_at": "2018-01-16T02:05:01.000Z",
        },
        "release_at": "2018-01-16T02:20:00.000Z",
        "created_at": "2018-01-16T01:55:00.000Z",
    }


class BroadcastQuery(ListQuery):
    committee = Id(metadata=says("By default the installation's first."))
    status = chosen(STATUSES)


class BroadcastPage(Page):
    items = fields.List(fields.Nested(Broadcast), required=True)

    EXAMPLE: ClassVar = {"items": [Broadcast.EXAMPLE], "next": None}


class Progress(View):
    status = chosen(STATUSES, required=True)
    people = fields.Integer(required=True, metadata=says("How many the dry run counted."))
    told = fields.Integer(required=True, metadata=says("How many of them have had letters made."))
    letters = fields.Integer(required=True, metadata=says("Those letters: `queued` and what follows."))
    queued = fields.Integer(required=True)
    sent = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    suppressed = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)

    EXAMPLE: ClassVar = {
        "status": "sending",
        "people": 58,
        "told": 58,
        "letters": 58,
        "queued": 20,
        "sent": 37,
        "failed": 1,
        "suppressed": 0,
        "cancelled": 0,
    }

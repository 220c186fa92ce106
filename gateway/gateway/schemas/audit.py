from typing import Any, ClassVar

from marshmallow import fields, validate

from gateway.schemas.feed import SOURCES
from gateway.schemas.parts import ListQuery, Moment, Page, View, chosen, says

GATEWAY = "gateway"
_EXAMPLE: dict[str, Any] = {
    "id": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b18",
    "log": "events",
    "sequence": 42,
    "at": "2018-01-20T03:00:00.000Z",
    "logged_at": "2018-01-20T03:00:00.120Z",
    "who": "0198a6d1-31aa-7e02-8c40-91b7f60d5a11",
    "from": "9f4c1b7de02a6358",
    "what": "agenda.proposal.returned.v1",
    "about": "proposals/0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
    "version": 3,
    "asked": "return_proposal",
    "why": "อยู่นอกขอบเขตของคณะทำงานร่วมฯ",
    "outcome": "done",
    "count": 1,
    "until": None,
    "correlation": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b17",
    "cause": None,
}


class AuditQuery(ListQuery):
    source = chosen((*SOURCES, GATEWAY), "Whose part: what was refused is the gateway's.", required=True)
    since = Moment(data_key="from", metadata=says("Logged then or later."))
    until = Moment(metadata=says("Logged before then."))
    who = fields.String(validate=validate.Length(min=1, max=100), metadata=says("Only what this id did."))
    outcome = fields.String(
        validate=validate.Regexp(r"[a-z][a-z0-9_.]{0,99}\Z", error="invalid"),
        metadata=says("`done`, or the code of a refusal."),
    )


class AuditRecord(View):
    """Ids and pseudonyms only. One of a log follows the other without a gap, `sequence` by `sequence`."""

    id = fields.UUID(required=True)
    log = fields.String(required=True, metadata=says("`events`, `events_private` or `deeds`."))
    sequence = fields.Integer(required=True)
    at = fields.String(allow_none=True, metadata=says("When it was done."))
    logged_at = fields.String(allow_none=True, metadata=says("When it was entered in the chain."))
    who = fields.String(allow_none=True, metadata=says("An id; `system` where time or an event did it."))
    from_ = fields.String(
        allow_none=True,
        data_key="from",
        attribute="from",
        metadata=says("A pseudonym of the address, good for a day."),
    )
    what = fields.String(required=True, metadata=says("An event, a command, or a route."))
    about = fields.String(allow_none=True)
    version = fields.Integer(allow_none=True)
    asked = fields.String(allow_none=True, metadata=says("The command by which it was done."))
    why = fields.String(allow_none=True, metadata=says("The reason that was given, where it names nobody."))
    outcome = fields.String(required=True, metadata=says("`done`, or the code of a refusal."))
    count = fields.Integer(required=True, metadata=says("How many like it are told in one."))
    until = fields.String(allow_none=True, metadata=says("When the last of them was."))
    correlation = fields.String(allow_none=True)
    cause = fields.String(allow_none=True, metadata=says("The event because of which it was done."))

    EXAMPLE: ClassVar[dict[str, Any]] = _EXAMPLE


class AuditPage(Page):
    """Few or none may be on a page where few fit; `next` says that there is more to look at."""

    items = fields.List(fields.Nested(AuditRecord), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [_EXAMPLE], "next": None}

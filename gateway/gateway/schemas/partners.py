"""Systems of others: what each may hear and tell, and since when."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from gateway.commands.catalogue import BY_TYPE
from gateway.partners.patterns import FORM
from gateway.partners.register import ACTIVE, ID, REQUESTED, SUSPENDED
from gateway.schemas.parts import Page, View, chosen, each_once, of_a_system, says

PATTERNS = 50
TYPES = tuple(BY_TYPE)
_EXAMPLE: dict[str, Any] = {
    "id": "statistics-office",
    "events": ["agenda.meeting.*.v1", "membership.#"],
    "commands": ["membership.agency.rename.v1"],
}


class NewPartner(Schema):
    """That another system may hear of what happens here, and tell facts of its own."""

    id = fields.String(
        required=True,
        validate=[validate.Regexp(ID, error="invalid"), of_a_system],
        metadata=says("A short name of the system, in small letters, digits and hyphens."),
    )
    events = fields.List(
        fields.String(validate=validate.Regexp(FORM, error="invalid")),
        required=True,
        validate=[validate.Length(min=1, max=PATTERNS), each_once],
        metadata=says("Types of events; `*` stands for a word, `#` for all that a service tells."),
    )

    commands = fields.List(
        chosen(TYPES),
        validate=[validate.Length(max=len(TYPES)), each_once],
        metadata=says("What it may tell; left out: nothing."),
    )

    nameko = fields.Boolean(
        metadata=says(
            "Whether its nameko services have queues of their own, one a handler, in place of the one queue."
        )
    )

    EXAMPLE: ClassVar[dict[str, Any]] = _EXAMPLE


class Partner(View):
    """A system of others. It hears once the operator has provisioned it: that it may is only said here."""

    id = fields.String(required=True)
    status = chosen((REQUESTED, ACTIVE, SUSPENDED), required=True)
    events = fields.List(fields.String(), required=True)
    commands = fields.List(fields.String(), required=True)
    nameko = fields.Boolean(
        required=True, metadata=says("Whether its nameko services have queues of their own.")
    )
    made_by = fields.String(required=True, metadata=says("Who asked for it, by an id that names nobody."))
    made_at = fields.String(required=True)
    provisioned_at = fields.String(allow_none=True, metadata=says("Since when the operator has let it hear."))
    suspended_at = fields.String(allow_none=True, metadata=says("Since when it hears nothing."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _EXAMPLE["id"],
        "status": ACTIVE,
        "events": _EXAMPLE["events"],
        "commands": _EXAMPLE["commands"],
        "nameko": False,
        "made_by": "operator-1",
        "made_at": "2026-11-27T03:00:00.000Z",
        "provisioned_at": "2026-11-27T04:00:00.000Z",
        "suspended_at": None,
    }


class PartnerPage(Page):
    items = fields.List(fields.Nested(Partner), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Partner.EXAMPLE], "next": None}

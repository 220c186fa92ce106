"""Who was forgotten, by record and not by name, and where."""

from typing import ClassVar

from marshmallow import fields

from gateway.schemas.parts import Aggregate, Page, View, chosen, says

STATUSES = ("asked", "completed")
GROUNDS = ("asked", "retention")
CLASSES = ("identity", "contact")
SERVICES = ("agenda", "membership", "notify")


class Forgotten(View):
    """A service has forgotten the person."""

    service = chosen(SERVICES, required=True)
    at = fields.String(required=True)
    blanked = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata=says("How many rows of which of its collections that changed."),
    )


class Erasure(Aggregate):
    """That a person is to be forgotten, and which services have done so."""

    status = chosen(STATUSES, "Completed when each service has confirmed.", required=True)
    member = fields.UUID(required=True)
    representative = fields.UUID(required=True)
    ground = chosen(GROUNDS, "Asked for, or due because it was kept long enough.", required=True)
    classes = fields.List(
        chosen(CLASSES),
        metadata=says("Whether who they were is forgotten, or only how they were reached."),
    )
    asked_at = fields.String(required=True)
    by = fields.String(required=True, metadata=says("Who asked, by an id that names nobody."))
    roles = fields.List(fields.String())
    awaited = fields.List(chosen(SERVICES), metadata=says("The services that have not confirmed yet."))
    confirmations = fields.List(fields.Nested(Forgotten))
    completed_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6c9-5e11-7b60-8c2a-41f0d7e95a31",
        "version": 2,
        "status": "asked",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "representative": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "ground": "asked",
        "classes": ["identity", "contact"],
        "asked_at": "2020-10-01T03:00:00.000Z",
        "by": "officer-1",
        "roles": ["secretariat"],
        "awaited": ["agenda", "notify"],
        "confirmations": [
            {
                "service": "membership",
                "at": "2020-10-01T03:00:00.300Z",
                "blanked": {"representatives": 1, "events_private": 4},
            }
        ],
    }


class ErasurePage(Page):
    items = fields.List(fields.Nested(Erasure), required=True)

    EXAMPLE: ClassVar = {"items": [Erasure.EXAMPLE], "next": None}

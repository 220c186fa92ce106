from typing import ClassVar

from marshmallow import fields

from gateway.schemas.members import Member
from gateway.schemas.parts import Aggregate, Page, says


class Scan(Aggregate):
    member = fields.UUID(required=True)
    content_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata=says("In bytes."))
    sha256 = fields.String(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True, metadata=says("Who added it, by an id that names nobody."))

    EXAMPLE: ClassVar = {
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b0c",
        "version": 1,
        "member": Member.EXAMPLE["id"],
        "content_type": "application/pdf",
        "size": 81_920,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "at": "2018-01-15T03:00:00.000Z",
        "by": "officer-1",
    }


class ScanPage(Page):
    items = fields.List(fields.Nested(Scan), required=True)

    EXAMPLE: ClassVar = {"items": [Scan.EXAMPLE], "next": None}

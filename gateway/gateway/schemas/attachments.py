from typing import ClassVar

from marshmallow import Schema, fields, validate

from gateway.schemas.committees import Committee
from gateway.schemas.parts import Aggregate, Page, chosen, says
from gateway.schemas.proposals import Proposal

STATUSES = ("kept", "removed")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpeg": "image/jpeg",
}


class NewAttachment(Schema):
    name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata=says("What the file is called, without a path; its ending is made to fit what is in it."),
    )


class Attachment(Aggregate):
    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    about = fields.String(required=True, metadata=says("What it belongs to: `proposals/<id>`."))
    name = fields.String()
    content_type = chosen(tuple(TYPES.values()), "By what is in it.", required=True)
    size = fields.Integer(required=True, metadata=says("In bytes."))
    sha256 = fields.String()
    private = fields.Boolean(metadata=says("Only the member and the secretariat see it."))
    at = fields.String(required=True)

    EXAMPLE: ClassVar = {
        "id": "0198a6d2-41b0-7f02-8c6d-52e0a9d71c21",
        "version": 2,
        "status": "kept",
        "committee": Committee.EXAMPLE["id"],
        "about": f"proposals/{Proposal.EXAMPLE['id']}",
        "name": "รายงานคุณภาพอากาศ.pdf",
        "content_type": "application/pdf",
        "size": 81_920,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "at": "2018-08-20T03:02:00.000Z",
    }


class AttachmentPage(Page):
    items = fields.List(fields.Nested(Attachment), required=True)

    EXAMPLE: ClassVar = {"items": [Attachment.EXAMPLE], "next": None}

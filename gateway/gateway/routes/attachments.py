"""Files with proposals: in and out in parts, never held here as a whole."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Response, g, request, stream_with_context
from werkzeug.exceptions import BadRequest, LengthRequired

from chassis.config import DEADLINE_SECONDS
from chassis.errors import from_wire
from chassis.ids import new_id
from gateway import ask
from gateway.etags import etag
from gateway.idempotency import command_id
from gateway.resource import MADE, REFUSED_CREATE, REFUSED_READ, Resource, View, texts
from gateway.schemas.attachments import TYPES, Attachment, AttachmentPage, NewAttachment
from gateway.schemas.parts import ListQuery

PATH = "/proposals/<uuid:proposal>/attachments"
ONE = "/attachments/<uuid:id>"
PART = 512 * 1024
INSPECTION_SECONDS = 30
POLICY = "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'"

attachments = Resource("attachments", "agenda", "/v1", "Files with proposals")
attachments.listing(PATH, "list_attachments", ListQuery, AttachmentPage, "List the files with a proposal")
attachments.reading(ONE, "get_attachment", Attachment, "Read what is known of a file")


@attachments.arguments(NewAttachment, location="query")
@attachments.response(201, Attachment, headers=MADE)
def add(query: View, **ids: Any) -> Any:
    """The name is taken as it was given: its Thai digits are not numbers."""
    if request.content_length is None:
        raise LengthRequired()
    upload, size = command_id(g.caller, g.route), request.content_length
    new = {**texts(ids), "name": request.args["name"], "size": size, "upload": upload}
    begun = ask.step("agenda", "begin_attachment", new, new_id())
    digest, one = hashlib.sha256(), begun["id"]
    for n, part in enumerate(_parts(size)):
        digest.update(part)
        if begun["status"] == "arriving":
            body = {"id": one, "n": n, "data": base64.b64encode(part).decode()}
            ask.step("agenda", "put_attachment_part", body, f"{upload}/{one}/{n}")
    finished = {"id": one, "sha256": digest.hexdigest()}
    made = ask.step("agenda", "finish_attachment", finished, f"{upload}/{one}", INSPECTION_SECONDS)
    if "error" in made:
        raise from_wire(made["error"])
    return made, etag(made["version"]) | {"Location": f"/v1/attachments/{made['id']}"}


def _parts(size: int) -> Iterator[bytes]:
    """Of the body, each of them whole: the connection gives it in smaller pieces."""
    while size > 0:
        part = bytearray()
        while len(part) < min(PART, size):
            piece = request.stream.read(min(PART, size) - len(part))
            if not piece:
                raise BadRequest()
            part += piece
        size -= len(part)
        yield bytes(part)


@attachments.alt_response(
    200, schema={"type": "string", "format": "binary"}, content_type=TYPES["pdf"], success=True
)
def read(**ids: Any) -> Response:
    first = _part(texts(ids), 0)
    response = Response(content_type=first["content_type"])
    response.headers["ETag"] = f'"{first["version"]}"'
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(first['name'], safe='')}"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains_weak(str(first["version"])):
        response.status_code = 304
        return response
    response.response = stream_with_context(_content(texts(ids), first))
    response.content_length = first["size"]
    return response


def _content(ids: View, part: View) -> Iterator[bytes]:
    yield base64.b64decode(part["data"])
    while part["next"] is not None:
        part = _part(ids, part["next"])
        yield base64.b64decode(part["data"])


def _part(ids: View, offset: int) -> View:
    return ask.query("agenda", "read_attachment", {**ids, "offset": offset}, DEADLINE_SECONDS)


@attachments.response(204)
def remove(**ids: Any) -> None:
    ask.command("agenda", "remove_attachment", texts(ids))


attachments.publish(
    "POST",
    PATH,
    "add_attachment",
    add,
    "Add a file, as the body of the request: PDF, DOCX, PNG or JPEG, of at most 25 MB",
    {**REFUSED_CREATE, 404: "NotFound", 413: "TooLarge"},
    "IdempotencyKey",
)
attachments.publish(
    "GET", f"{ONE}/content", "read_attachment", read, "Have the file", REFUSED_READ, "IfNoneMatch"
)
attachments.publish(
    "DELETE",
    ONE,
    "remove_attachment",
    remove,
    "Take a file away",
    {404: "NotFound", 409: "Conflict"},
    "IdempotencyKey",
)

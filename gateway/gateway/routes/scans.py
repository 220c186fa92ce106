"""Scans of the letters by which applications came: files in, files out."""

import base64
from typing import Any

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from chassis.errors import TooLarge
from gateway import ask
from gateway.disclosures.record import show
from gateway.etags import etag
from gateway.resource import MADE, REFUSED_CREATE, REFUSED_READ, Resource, View, texts
from gateway.schemas.parts import ListQuery
from gateway.schemas.scans import Scan, ScanPage

PATH = "/<uuid:member>/scans"
TYPES = ("application/pdf", "image/jpeg", "image/png")
BYTES_AT_MOST = 700 * 1024
POLICY = "default-src 'none'; object-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

scans = Resource("scans", "membership", "/v1/members", "Scans of the letters by which applications came")
scans.listing(PATH, "list_scans", ListQuery, ScanPage, "List the scans of a member's letter")


@scans.response(201, Scan, headers=MADE)
def add(**ids: Any) -> Any:
    if request.mimetype not in TYPES:
        raise UnsupportedMediaType()
    content = request.get_data()
    if len(content) > BYTES_AT_MOST:
        raise TooLarge(limit=BYTES_AT_MOST)
    body = {**texts(ids), "content": base64.b64encode(content).decode()}
    made = ask.command("membership", "add_scan", body)
    return made, etag(made["version"]) | {"Location": f"{request.path}/{made['id']}"}


@scans.alt_response(200, schema={"type": "string", "format": "binary"}, content_type=TYPES[0], success=True)
def read(member: Any, id: Any) -> Response:
    scan: View = ask.query("membership", "get_scan", {"id": str(id)})
    show(scan)
    response = Response(base64.b64decode(scan["content"]), content_type=scan["content_type"])
    response.headers["ETag"] = f'"{scan["version"]}"'
    response.headers["Content-Security-Policy"] = POLICY
    return response


scans.publish(
    "POST",
    PATH,
    "add_scan",
    add,
    "Keep a scan with an application that came by letter: a PDF, JPEG or PNG of at most 700 KiB",
    {**REFUSED_CREATE, 404: "NotFound"},
    "IdempotencyKey",
)
scans.publish("GET", f"{PATH}/<uuid:id>", "get_scan", read, "Read a scan", REFUSED_READ)

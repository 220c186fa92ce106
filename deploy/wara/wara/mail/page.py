"""The page on which the caught mails are read."""

from email.message import EmailMessage
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request

from wara.mail.box import Box, header

HEADERS = ("From", "To", "Delivered-To", "Reply-To", "Subject", "Date", "Message-ID", "Content-Language")
# a mail's own HTML: no script, no form, nothing fetched
LOCKED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def make_page(box: Box) -> Flask:
    page = Flask(__name__, template_folder="templates")
    page.add_url_rule("/", "index", lambda: render_template("index.html", entries=box.entries()[::-1]))
    page.add_url_rule("/readyz", "readyz", lambda: ("ready\n", 200))
    page.add_url_rule("/healthz", "healthz", lambda: ("alive\n", 200))
    page.add_url_rule("/messages.json", "list", lambda: jsonify([entry.as_json() for entry in box.entries()]))

    @page.before_request
    def refuse_unknown() -> None:
        n = (request.view_args or {}).get("n")
        if n is not None and not box.has(n):
            abort(404)

    @page.get("/messages/<int:n>")
    def show(n: int) -> str:
        return render_template("message.html", n=n, **parts(box.message(n)))

    @page.get("/messages/<int:n>.eml")
    def raw(n: int) -> Response:
        return Response(box.file(n).read_bytes(), mimetype="message/rfc822")

    @page.get("/messages/<int:n>/html")
    def html(n: int) -> Response:
        headers = {"Content-Security-Policy": LOCKED}
        return Response(text_of(box.message(n), "text/html"), mimetype="text/html", headers=headers)

    return page


def parts(message: EmailMessage) -> dict[str, Any]:
    return {
        "headers": [(name, header(message, name)) for name in HEADERS if header(message, name)],
        "subject": header(message, "Subject"),
        "text": text_of(message, "text/plain"),
        "html": bool(text_of(message, "text/html")),
        "calendar": text_of(message, "text/calendar"),
        "files": [part.get_filename() for part in message.walk() if part.get_filename()],
    }


def text_of(message: EmailMessage, content_type: str) -> str:
    """The first part of that type, decoded; empty when there is none."""
    part = next((part for part in message.walk() if part.get_content_type() == content_type), None)
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return str(payload, part.get_content_charset("utf-8"), errors="replace")
    except LookupError:  # a charset that nobody knows
        return str(payload, "utf-8", errors="replace")

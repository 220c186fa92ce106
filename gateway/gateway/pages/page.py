"""A page as it leaves: in the reader's language, with the policy that a browser holds it to."""

from flask import Response, g, render_template, request

from gateway import texts

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


OPENS = frozenset({"token", "code"})
"""What somebody without a session comes by."""


def page(template: str, *, policy: str = PAGE_POLICY, status: int = 200, **values: object) -> Response:
    words = texts.TEXTS[g.language]["pages"]
    csrf = g.session.proof if g.get("session") else ""
    html = render_template(template, language=g.language, words=words, csrf=csrf, **values)
    response = Response(html, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Content-Language"] = g.language
    if OPENS.intersection(request.values):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def choose_language() -> None:
    """A link may choose the language, for those whose browser speaks another."""
    if request.args.get("language") in texts.TEXTS:
        g.language = request.args["language"]

"""Every refusal as problem+json (RFC 9457), in the language of the request.

`code` is the stable name that a client may rely on; `title`, `detail` and the fields' texts are for people.
A fault of ours shows nothing of itself: its traceback is in the log, under the id that `instance` names.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from chassis import errors, log
from chassis.call import Language
from gateway import negotiation, texts

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 1
FAULTS_TOLD = 100
"""Of fields at fault; whoever sends more puts these right first."""

STATUS_BY_KIND = {
    "malformed": 400,
    "unauthenticated": 401,
    "denied": 403,
    "not_found": 404,
    "conflict": 409,
    "not_yet_known": 409,
    "stale": 412,
    "too_large": 413,
    "invalid": 422,
    "reused": 422,
    "misdirected": 421,
    "limited": 429,
    "internal": 500,
    "unavailable": 503,
}
CODE_BY_STATUS = {
    400: errors.MALFORMED,
    404: errors.NOT_FOUND,
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "request_timeout",
    411: "length_required",
    413: errors.TOO_LARGE,
    414: "uri_too_long",
    415: "unsupported_media_type",
    428: "precondition_required",
    503: errors.UNAVAILABLE,
}
_REPEAT = frozenset({"not_yet_known", "unavailable", "limited"})


def register(app: Flask) -> None:
    app.register_error_handler(errors.WaraError, _refused)
    app.register_error_handler(HTTPException, _refused_by_http)
    app.register_error_handler(Exception, _failed)


def _refused(error: errors.WaraError) -> Response:
    status, language = STATUS_BY_KIND[error.kind], _language()
    response = _response(document(error), language)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = _challenge()
    if error.kind in _REPEAT:
        response.headers["Retry-After"] = str(error.params.get("retry_after", RETRY_AFTER_SECONDS))
    return response


def document(error: errors.WaraError) -> dict[str, Any]:
    """What is told of it, in the language of the request."""
    status = STATUS_BY_KIND[error.kind]
    return body(status, error.code, error.kind, error.params, error.fields, _language())


def _language() -> Language:
    language: Language = g.get("language") or negotiation.language()
    return language


def _refused_by_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return Response(error.get_response().get_data(), status, list(error.get_response().headers))
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _failed(error)
    language = _language()
    code = CODE_BY_STATUS.get(status, errors.MALFORMED)
    response = _response(body(status, code, code, {}, {}, language), language)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _failed(error: Exception) -> Response:
    log.get(__name__).error("request_failed", exc_info=error)
    return _refused(errors.WaraError())


def body(
    status: int,
    code: str,
    kind: str,
    params: Mapping[str, Any],
    fields: Mapping[str, list[str]],
    language: Language,
) -> dict[str, Any]:
    g.refusal = code
    document: dict[str, Any] = {
        "type": f"/problems#{code}",
        "title": texts.title(code, kind, language),
        "status": status,
        "code": code,
    }
    if detail := texts.detail(code, params, language):
        document["detail"] = detail
    if correlation_id := g.get("correlation_id"):
        document["instance"] = f"urn:uuid:{correlation_id}"
    if params:
        document["params"] = dict(params)
    if fields:
        document["errors"] = [
            {"field": field, "code": field_code, "text": texts.field(field_code, language)}
            for field, codes in islice(fields.items(), FAULTS_TOLD)
            for field_code in codes
        ]
    return document


def _response(document: Mapping[str, Any], language: Language) -> Response:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    response = Response(text, status=document["status"], content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def _challenge() -> str:
    sent = request.headers.get("Authorization") is not None
    return 'Bearer realm="wara", error="invalid_token"' if sent else 'Bearer realm="wara"'

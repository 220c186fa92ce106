"""What machines ask of the gateway itself: health, readiness, figures, its own description."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway import asyncapi


def blueprint(checks: Mapping[str, Callable[[], bool]], openapi: str) -> Blueprint:
    operations = Blueprint("operations", __name__)

    @operations.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @operations.get("/readyz")
    def readyz() -> Response:
        results = {name: check() for name, check in checks.items()}
        ready = all(results.values())
        response = jsonify(status="ok" if ready else "away", checks=results)
        response.status_code = 200 if ready else 503
        return response

    @operations.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @operations.get("/openapi.json")
    def document() -> Response:
        return Response(openapi, content_type="application/json")

    @operations.get("/asyncapi.json")
    def events() -> Response:
        return Response(asyncapi.TEXT, content_type="application/json")

    return operations

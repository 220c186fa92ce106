"""The one way from a request to a service: a call in the caller's name, and the waits we spare clients.

`RpcCall` is what the application is built on: `chassis.caller.RpcClient.call`, or anything that behaves so.
"""

import time
from dataclasses import replace
from typing import Any, Protocol

from flask import current_app, g, request

from chassis.call import Caller, Language, trace_of
from chassis.config import DEADLINE_SECONDS
from chassis.errors import NotYetKnown, Unavailable
from gateway.idempotency import command_id

EXTENSION = "wara"
BEGUN = "gateway.begun"
"""When a request was there as a whole (`time.monotonic`), in its environ: it may have waited for a worker."""

PATIENCE_SECONDS = 2.0
ANSWER_WITHIN_SECONDS = 2.2
LEAST_SECONDS = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 0.4


class RpcCall(Protocol):
    def __call__(
        self,
        service: str,
        method: str,
        body: dict[str, Any],
        *,
        caller: Caller,
        command_id: str | None,
        language: Language,
        correlation_id: str | None,
        traceparent: str | None,
        deadline: float,
    ) -> dict[str, Any]: ...


def query(service: str, method: str, body: dict[str, Any], seconds: float | None = None) -> dict[str, Any]:
    """A view; `seconds` for work that takes its time, such as setting a PDF."""
    return _ask(service, method, body, None, seconds)


def command(service: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
    """The view after the change; done once however often the client repeats its `Idempotency-Key`."""
    return _ask(service, method, body, command_id(g.caller, g.route), None)


def step(
    service: str, method: str, body: dict[str, Any], command_id: str, seconds: float = DEADLINE_SECONDS
) -> dict[str, Any]:
    """One of the commands that a request is made of, each under an id of its own."""
    return _ask(service, method, body, command_id, seconds)


def _ask(
    service: str, method: str, body: dict[str, Any], command_id: str | None, seconds: float | None
) -> dict[str, Any]:
    """Asks again for two seconds while another service's fact has not arrived; Unavailable in good time."""
    call: RpcCall = current_app.extensions[EXTENSION]
    caller = replace(g.caller, place=g.place)
    if command_id is not None:
        g.asked = True
    begun, pause = time.monotonic(), _FIRST_PAUSE
    while True:
        try:
            return call(
                service,
                method,
                body,
                caller=caller,
                command_id=command_id,
                language=g.language,
                correlation_id=g.correlation_id,
                traceparent=trace_of(request.headers.get("traceparent")),
                deadline=seconds or _seconds_left(),
            )
        except NotYetKnown:
            if time.monotonic() - begun + pause > PATIENCE_SECONDS:
                raise
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _seconds_left() -> float:
    """Of the time in which every request gets an answer."""
    spent = time.monotonic() - float(request.environ.get(BEGUN, g.begun))
    left = ANSWER_WITHIN_SECONDS - spent
    if left < LEAST_SECONDS:
        raise Unavailable()
    return left

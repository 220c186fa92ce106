"""Every refusal, and what the gateway itself changes or shows of the audit trail, on record.

What a service changes, the service logs: it is not logged here once more. Nothing that a request waits for is
written; what could not be written yet when a process is killed is lost.
"""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Protocol
from uuid import UUID

from flask import Flask, Response, g, request

from chassis import log
from chassis.errors import MALFORMED, Unavailable
from chassis.heads import Heads
from chassis.redaction import clean_text
from gateway.audit.records import Records, Seen
from gateway.audit.whence import Whence
from gateway.auth import NOBODY
from gateway.doorway import UNROUTED
from gateway.problems import CODE_BY_STATUS
from gateway.waiting import Every

EXTENSION = "wara.audit"
READ = frozenset({"GET /v1/audit", "GET /sign-in/callback"})
"""What is on record though it only reads."""
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
SEARCHES = frozenset({"POST /v1/proposals/similar", "POST /v1/templates/{name}/preview"})

logger = log.get(__name__)
Row = dict[str, Any]


class Deeds(Protocol):
    """Unavailable while the store is away."""

    def append(self, rows: list[Row]) -> None: ...

    def page(self, body: Row) -> Row: ...

    def write_heads(self, heads: Heads) -> None: ...


@dataclass(frozen=True, slots=True)
class Trail:
    whence: Whence = field(default_factory=Whence)
    records: Records = field(default_factory=Records)
    deeds: Deeds | None = None
    heads: Heads | None = None

    def chores(self) -> tuple[Every, ...]:
        heads = (Every(self.heads.seconds, self.write_heads),) if self.heads else ()
        return Every(0.0, self.write), *heads

    def write(self, all: bool = False) -> bool:
        """False where it has to wait."""
        rows = self.records.take(all)
        return self.deeds is None or self.records.write(rows, self.deeds.append)

    def turned_away(self, status: HTTPStatus, peer: str, forwarded: str) -> None:
        """What was refused before it came to the application."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            by = replace(NOBODY, place=self.whence.of_address(peer, forwarded))
            outcome = CODE_BY_STATUS.get(status, MALFORMED)
            self.records.gather(Seen(route=UNROUTED, by=by, status=status, outcome=outcome))

    def page(self, body: Row) -> Row:
        """As a service's `read_audit`; Unavailable."""
        if self.deeds is None:
            raise Unavailable()
        return self.deeds.page(body)

    def finish(self) -> None:
        if self.write(all=True):
            self.write_heads()

    def write_heads(self) -> None:
        try:
            if self.deeds is not None and self.heads is not None:
                self.deeds.write_heads(self.heads)
        except Unavailable as error:
            logger.warning("audit_heads_paused", reason=type(error.__cause__ or error).__name__)


def register(app: Flask, trail: Trail) -> None:
    """Before the doorway, which may refuse."""
    app.extensions[EXTENSION] = trail

    @app.before_request
    def whence() -> None:
        g.place = trail.whence.of(request)

    @app.after_request
    def note(response: Response) -> Response:
        status = response.status_code
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            refused = _seen(status, g.get("refusal") or CODE_BY_STATUS.get(status, str(status)))
            is_known = refused.by != NOBODY and status != HTTPStatus.TOO_MANY_REQUESTS
            (trail.records.note if is_known else trail.records.gather)(refused)
        elif status < HTTPStatus.BAD_REQUEST and _is_our_own():
            trail.records.note(_seen(status))
        return response


def _is_our_own() -> bool:
    """Whether something was done that no service was asked to do, which would log it; `g.asked` is False
    where somebody signed in, whatever the verb."""
    changes = request.method not in HARMLESS and g.route not in SEARCHES
    return g.route in READ or g.get("asked") is False or (changes and not g.get("asked"))


def _seen(status: int, outcome: str | None = None) -> Seen:
    ids = [str(value) for value in (request.view_args or {}).values() if isinstance(value, UUID)]
    return Seen(
        route=g.route,
        by=replace(g.get("caller", NOBODY), place=g.place),
        status=status,
        outcome=outcome,
        about=clean_text(g.get("about") or " ".join(ids)) or None,
        correlation_id=g.correlation_id,
    )

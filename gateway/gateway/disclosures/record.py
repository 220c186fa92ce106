"""To whom personal data were shown: noted with every answer that shows some, written down a moment later.

What could not be written is tried again; what is too much is lost, and counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from flask import Flask, Response, current_app, g
from prometheus_client import Counter

from chassis import clock, log
from chassis.call import Caller
from chassis.errors import Unavailable
from gateway.disclosures.places import Place
from gateway.waiting import Every, Waiting

EXTENSION = "wara.disclosures"
FORGET_SECONDS = 3600.0
LOST = Counter("wara_disclosures_lost_total", "Disclosures of personal data that could not be written down")

logger = log.get(__name__)


class Disclosure(NamedTuple):
    """`by` was shown these fields, by name, of each of `about` (`representatives/<id>`), by this route."""

    at: datetime
    by: str
    route: str
    fields: tuple[str, ...]
    about: tuple[str, ...]


class Lots(Protocol):
    """Where disclosures are kept; Unavailable while that is away."""

    def append(self, disclosures: Sequence[Disclosure]) -> None: ...

    def forget(self, before: datetime) -> bool: ...

    def between(self, since: datetime, until: datetime) -> Iterator[list[Disclosure]]: ...


@dataclass(slots=True)
class Disclosures:
    lots: Lots | None = None
    kept: timedelta = timedelta(days=365)
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    waiting: Waiting[Disclosure] = field(default_factory=lambda: Waiting("disclosures", LOST.inc))

    def note(self, route: str, by: Caller, answer: Any) -> None:
        """What is there of persons, those of whom the same fields were shown together."""
        shown: dict[tuple[str, ...], dict[str, None]] = {}
        for place in self.places.get(route, ()):
            for subject, fields in place.disclosed(answer):
                shown.setdefault(fields, {})[subject] = None
        at = clock.now()
        self.waiting.keep(
            [Disclosure(at, by.id, route, fields, tuple(about)) for fields, about in shown.items()]
        )

    def chores(self) -> tuple[Every, ...]:
        """What was kept long enough goes once an hour."""
        return Every(0.0, self.write), Every(FORGET_SECONDS, self.forget)

    def write(self) -> None:
        taken = self.waiting.take()
        if self.lots is not None:
            self.waiting.write(taken, self.lots.append)

    def forget(self) -> None:
        try:
            while self.lots is not None and self.lots.forget(clock.now() - self.kept):
                continue
        except Unavailable as error:
            logger.warning("disclosures_not_forgotten", reason=type(error.__cause__ or error).__name__)


def register(app: Flask, disclosures: Disclosures) -> None:
    app.extensions[EXTENSION] = disclosures

    @app.after_request
    def note(response: Response) -> Response:
        places = disclosures.places.get(g.route)
        if places and response.status_code < 300 and response.is_json and not g.get("shown"):
            disclosures.note(g.route, g.caller, response.get_json(silent=True))
        return response


def show(answer: Any) -> None:
    """Of a file: it says what this says, which is as the route answers in JSON."""
    disclosures: Disclosures = current_app.extensions[EXTENSION]
    disclosures.note(g.route, g.caller, answer)
    g.shown = True

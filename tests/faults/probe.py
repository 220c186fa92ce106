"""Clients that ask for one thing again and again, and remember each answer, whatever happens meanwhile."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import requests

from tests.support.polling import until

ANSWER_SECONDS = 20.0
PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Answered:
    """Status 0 is no answer at all. `at` is time.monotonic() of its end, `seconds` how long it took."""

    at: float
    status: int
    seconds: float
    retry_after: str | None

    @property
    def well(self) -> bool:
        """Done, or refused as one is who shall come again."""
        return 200 <= self.status < 300 or (self.status == 503 and self.retry_after is not None)


class Probe:
    """`ask(session)` is one request; each of the clients goes on with it until the block is left."""

    def __init__(self, ask: Callable[[requests.Session], requests.Response], clients: int = 4) -> None:
        self._ask = ask
        self._stop = threading.Event()
        self._clients = [threading.Thread(target=self._go_on, daemon=True) for _ in range(clients)]
        self.answers: list[Answered] = []

    def __enter__(self) -> Self:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for client in self._clients:
            client.join(ANSWER_SECONDS + 5)

    def since(self, begun: float) -> list[Answered]:
        """What was asked, and answered, after that moment."""
        return [one for one in list(self.answers) if one.at - one.seconds >= begun]

    def succeeds(self, since: float, seconds: float) -> float:
        """Waits for a success of a request begun since then; gives the seconds it took."""
        done = until(lambda: [one.at for one in self.since(since) if 200 <= one.status < 300], seconds)
        return round(done[0] - since, 2)

    def _go_on(self) -> None:
        with requests.Session() as session:
            while not self._stop.wait(PAUSE_SECONDS):
                begun = time.monotonic()
                try:
                    answer = self._ask(session)
                    status, retry_after = answer.status_code, answer.headers.get("Retry-After")
                except requests.RequestException:
                    status, retry_after = 0, None
                now = time.monotonic()
                self.answers.append(Answered(now, status, now - begun, retry_after))


def slowest(answers: list[Answered], share: float = 1.0) -> float:
    """The time within which such a share of them came: 0.99 for p99."""
    ordered = sorted(one.seconds for one in answers)
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 2)

"""Requests without end beside what a test does, by several clients at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from tests.support.polling import until


@dataclass
class Traffic:
    """Each client makes one `request` after the other, which tells its status."""

    request: Callable[[], int]
    clients: int
    pause_seconds: float = 0.0
    statuses: list[int] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def go_on(self) -> None:
        while not self.over.is_set():
            self.statuses.append(self.request())
            self.over.wait(self.pause_seconds)

    def some_more(self, seconds: float = 20) -> None:
        """Until requests that begin now were answered."""
        wanted = len(self.statuses) + 4 * self.clients
        until(lambda: len(self.statuses) >= wanted, seconds=seconds)

    @contextmanager
    def running(self) -> Iterator["Traffic"]:
        with ThreadPoolExecutor(self.clients) as pool:
            clients = [pool.submit(self.go_on) for _ in range(self.clients)]
            try:
                yield self
            finally:
                self.over.set()
        for client in clients:
            client.result()

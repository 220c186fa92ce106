"""Where a thread's time with the store goes: its commands, each from its sending to its answer."""

import threading
from collections import defaultdict

from pymongo import monitoring


class Commands(monitoring.CommandListener):
    def __init__(self, thread: str) -> None:
        self._thread = thread
        self._seconds: dict[str, float] = defaultdict(float)
        self._open: dict[int, str] = {}
        self._lock = threading.Lock()

    def forget(self) -> None:
        with self._lock:
            self._seconds.clear()

    def seconds(self) -> dict[str, float]:
        with self._lock:
            return dict(self._seconds)

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if threading.current_thread().name != self._thread:
            return
        collection = event.command.get(event.command_name)
        named = f"{event.command_name} {collection}" if isinstance(collection, str) else event.command_name
        self._open[event.request_id] = named

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self._count(event)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._count(event)

    def _count(self, event: monitoring.CommandSucceededEvent | monitoring.CommandFailedEvent) -> None:
        named = self._open.pop(event.request_id, None)
        if named is None:
            return
        with self._lock:
            self._seconds[named] += event.duration_micros / 1e6

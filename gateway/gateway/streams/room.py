"""Room for so many streams in a process, of whichever log, and for so many of one reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.streams.stream import Stream

EXTENSION = "wara.streams"
STREAMS, STREAMS_OF_ONE = 200, 5


class Room:
    def __init__(self) -> None:
        self._open: list[Stream] = []
        self._closed = False

    def is_there_for(self, owner: str) -> bool:
        of_one = sum(one.owner == owner for one in self._open)
        return not self._closed and len(self._open) < STREAMS and of_one < STREAMS_OF_ONE

    @contextmanager
    def place(self, stream: Stream) -> Iterator[None]:
        self._open.append(stream)
        try:
            yield
        finally:
            stream.ended = True
            self._open.remove(stream)

    def close(self) -> None:
        """All streams end at once, and none begins."""
        for stream in self._open:
            stream.end()
        self._closed = True

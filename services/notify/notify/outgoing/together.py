"""What several threads bring at once is done together: as much as came in while the last was done, and a
moment after where more is awaited."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

MOMENT_SECONDS = 0.025

Work = TypeVar("Work")
Result = TypeVar("Result")


@dataclass(slots=True)
class Entry(Generic[Work, Result]):
    work: Work
    done: bool = False
    result: Result | None = None


class Together(Generic[Work, Result]):
    """`do` gives the result of each; `size` says how much one is, of which `most` are done at once.

    Who is about to bring something is `expected`: all others wait for it, but not for longer than a moment.
    """

    def __init__(
        self, do: Callable[[Sequence[Work]], Sequence[Result]], size: Callable[[Work], int], most: int
    ) -> None:
        self._do, self._size, self._most = do, size, most
        self._entering, self._doing = threading.Condition(), threading.Lock()
        self._entries: list[Entry[Work, Result]] = []
        self._expected = 0

    @contextmanager
    def expected(self) -> Iterator[None]:
        """Of a thread that brings one thing after the other."""
        self._expect(1)
        try:
            yield
        finally:
            self._expect(-1)

    def _expect(self, more: int) -> None:
        with self._entering:
            self._expected += more
            self._entering.notify_all()

    def do(self, work: Work) -> Result | None:
        """Returns when it is done; raises what `do` raises, and leaves it undone."""
        return self.bring(work)()

    def bring(self, work: Work) -> Callable[[], Result | None]:
        """The same in two steps: it is done when what this returns has been called, by whichever thread."""
        own = Entry[Work, Result](work)
        with self._entering:
            self._entries.append(own)
            self._entering.notify_all()
        return partial(self._finish, own)

    def _finish(self, own: Entry[Work, Result]) -> Result | None:
        with self._doing:
            while not own.done:  # else whoever was before did it too
                self._do_some(own)
        return own.result

    def _do_some(self, own: Entry[Work, Result]) -> None:
        some = self._next()
        try:
            results = self._do([entry.work for entry in some])
        except BaseException:
            with self._entering:
                self._entries = [entry for entry in (*some, *self._entries) if entry is not own]
            raise
        for entry, result in zip(some, results, strict=True):
            entry.result, entry.done = result, True

    def _next(self) -> list[Entry[Work, Result]]:
        """One at least."""
        some, size = list[Entry[Work, Result]](), 0
        with self._entering:
            self._entering.wait_for(lambda: len(self._entries) >= self._expected, MOMENT_SECONDS)
            while self._entries:
                size += self._size(self._entries[0].work)
                if some and size > self._most:
                    break
                some.append(self._entries.pop(0))
        return some

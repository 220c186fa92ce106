"""Lots in line, for several lanes that each take the next."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from notify.outgoing.deliveries import Lot


class Line:
    """`look` gives lots that are due, `most` of them at most. Where it gave so many it is asked again when
    they are gone, so that no lane waits for the others while there are more."""

    def __init__(self, look: Callable[[int], Sequence[Lot]], most: int) -> None:
        self._look, self._most = look, most
        self._taking = threading.Lock()
        self._left = deque(look(most))
        self.length, self.gone = len(self._left), 0

    def next(self) -> Lot | None:
        with self._taking:
            if not self._left and self.length >= self._most:
                self._left.extend(self._look(self._most))
                self.length = len(self._left)
            if not self._left:
                return None
            self.gone += 1
            return self._left.popleft()

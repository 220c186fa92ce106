"""Which calls came to this process already, so that a message that was copied on the broker is not obeyed."""

from datetime import datetime
from heapq import heappop, heappush

from chassis import clock


class Replays:
    """Ids are remembered until their deadline, after which a call is refused for being late."""

    def __init__(self) -> None:
        self._ids = set[str]()
        self._deadlines = list[tuple[datetime, str]]()

    def __len__(self) -> int:
        return len(self._ids)

    def came_before(self, id: str, deadline: datetime) -> bool:
        """From now on it did."""
        while self._deadlines and self._deadlines[0][0] <= clock.now():
            self._ids.discard(heappop(self._deadlines)[1])
        if id in self._ids:
            return True
        self._ids.add(id)
        heappush(self._deadlines, (deadline, id))
        return False

"""Which of the messages sent on a channel are confirmed, at a cost that no window's size changes."""


class Confirms:
    """Delivery tags count from 1 on a channel; the broker confirms them one by one or many at once."""

    def __init__(self) -> None:
        self._sent = 0
        self._through = 0
        self._ahead: set[int] = set()
        self._begun = 0
        self._refused: list[int] = []

    def begin(self) -> None:
        """What is counted from here on is one publish."""
        self._begun = self._sent
        self._refused.clear()

    def sent(self) -> None:
        self._sent += 1

    def settle(self, tag: int, multiple: bool, refused: bool) -> None:
        first = self._through + 1
        tags = [n for n in range(first, tag + 1) if n not in self._ahead] if multiple else [tag]
        if refused:
            self._refused += tags
        if multiple:
            self._ahead.difference_update(range(first, tag + 1))
            self._through = max(self._through, tag)
        else:
            self._ahead.add(tag)
        while self._through + 1 in self._ahead:
            self._through += 1
            self._ahead.remove(self._through)

    @property
    def outstanding(self) -> int:
        return self._sent - self.settled

    @property
    def settled(self) -> int:
        return self._through + len(self._ahead)

    @property
    def refused(self) -> int:
        return len(self._refused)

    @property
    def leading(self) -> int:
        """How many of this publish are confirmed before the first that is not."""
        first_refused = min(self._refused, default=self._through + 1)
        return max(0, min(self._through, first_refused - 1) - self._begun)

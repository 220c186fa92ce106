"""How much to take at once, found out while working."""

from dataclasses import dataclass

LARGEST = 2000
QUICK_SECONDS = 1.0


@dataclass(slots=True)
class Batch:
    """Large ones cost less an event; what fails is tried again as less, in the end by itself."""

    smallest: int
    size: int = 500

    def went(self, count: int, seconds: float) -> None:
        if count >= self.size and seconds < QUICK_SECONDS:
            self.size = min(self.size * 2, LARGEST)

    def failed(self) -> None:
        self.size = max(self.size // 2, self.smallest)

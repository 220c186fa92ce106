"""What every part of the benchmarks is given."""

from dataclasses import dataclass
from pathlib import Path

from wara.stack import Stack


@dataclass(frozen=True)
class Bench:
    """`divisor` makes all sizes smaller, for a try; `results` is where the figures go."""

    stack: Stack
    results: Path
    divisor: int = 1
    rounds: int = 5

    def size(self, full: int) -> int:
        return max(full // self.divisor, 20)

"""How the demo tells its story on a terminal."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

AT_ONCE = 4
Given = TypeVar("Given")
Done = TypeVar("Done")


class Screen:
    def __init__(self, console: Console) -> None:
        self.console = console

    def chapter(self, thai: str, english: str) -> None:
        self.console.print()
        self.console.rule(f"[bold]{english}[/]  {thai}", align="left")

    def line(self, text: str, aside: str = "") -> None:
        aside = f"  [dim]{aside}[/]" if aside else ""
        self.console.print(f"[green]✓[/] {text}{aside}", highlight=False, soft_wrap=True)

    def each(self, label: str, work: Callable[[Given], Done], given: Iterable[Given]) -> list[Done]:
        """`work` on all of them, some at once, under a bar that fills; the results in the order given."""
        waiting: Sequence[Given] = list(given)
        columns = TextColumn(f"[green]✓[/] {label}"), BarColumn(30), MofNCompleteColumn()
        with Progress(*columns, console=self.console) as progress, ThreadPoolExecutor(AT_ONCE) as pool:
            return list(progress.track(pool.map(work, waiting), total=len(waiting)))

"""A program of the guide, killed wherever it is and started again, and the file that it keeps."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.support.guide import program


class Guided:
    def __init__(self, name: str, book: str, env: Mapping[str, str], folder: Path) -> None:
        """`book` is the database that it keeps in its folder."""
        self._program, self._env = program(name, folder), env
        self._folder, self._book = folder, folder / book

    @contextmanager
    def started(self) -> Iterator[None]:
        """Killed at the end, wherever it is."""
        log = self._folder / "program.log"
        with log.open("ab") as output:
            child = subprocess.Popen(
                [sys.executable, self._program], env=self._env, cwd=self._folder, stdout=output, stderr=output
            )
        try:
            yield
            assert child.poll() is None, log.read_text()
        finally:
            child.kill()
            child.wait(5)

    def kept(self, question: str) -> list[tuple[Any, ...]]:
        """Empty while the program has not made its tables."""
        with closing(sqlite3.connect(self._book, timeout=10)) as book:
            try:
                return book.execute(question).fetchall()
            except sqlite3.OperationalError:
                return []

    def has(self, count: float, table: str) -> bool:
        found = self.kept(f"select count(*) from {table}")
        return bool(found) and found[0][0] >= count

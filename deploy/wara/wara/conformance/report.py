"""What a consumer says of itself: a line of JSON for each event that it has dealt with.

`{"id": …, "subject": …, "version": …}`: the event's id and subject, and the version of the subject that it
holds from then on. Lines of earlier trials may stand before.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import requests

from wara.problem import Problem

SECONDS = 5.0


@dataclass(frozen=True)
class Line:
    id: str
    subject: str
    version: int


@dataclass(frozen=True)
class Report:
    """At an address that answers all lines with 200, or in a file that need not be there yet."""

    where: str

    def lines(self) -> list[Line]:
        """The last one only when it is written to its end."""
        whole, _, _ = self._text().rpartition("\n")
        return [self._line(number, text) for number, text in enumerate(whole.splitlines(), start=1) if text]

    def _text(self) -> str:
        try:
            if self.where.startswith(("http://", "https://")):
                answer = requests.get(self.where, timeout=SECONDS)
                answer.raise_for_status()
                return answer.content.decode()
            path = Path(self.where)
            return path.read_text(encoding="utf-8") if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(f"{self.where} cannot be read: {error}") from None

    def _line(self, number: int, text: str) -> Line:
        try:
            said = json.loads(text)
            return Line(str(said["id"]), str(said["subject"]), int(said["version"]))
        except (ValueError, KeyError, TypeError):
            wanted = '{"id": "…", "subject": "…", "version": 1}'
            raise Problem(f"Line {number} of {self.where} is not like {wanted}: {text[:100]}") from None

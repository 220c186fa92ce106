"""How a proposal came that the secretariat entered for a member: on paper, by mail, or by word of mouth."""

from dataclasses import dataclass
from enum import StrEnum

from agenda.errors import Invalid


class Way(StrEnum):
    LETTER = "letter"
    MAIL = "mail"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """`on` is the day, `source` what it is found by in the office; `scan` is a file that is kept with it."""

    by: Way
    on: str
    source: str | None = None
    scan: str | None = None

    def must_be_known_by(self, today: str) -> None:
        if self.on > today:
            raise Invalid(fields={"received.on": ["in_the_future"]})

"""What somebody agreed to have shown to everybody, or took back: a fact each, and the newest counts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from membership.model.member import ByConsent, Member
from membership.model.names import Text
from membership.model.representative import Representative

ConsentTo = Literal["registry_number", "website", "representatives", "named"]
BY_THEMSELVES = {"channel": "page"}
WORDING = 1
WORDINGS: Mapping[int, Mapping[ConsentTo, Text]] = {
    1: {
        "registry_number": {
            "th": "ยินยอมให้แสดงเลขทะเบียนขององค์กรในทำเนียบสมาชิกต่อสาธารณะ จนกว่าจะถอนความยินยอม",
            "en": "That our registry number is shown to everybody in the roster, until we take this back.",
        },
        "website": {
            "th": "ยินยอมให้แสดงเว็บไซต์ขององค์กรในทำเนียบสมาชิกต่อสาธารณะ จนกว่าจะถอนความยินยอม",
            "en": "That our website is shown to everybody in the roster, until we take this back.",
        },
        "representatives": {
            "th": "ยินยอมให้แสดงผู้แทนขององค์กรซึ่งได้ยินยอมด้วยตนเองแล้วต่อสาธารณะ จนกว่าจะถอนความยินยอม",
            "en": "That who speaks for us, and agreed as well, is named in public, until we take this back.",
        },
        "named": {
            "th": "ยินยอมให้แสดงชื่อและตำแหน่งของข้าพเจ้าในฐานะผู้แทนขององค์กรต่อสาธารณะ จนกว่าจะถอนความยินยอม",
            "en": "That my name and post, as who speaks for it, are public, until I take this back.",
        },
    }
}
"""What is agreed to, in words. A wording never changes; another one has the next number."""


@dataclass(kw_only=True)
class Consent:
    """`about` is `members/<id>` or `representatives/<id>`; one that is not `given` was taken back.

    `how` is `{"channel", "on", "reference"}`: on a `page`, by whoever speaks for them; or as the secretariat
    received it, None where it did not say. `by` recorded it.
    """

    id: str
    member: str
    about: str
    to: ConsentTo
    given: bool
    wording: int
    at: datetime
    by: str
    roles: list[str]
    how: dict[str, Any] | None = None
    version: int = 0

    @property
    def words(self) -> Text:
        return WORDINGS[self.wording][self.to]

    def forget(self) -> bool:
        """By which letter it came says who wrote it; whether there was anything to forget."""
        said = self.how or {}
        self.how = {"channel": said["channel"]} if said else None
        return len(said) > 1


def agreed(one: Member | Representative) -> set[ConsentTo]:
    """What the record says now."""
    if isinstance(one, Representative):
        return {"named"} if one.shown else set()
    return {name for name in get_args(ByConsent) if name in one.shown}


def changes(before: Collection[ConsentTo], after: Collection[ConsentTo]) -> Iterator[tuple[ConsentTo, bool]]:
    """What was given and what was taken back."""
    for to in get_args(ConsentTo):
        if (to in before) != (to in after):
            yield to, to in after

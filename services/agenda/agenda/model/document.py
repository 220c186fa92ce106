"""The sign-off of what leaves the house: draft → checked → cleared → signed, then published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, TypedDict

from agenda.errors import TRANSITION_FORBIDDEN, Conflict
from agenda.model.document_kinds import Kind
from agenda.model.fact import Fact, Facts, happened
from agenda.model.text import Person, Text
from agenda.model.transition import Table, allow


class Status(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    CLEARED = "cleared"
    SIGNED = "signed"


TRANSITIONS: Table = {
    "check": (Status.DRAFT,),
    "clear": (Status.CHECKED,),
    "sign": (Status.CLEARED,),
    "publish": (Status.SIGNED,),
}


class ActingFor(TypedDict):
    """`mode` is ปฏิบัติราชการแทน or รักษาราชการแทน, as it stands under the signature."""

    post: Text
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Number and date (ISO) of the letter come from the registry and are typed in, never made here."""

    signatory: Person
    acting_for: ActingFor | None = None
    letter_number: str | None = None
    letter_date: str | None = None


@dataclass(slots=True, kw_only=True)
class Document:
    """`edition` is what of the meeting was checked; `content` is what was published, as it left.

    `particulars` are what was typed into it beside what the meeting knows.
    """

    id: str
    meeting: str
    kind: Kind
    edition: int
    committee: str | None = None
    status: Status = Status.DRAFT
    version: int = 0
    particulars: Mapping[str, Any] = field(default_factory=dict)
    checked_by: str | None = None
    cleared_by: str | None = None
    signature: Signature | None = None
    signed_at: datetime | None = None
    published_at: datetime | None = None
    published_edition: int | None = None
    revision: int = 0
    published_revision: int = 0
    content: Mapping[str, Any] | None = None
    languages: ClassVar = ("th", "en")

    def follow(self, edition: int) -> None:
        """Any edit of the content voids check, clearance and signature; what was published stays so."""
        if edition == self.edition:
            return
        self.edition = edition
        self._void()

    def revise(self, particulars: Mapping[str, Any]) -> Facts:
        """Only what is named changes; what is None is gone. As any edit it voids what was signed off."""
        stated = {**self.particulars, **particulars}
        self.particulars = {name: value for name, value in stated.items() if value is not None}
        self._void()
        self.revision += 1
        return happened(Fact.DOCUMENT_REVISED)

    def check(self, by: str) -> Facts:
        self._become("check", Status.CHECKED)
        self.checked_by = by
        return happened(Fact.DOCUMENT_CHECKED)

    def clear(self, by: str) -> Facts:
        self._become("clear", Status.CLEARED)
        self.cleared_by = by
        return happened(Fact.DOCUMENT_CLEARED)

    def sign(self, signature: Signature, at: datetime) -> Facts:
        self._become("sign", Status.SIGNED)
        self.signature, self.signed_at = signature, at
        return happened(Fact.DOCUMENT_SIGNED)

    def publish(self, at: datetime) -> Facts:
        self._become("publish", Status.SIGNED)
        if self.published_edition == self.edition and self.published_revision == self.revision:
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="document", status="published", verb="publish")
        self.published_at, self.published_edition, self.published_revision = at, self.edition, self.revision
        return happened(Fact.DOCUMENT_PUBLISHED)

    def _void(self) -> None:
        self.status = Status.DRAFT
        self.checked_by = self.cleared_by = self.signature = self.signed_at = None

    def _become(self, verb: str, status: Status) -> None:
        allow(TRANSITIONS, verb, "document", self.status)
        self.status = status

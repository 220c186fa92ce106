"""What an installation made of the words of a letter: in each language as shipped, its own, or none for now.

Nothing is ever lost: each step is a version with a number of its own, counted through both languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notify.errors import TEMPLATE_LAST_LANGUAGE, TRANSITION_FORBIDDEN, Conflict
from notify.model import LANGUAGES, Language


class Step(StrEnum):
    REVISED = "revised"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter is written in: the language, and the source where it is not the one shipped."""

    language: Language
    source: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """By whom, when and why something was done. `by` is an id that names no person."""

    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`source` is there where it is a revision; `shipped` is the edition of the shipped words by then."""

    template: str
    number: int
    language: Language
    step: Step
    by: str
    at: datetime
    note: str | None
    source: str | None
    shipped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is used instead of the shipped words; without a source there are none in this language."""

    number: int
    at: datetime
    source: str | None
    shipped: str


@dataclass(slots=True, kw_only=True)
class EditedTemplate:
    """`id` is the template's name. A language that has no wording is as shipped."""

    id: str
    wordings: dict[Language, Wording] = field(default_factory=dict)
    numbers: int = 0
    version: int = 0

    def words(self, language: Language) -> Words:
        """For a recipient of this language; of the other one where there are none in it."""
        wording = self.wordings.get(language)
        if wording is None:
            return Words(language)
        if wording.source is None:
            return self.words(_other(language))
        return Words(language, wording.source, wording.number)

    def is_behind(self, language: Language) -> bool:
        """Whether the other language was given words of its own since."""
        own, other = self.wordings.get(language), self.wordings.get(_other(language))
        if other is None or other.source is None:
            return False
        return own is None or (own.source is not None and own.number < other.number)

    def revise(
        self, sources: Mapping[Language, str], signed: Signed, shipped: Mapping[Language, str]
    ) -> list[Version]:
        return [self._step(one, Step.REVISED, signed, shipped, source) for one, source in sources.items()]

    def restore(
        self, languages: Iterable[Language], signed: Signed, shipped: Mapping[Language, str]
    ) -> list[Version]:
        """Nothing of what is as shipped already."""
        changed = [one for one in languages if one in self.wordings]
        return [self._step(one, Step.RESTORED, signed, shipped) for one in changed]

    def withdraw(self, language: Language, signed: Signed, shipped: Mapping[Language, str]) -> list[Version]:
        """Until it is revised or restored its recipients are written to in the other language."""
        if self._is_withdrawn(language):
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="template", status="withdrawn", verb="withdraw")
        if self._is_withdrawn(_other(language)):
            raise Conflict(TEMPLATE_LAST_LANGUAGE, language=language)
        return [self._step(language, Step.WITHDRAWN, signed, shipped)]

    def _is_withdrawn(self, language: Language) -> bool:
        wording = self.wordings.get(language)
        return wording is not None and wording.source is None

    def _step(
        self,
        language: Language,
        step: Step,
        signed: Signed,
        shipped: Mapping[Language, str],
        source: str | None = None,
    ) -> Version:
        self.numbers += 1
        number, at, digest = self.numbers, signed.at, shipped[language]
        self.wordings.pop(language, None)
        if step is not Step.RESTORED:
            self.wordings[language] = Wording(number=number, at=at, source=source, shipped=digest)
        return Version(
            template=self.id,
            number=number,
            language=language,
            step=step,
            by=signed.by,
            at=at,
            note=signed.note,
            source=source,
            shipped=digest,
        )


def _other(language: Language) -> Language:
    return next(one for one in LANGUAGES if one != language)

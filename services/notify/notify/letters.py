"""From what is known to a letter in the recipient's language: subject, text and HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any, Literal, TypeVar

from markupsafe import Markup, escape
from prometheus_client import Counter

from chassis import log
from notify import rendering, to_many, wording
from notify.audiences import BROADCASTS, CANCELLED, INVITATION, RESCHEDULED
from notify.editing import sandbox, vocabulary
from notify.editing.template import Words
from notify.model import Language
from notify.rendering import Form

CALENDAR_METHODS: Mapping[str, Literal["REQUEST", "CANCEL"]] = {
    INVITATION.name: "REQUEST",
    RESCHEDULED.name: "REQUEST",
    CANCELLED.name: "CANCEL",
}
TO_MANY = frozenset({*CALENDAR_METHODS, *BROADCASTS})
NOT_TRANSLATED: Mapping[Language, str] = {
    "th": "ข้อความฉบับนี้ยังไม่มีภาษาไทย จึงส่งเป็นภาษาอังกฤษ",
    "en": "This message is not available in English yet, and follows in Thai.",
}
"""What a letter in the other language begins with, by the recipient's."""
LONGEST_IN_ONE_PIECE = 25
_TEXTS = re.compile(r">[^<]+")
_BLANK_LINES = re.compile(r"\n{3,}")

PASSED_OVER = Counter(
    "notify_edited_templates_passed_over_total",
    "Letters written in the shipped words, because the edited ones could not be used",
    ["template", "language"],
)

Written = TypeVar("Written")

logger = log.get(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """All that a letter is written from. `target` is the proposal that this was merged into or repeats.

    `words` are those of the template in use; where not said, as shipped in the recipient's language.
    """

    template: str
    language: Language
    about: str
    at: datetime
    facts: Mapping[str, Any]
    representative: Mapping[str, Any]
    member: Mapping[str, Any]
    committee: Mapping[str, Any]
    meeting: Mapping[str, Any] | None = None
    next_meeting: Mapping[str, Any] | None = None
    target: Mapping[str, Any] | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`language` is that of its words. `occasion` is the name of the meeting that it is about, if any;
    `edition` says which words it was written in."""

    language: Language
    subject: str
    text: str
    html: str
    edition: str
    occasion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where the letter leads: addresses of pages."""

    page: str
    confirm: str
    answer: str | None = None
    unsubscribe: str | None = None
    sign_in: str | None = None


NO_WAYS = Ways(page="", confirm="")
"""On paper and by word of mouth: nothing there leads anywhere."""


def call(correspondence: Correspondence) -> str:
    """What is said to who is called; the same errors as for a letter."""

    def said(words: Words) -> str:
        values = _values(correspondence, NO_WAYS, words)
        return _render(correspondence.template, words, "call", values)

    return _BLANK_LINES.sub("\n\n", _in_words_that_fit(correspondence, said)) + "\n"


def write(correspondence: Correspondence, ways: Ways) -> Letter:
    """Raises jinja2.TemplateError where the template needs what is not known.

    Words of the installation's own were tried when they were saved. Should they fail all the same, the
    letter leaves in those that were shipped.
    """
    return _in_words_that_fit(correspondence, lambda words: compose(correspondence, ways, words))


def subject(correspondence: Correspondence, ways: Ways) -> str:
    """Alone, as it stands in a digest; the same errors."""
    return _in_words_that_fit(
        correspondence,
        lambda words: _one_line(correspondence.template, words, _values(correspondence, ways, words)),
    )


def compose(correspondence: Correspondence, ways: Ways, words: Words) -> Letter:
    """In these words or not at all."""
    template, values = correspondence.template, _values(correspondence, ways, words)
    line = _one_line(template, words, values)
    return Letter(
        language=words.language,
        subject=line,
        text=_BLANK_LINES.sub("\n\n", _render(template, words, "txt", values)) + "\n",
        html=_in_one_piece(_render(template, words, "html", {**values, "subject": line}), values["group"])
        + "\n",
        edition=_told(correspondence, words),
        occasion=_occasion(correspondence),
    )


def subject_as_written(correspondence: Correspondence, ways: Ways, words: Words) -> str:
    """However many lines that are."""
    return _render(correspondence.template, words, "subject", _values(correspondence, ways, words))


def _in_words_that_fit(correspondence: Correspondence, write: Callable[[Words], Written]) -> Written:
    words = correspondence.words or Words(correspondence.language)
    if words.source is None:
        return write(words)
    try:
        return write(words)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with them, the recipient is to be told
        template, fault = correspondence.template, type(error).__name__
        logger.error("edited_template_passed_over", template=template, number=words.number, reason=fault)
        PASSED_OVER.labels(template, words.language).inc()
        return write(Words(correspondence.language))


def _one_line(template: str, words: Words, values: Mapping[str, Any]) -> str:
    line = " ".join(_render(template, words, "subject", values).split())
    if not line:
        raise sandbox.NotSaid("subject_empty")
    return line


@lru_cache(maxsize=500)
def edition(template: str, words: Words) -> str:
    """Of the words of a letter: a digest of its template and of what all letters in this language share;
    before it the number of the version, where they are the installation's own."""
    source = rendering.shipped(template, words.language) if words.source is None else words.source
    digest = sha256(source.encode() + _shared(words.language)).hexdigest()[:12]
    return digest if words.number is None else f"{words.number}-{digest}"


def _in_one_piece(html: str, name: str) -> str:
    """No browser knows where the words of คณะทำงานร่วมฯ end: a line would break within one."""
    if len(name) > LONGEST_IN_ONE_PIECE:
        return html
    head, body, letter = html.partition("<body")
    kept = Markup('<span style="white-space:nowrap">{}</span>').format(name)
    return head + body + _TEXTS.sub(lambda text: text[0].replace(escape(name), kept), letter)


@cache
def _shared(language: Language) -> bytes:
    return b"".join(one.read_bytes() for one in rendering.shared(language))


def _told(correspondence: Correspondence, words: Words) -> str:
    """Names the language too, where it is not the recipient's."""
    told = edition(correspondence.template, words)
    return told if words.language == correspondence.language else f"{words.language}:{told}"


def _render(template: str, words: Words, form: Form, values: Mapping[str, Any]) -> str:
    if words.source is not None:
        return sandbox.render(words.source, words.language, form, values).strip()
    render = to_many.render if template in TO_MANY else rendering.render
    return render(template, words.language, form, values).strip()


def _values(correspondence: Correspondence, ways: Ways, words: Words) -> dict[str, Any]:
    facts = vocabulary.completed(correspondence.template, correspondence.facts)
    language, foreign = words.language, words.language != correspondence.language
    committee, member = correspondence.committee, correspondence.member
    served_for = [one["member"] for one in correspondence.representative.get("served_for", ())]
    return {
        "facts": facts,
        "at": correspondence.at,
        "own": facts.get("proposed_by") in {member["_id"], *served_for},
        "recipient": wording.person(correspondence.representative["name"], language),
        "member": wording.in_words(member["name"], language)[0],
        "committee": wording.in_words(committee["name"], language)[0],
        "office": _office(committee, language),
        "group": wording.in_words(committee["short_name"] or committee["name"], language)[0],
        "meeting": correspondence.meeting,
        "next_meeting": correspondence.next_meeting,
        "target": correspondence.target,
        "link": ways.page,
        "confirm": ways.confirm,
        "answer": ways.answer,
        "unsubscribe": ways.unsubscribe,
        "sign_in": ways.sign_in,
        "recipients_language": correspondence.language,
        "not_translated": NOT_TRANSLATED[correspondence.language] if foreign else None,
    }


def _office(committee: Mapping[str, Any], language: Language) -> str:
    """Whose the secretariat is; nothing where that has not been heard."""
    convener = committee.get("convener")
    return wording.in_words(convener["name"], language)[0] if convener else ""


def _occasion(correspondence: Correspondence) -> str | None:
    """For the recipient's calendar."""
    if correspondence.meeting is None:
        return None
    committee, language = correspondence.committee, correspondence.language
    group = wording.in_words(committee["short_name"] or committee["name"], language)[0]
    environment = rendering.environment(language, "txt")
    meetings: Any = environment.get_template(f"{language}/meetings.jinja").module
    return str(meetings.name(group, correspondence.meeting)).strip()

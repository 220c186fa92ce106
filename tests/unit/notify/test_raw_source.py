"""Every letter in every language as it goes over the wire, read by rules of our own, not by what wrote it."""

import base64
import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.generator import BytesGenerator
from typing import Any

import pytest

from notify import examples
from notify.audiences import TEMPLATES
from notify.channels.channel import Parcel
from notify.channels.email import compose
from notify.incoming.addresses import Addresses
from notify.model import LANGUAGES
from notify.outgoing import parcels
from tests.unit.notify.builders import correspondence, sending
from tests.unit.notify.test_email import POST, SENDER

LONGEST_LINE, LONGEST_HEADING, LONGEST_WORD, LONGEST_OF_BASE64 = 998, 78, 75, 76
UNBREAKABLE = {"message-id", "reply-to", "list-unsubscribe"}
"""Addresses, which are not cut."""
TAKING_ANSWERS = replace(POST, addresses=Addresses("answers@secretariat.example", lambda: [b"0" * 32]))
ENCODED_WORD = re.compile(r"=\?([a-z0-9-]+)\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
EVERY = [(template, language) for template in sorted(TEMPLATES) for language in LANGUAGES]
NAME = {
    "th": {"title": "หม่อมราชวงศ์", "given": "กัญญารัตน์ธัญญ์ฐิตา", "family": "ณ สงขลาศรีสุวรรณวงศ์ไพศาล"},
    "en": {"title": "Associate Professor Dr.", "given": "Kanyarat-Thanthita", "family": "Na Songkhla"},
}
TITLE = {
    "th": "การยกระดับคุณภาพอากาศ ๑๗ จังหวัดภาคเหนือ และการมีส่วนร่วมของชุมชนท้องถิ่น " * 3,
    "en": "Raising the quality of the air in the 17 provinces of the north " * 4,
}


@dataclass(frozen=True)
class Source:
    """One part of a mail: its headings as they are written, line by line, and its body."""

    headings: list[str]
    body: bytes

    def heading(self, name: str) -> str:
        (found,) = [one for one in self.headings if one.lower().startswith(f"{name.lower()}:")]
        return found.partition(":")[2].strip()

    @property
    def parts(self) -> Iterator["Source"]:
        (boundary,) = re.findall(r'boundary="([^"]+)"', self.heading("Content-Type"))
        for part in self.body.split(f"--{boundary}".encode())[1:-1]:
            yield source(part.removeprefix(b"\r\n").removesuffix(b"\r\n"))


def parcel(template: str = "meeting-invitation", **changes: Any) -> Parcel:
    return parcels.pack(sending(), correspondence(template, **changes), TAKING_ANSWERS)


def source(raw: bytes) -> Source:
    head, _, body = raw.partition(b"\r\n\r\n")
    return Source(re.split(r"\r\n(?=\S)", head.decode("ascii")), body)


def wire(sent: Parcel) -> bytes:
    """As `smtplib` writes it out."""
    buffer = io.BytesIO()
    BytesGenerator(buffer).flatten(compose(sent, SENDER), linesep="\r\n")
    return buffer.getvalue()


def read(heading: str) -> str:
    """By RFC 2047: white space between encoded words is none, and each word is whole by itself."""
    joined = re.sub(r"(\?=)\s+(?==\?)", r"\1", " ".join(heading.split("\r\n")).replace("  ", " "))
    return ENCODED_WORD.sub(lambda word: _decoded(*word.groups()), joined)


def _decoded(charset: str, way: str, text: str) -> str:
    if way.lower() == "b":
        return base64.b64decode(text, validate=True).decode(charset)
    return binascii.a2b_qp(text.replace("_", "=20").encode("ascii")).decode(charset)


def long_winded(template: str, language: str) -> Parcel:
    """With the longest that names and titles are."""
    facts = examples.FACTS[template]
    about: dict[str, Any] = {"facts": {**facts, "title": TITLE}} if "title" in facts else {}
    return parcel(
        template, language=language, representative={**examples.REPRESENTATIVE, "name": NAME}, **about
    )


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_no_line_is_too_long_and_everything_is_ascii(template: str, language: str) -> None:
    for sent in (parcel(template, language=language), long_winded(template, language)):
        raw = wire(sent)
        assert raw.isascii()
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert b"\r" not in raw.replace(b"\r\n", b"")
        assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST_LINE
        for heading in source(raw).headings:
            if heading.partition(":")[0].lower() not in UNBREAKABLE:
                assert max(len(line) for line in heading.split("\r\n")) <= LONGEST_HEADING, heading


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_headings_are_encoded_words_that_say_what_was_meant(template: str, language: str) -> None:
    for sent in (parcel(template, language=language), long_winded(template, language)):
        mail = source(wire(sent))
        for heading in mail.headings:
            for word in re.findall(r"=\?\S*", heading):
                assert len(word) <= LONGEST_WORD
                assert ENCODED_WORD.fullmatch(word), word
        assert read(mail.heading("Subject")) == sent.letter.subject
        assert read(mail.heading("From")) == SENDER
        assert read(mail.heading("To")) in (
            f"{sent.name} <{sent.address}>",
            f'"{sent.name}" <{sent.address}>',
        )
        assert mail.heading("Content-Language") == language
        assert mail.heading("Reply-To") == sent.reply_to


def test_where_one_click_stops_a_letter_is_written_as_it_is() -> None:
    sent = parcel("release-published")
    assert f"\r\nList-Unsubscribe: <{sent.unsubscribe}>\r\n".encode() in wire(sent)
    assert len(sent.unsubscribe or "") > LONGEST_HEADING


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_each_part_is_valid_base64_of_what_the_letter_says(template: str, language: str) -> None:
    sent = long_winded(template, language)
    bodies = []
    for part in source(wire(sent)).parts:
        assert part.heading("Content-Transfer-Encoding") == "base64"
        assert 'charset="utf-8"' in part.heading("Content-Type")
        lines = part.body.split(b"\r\n")
        assert max(len(line) for line in lines) <= LONGEST_OF_BASE64
        bodies.append(base64.b64decode(b"".join(lines), validate=True).decode("utf-8"))
    text, html, *entry = bodies
    assert text == sent.letter.text.replace("\n", "\r\n")
    assert html == sent.letter.html.replace("\n", "\r\n")
    assert [one.encode() for one in entry] == ([sent.calendar.content] if sent.calendar else [])


def test_names_and_digits_of_an_invitation_are_right_in_its_source() -> None:
    mail = source(wire(parcel()))
    assert read(mail.heading("Subject")).endswith("ครั้งที่ ๑/๒๕๖๑ (๓๑ มกราคม ๒๕๖๑)")
    text = base64.b64decode(next(mail.parts).body).decode()
    for said in ("เรียน ผู้แทน หนึ่ง ผู้แทนกระทรวงการต่างประเทศ", "วันพุธที่ ๓๑ มกราคม ๒๕๖๑", "๐๙.๐๐–๑๒.๐๐ น."):
        assert said in text


@pytest.mark.parametrize("broken", ["=?utf-8?b?4LiB4Lg=?=", "=?utf-8?b?not base64?=", "=?utf-8?q?=E0=B8?="])
def test_a_word_that_is_cut_within_a_letter_would_be_found(broken: str) -> None:
    with pytest.raises((UnicodeDecodeError, AssertionError)):
        assert read(broken) != broken

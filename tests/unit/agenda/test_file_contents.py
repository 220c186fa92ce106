"""What is in a file decides what it is; each reason against it has a code of its own."""

import io
import random

import pytest

from agenda.errors import (
    ATTACHMENT_ENCRYPTED,
    ATTACHMENT_EXECUTABLE,
    ATTACHMENT_MACROS,
    ATTACHMENT_MARKUP,
    ATTACHMENT_NAME_UNSAFE,
    ATTACHMENT_OF_NO_KIND,
    ATTACHMENT_UNPACKS_TOO_FAR,
    Invalid,
)
from agenda.model import archive, filename
from agenda.model.content import ENDINGS, Kind, kind_of
from tests.unit.agenda.file_makers import (
    DRAWING,
    JPEG,
    LOCKED_OFFICE,
    LOCKED_PDF,
    PDF,
    PROGRAM,
    docx,
    lying,
    nested,
    packed,
    png,
)

PARTS = {"[Content_Types].xml": b"wordprocessingml.document.main+xml", "word/document.xml": b"<w:document/>"}
SMALL = 100_000
ZEROS = bytes(SMALL // 2)
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OTHER_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.fixture(autouse=True)
def small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too much is less here, so that it is soon had."""
    monkeypatch.setattr(archive, "UNPACKED_AT_MOST", SMALL)


def looked_at(content: bytes) -> Kind:
    return kind_of(io.BytesIO(content), len(content))


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        looked_at(content)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, Kind.PDF),
        (docx(), Kind.DOCX),
        (packed(PARTS), Kind.DOCX),
        (docx(table_xlsx=packed({"xl/workbook.xml": b"<workbook/>"})), Kind.DOCX),
        (png(), Kind.PNG),
        (JPEG, Kind.JPEG),
    ],
    ids=["PDF", "DOCX", "small DOCX", "DOCX with a table in it", "PNG", "JPEG"],
)
def test_what_is_sound_is_known_by_what_is_in_it(content: bytes, kind: Kind) -> None:
    assert looked_at(content) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PROGRAM, ATTACHMENT_EXECUTABLE),
        (b"#!/bin/sh\n", ATTACHMENT_EXECUTABLE),
        (DRAWING, ATTACHMENT_MARKUP),
        (b'\xef\xbb\xbf\n <?xml version="1.0"?>' + DRAWING, ATTACHMENT_MARKUP),
        (b"<!DOCTYPE html><script>alert(1)</script>", ATTACHMENT_MARKUP),
        (LOCKED_PDF, ATTACHMENT_ENCRYPTED),
        (LOCKED_OFFICE, ATTACHMENT_ENCRYPTED),
        (docx(MACRO_MAIN), ATTACHMENT_MACROS),
        (docx(vbaProject_bin=b"\0"), ATTACHMENT_MACROS),
        (docx(table_xlsm=packed({"xl/vbaProject.bin": b"\0"})), ATTACHMENT_MACROS),
        (docx(media=ZEROS, more=ZEROS, again=b"0"), ATTACHMENT_UNPACKS_TOO_FAR),
        (docx(one=packed({"a": ZEROS}), two=packed({"b": ZEROS + b"0"})), ATTACHMENT_UNPACKS_TOO_FAR),
        (docx(deep=nested(4)), ATTACHMENT_UNPACKS_TOO_FAR),
        (png(100_000, 100_000), ATTACHMENT_UNPACKS_TOO_FAR),
    ],
)
def test_what_hides_something_is_refused(content: bytes, code: str) -> None:
    assert refusal(content) == code


@pytest.mark.parametrize(
    "content",
    [
        b"plain text",
        PDF[:40],
        PROGRAM + PDF,
        b"GIF89a",
        JPEG[:20],
        png()[:-4],
        png() + PROGRAM,
        docx()[:-10],
        docx() + b"0",
        docx(OTHER_MAIN),
        packed({"word/document.xml": b""}),
        packed(PARTS | {"[content_types].xml": b"<Types/>"}),
        docx().replace(b"PK\x01\x02", b"PK\x01\x09"),
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_what_is_not_sound_is_of_no_kind(content: bytes) -> None:
    assert refusal(content) in (ATTACHMENT_OF_NO_KIND, ATTACHMENT_EXECUTABLE)


def test_a_directory_is_not_believed() -> None:
    """What says that it is small, and is not, would pass whoever only adds up what is said."""
    small = lying(docx(media=ZEROS, more=ZEROS, again=b"0"), b"word/media", 10)
    assert refusal(small) in (ATTACHMENT_UNPACKS_TOO_FAR, ATTACHMENT_OF_NO_KIND)
    assert refusal(lying(docx(media=b"0" * 100), b"word/media", 10)) == ATTACHMENT_OF_NO_KIND


@pytest.mark.parametrize(
    "sound",
    [PDF, docx(table_xlsx=packed(PARTS)), png(), JPEG],
    ids=["PDF", "DOCX", "PNG", "JPEG"],
)
def test_whatever_comes_is_of_a_kind_or_refused(sound: bytes) -> None:
    """Never any other error, whatever happened to it on its way."""
    chance, seen = random.Random(2561), set()
    for _ in range(400):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        begin, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        content = chance.choice((content, content[:end], content[:begin] + content[end:], content + content))
        try:
            seen.add(str(looked_at(bytes(content))))
        except Invalid as refused:
            seen.add(refused.code)
    assert ATTACHMENT_OF_NO_KIND in seen


def test_an_archive_within_is_no_larger_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    table = packed({"xl/workbook.xml": random.Random(1).randbytes(2_000)})
    assert looked_at(docx(table_xlsx=table)) is Kind.DOCX
    monkeypatch.setattr(archive, "INNER_AT_MOST", 1_000)
    assert refusal(docx(table_xlsx=table)) == ATTACHMENT_UNPACKS_TOO_FAR


@pytest.mark.parametrize(
    "name", ["รายงาน ๑.pdf", "a.b.docx", "ขอบเขต\u200bงาน.pdf", "console.pdf", "x" * 196 + ".pdf"]
)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert filename.checked(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../../etc/passwd",
            "a/b.pdf",
            "..\\a.pdf",
            "C:a.pdf",
            "..",
            ".",
            ".htaccess",
            " ",
            "a.pdf ",
            "a.pdf.",
        ),
        *("a\0.pdf", "a\r\n.pdf", "report\u202efdp.exe", "\u200fa.pdf", "\u2066a.pdf", "\ud800.pdf"),
        *("CON", "con.pdf", "LPT1.docx", "nul.tar.gz", 'a".pdf', "a|b.pdf", "<a>.pdf", "x" * 201),
    ],
)
def test_a_name_that_is_more_than_a_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        filename.checked(name)
    assert refused.value.code == ATTACHMENT_NAME_UNSAFE


def test_a_name_ends_in_what_the_file_is() -> None:
    assert filename.ending_in("ภาพ.JPEG", ENDINGS[Kind.JPEG]) == "ภาพ.JPEG"
    assert filename.ending_in("setup.exe", ENDINGS[Kind.PNG]) == "setup.exe.png"

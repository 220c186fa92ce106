"""What comes in by mail is read, whatever a stranger has made of it."""

import sys
from types import FrameType

import pytest

from notify.incoming import reading
from notify.incoming.reading import CalendarReply, Report, Words

BOUNDARY = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
BOXES = b"".join(BOUNDARY % (depth, depth) for depth in range(50))
ORIGINAL = "Original-Recipient: rfc822; c@d.example\r\n"
MOST_STEPS = 300_000
"""Calls of functions within which a mail is read; the first of those below took twenty-six million."""


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"Content-Type: text/plainrs)t*=;name*\r\n\r\nshe comes\r\n", "she comes"),
        (b"".join(BOUNDARY % (depth, depth) for depth in range(1000)) + b"she comes", "Content-Type"),
    ],
    ids=["an odd type", "boxes in boxes"],
)
def test_what_cannot_be_taken_to_pieces_is_for_a_person_to_read(content: bytes, beginning: str) -> None:
    """Else the mail server would bring it for days, and send it back at last."""
    found = reading.read(content)
    assert isinstance(found, Words)
    assert found.text.startswith(beginning)


@pytest.mark.parametrize("charset", ["idna", "undefined", "a\0b", "tis-620x"])
def test_an_odd_charset_hides_neither_words_nor_who_wrote_them(charset: str) -> None:
    head = f'From: rep1@org1.example\r\nContent-Type: text/plain; charset="{charset}"'
    found = reading.read(f"{head}\r\n\r\nxn--a comes\r\n".encode())
    assert isinstance(found, Words)
    assert (found.sender, found.text) == ("rep1@org1.example", "xn--a comes")


def test_a_calendar_that_cannot_be_read_hides_no_words() -> None:
    content = (
        b"From: rep1@org1.example\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nWe come.\r\n"
        b"--b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nnonsense\r\n--b--\r\n"
    )
    found = reading.read(content)
    assert isinstance(found, Words)
    assert (found.sender, found.text) == ("rep1@org1.example", "We come.")


def steps(content: bytes) -> int:
    """How many calls of functions it takes to read that."""
    taken = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal taken
        taken += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        reading.read(content)
    finally:
        sys.setprofile(before)
    return taken


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: text/plain" + b"".join(b";\r\n a*%d=b" % n for n in range(20_000)) + b"\r\n\r\nx",
        b"Content-Type: text/plain" + b"".join(b"; a%d=b" % n for n in range(20_000)) + b"\r\n\r\nx",
        b"From: " + b"(" * 100 + b"a@b," * 50_000 + b"\r\n\r\nx",
        BOXES + b"\r\n" * 100_000,
    ],
    ids=["parameters in parts", "parameters", "senders", "lines in boxes"],
)
def test_what_is_made_to_be_slow_to_read_is_read_in_its_beginning(content: bytes) -> None:
    assert steps(content) < MOST_STEPS
    assert isinstance(reading.read(content), Words)


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("=?utf-8?b?4LiV4Lit4Lia?= ok", "ตอบ ok"),
        ("ตอบ\r\n ok", "ตอบ ok"),
        ("=?nothing?b?4LiV?=", "=?nothing?b?4LiV?="),
        ("=?utf-8?b?4LiV4?=", "=?utf-8?b?4LiV4?="),
        ("ก" * 900, "ก" * 500),
    ],
    ids=["encoded", "as it is, on two lines", "in a charset that nobody knows", "cut off", "long"],
)
def test_a_subject_is_read_as_its_writer_meant_it(heading: str, subject: str) -> None:
    found = reading.read(f"From: ผู้แทน <rep1@org1.example>\r\nSubject: {heading}\r\n\r\nx".encode())
    assert found == Words(sender="rep1@org1.example", subject=subject, text="x", automatic=False)


@pytest.mark.parametrize("attendee", ["mailto:rep1@org1.example", "MAILTO:rep1@org1.example"])
def test_a_calendars_answer_says_whose_it_is(attendee: str) -> None:
    event = f"UID:1@wara\r\nDTSTAMP:20180110T020000Z\r\nATTENDEE;PARTSTAT=DECLINED:{attendee}\r\n"
    calendar = f"METHOD:REPLY\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\n"
    head = "Subject: Declined\r\nContent-Type: text/calendar\r\n\r\n"
    found = reading.read(f"{head}BEGIN:VCALENDAR\r\n{calendar}END:VCALENDAR\r\n".encode())
    assert isinstance(found, CalendarReply)
    assert (found.attendee, found.answer) == ("rep1@org1.example", "declined")
    assert found.words.subject == "Declined"


@pytest.mark.parametrize(
    ("head", "about", "recipients"),
    [
        ("", "Final-Recipient: RFC822; <rep1@org1.example>\r\n", {"rep1@org1.example"}),
        ("", "Final-Recipient: rfc822; a@b.example\r\n" + ORIGINAL, {"a@b.example", "c@d.example"}),
        ("X-Failed-Recipients: a@b.example,\r\n c@d.example\r\n", "", {"a@b.example", "c@d.example"}),
        ("", "", set()),
    ],
)
def test_a_report_says_about_whom_it_is(head: str, about: str, recipients: set[str]) -> None:
    found = reading.read(
        f"{head}Content-Type: multipart/report; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.org1.example\r\n\r\n"
        f"{about}Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n".encode()
    )
    assert isinstance(found, Report)
    assert (found.failed, found.status, set(found.recipients)) == (True, "5.1.1", recipients)

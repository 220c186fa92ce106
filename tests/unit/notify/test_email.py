"""What a mail is made of, and what the words of a mail server mean."""

import re
import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from chassis.links import Links
from notify import examples
from notify.channels import headings
from notify.channels.channel import NotNow, Parcel, Refused, TooFast
from notify.channels.email import Email, Server, _verdict, compose
from notify.config import Post
from notify.doors import Doors
from notify.outgoing import parcels
from tests.unit.notify.builders import MESSAGE_ID, correspondence, sending

SENDER = "ฝ่ายเลขานุการ <office@secretariat.example>"
POST = Post(
    smtp=Server.read("smtp://127.0.0.1:1", SENDER, 1.0),
    sender=SENDER,
    domain="secretariat.example",
    doors=Doors("https://wara.example", Links(lambda: [b"0" * 32])),
)


def parcel(template: str = "meeting-invitation", **changes: Any) -> Parcel:
    return parcels.pack(sending(), correspondence(template, **changes), POST)


def received(sent: Parcel) -> EmailMessage:
    message = message_from_bytes(compose(sent, SENDER).as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_headers() -> None:
    message = received(parcel())
    assert message["Message-ID"] == MESSAGE_ID
    assert message["To"] == "ผู้แทน หนึ่ง <rep1@org1.example>"
    assert message["From"] == SENDER
    assert message["Subject"].startswith("ขอเชิญเข้าร่วมการประชุม")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "th"


def test_what_mails_share_is_remembered_and_nothing_of_a_recipient() -> None:
    for number in range(3):
        person = {**examples.REPRESENTATIVE, "email": f"rep{number}@org1.example"}
        message = received(parcel(representative=person))
        assert message["To"] == f"ผู้แทน หนึ่ง <rep{number}@org1.example>"
    assert headings._folded.cache_info().hits > 0
    assert {"to", "reply-to", "message-id", "list-unsubscribe"}.isdisjoint(headings.SHARED)


def test_what_nobody_needs_can_be_stopped_by_one_click_of_a_mail_program() -> None:
    message = received(parcel("release-published"))
    assert re.fullmatch(r"<https://wara\.example/unsubscribe\?token=\S+>", message["List-Unsubscribe"])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received(parcel())["List-Unsubscribe"] is None


def test_an_invitation_comes_with_its_calendar_entry_as_an_alternative() -> None:
    message = received(parcel())
    assert message.get_content_type() == "multipart/alternative"
    text, html, entry = message.iter_parts()
    assert [part.get_content_type() for part in (text, html)] == ["text/plain", "text/html"]
    assert entry["Content-Type"] == 'text/calendar; method="REQUEST"; charset="utf-8"'
    assert entry["Content-Transfer-Encoding"] == "base64"
    assert "ATTENDEE" in entry.get_content()
    assert "ขอแสดงความนับถือ" in text.get_content()
    assert '<html lang="th">' in html.get_content()


def test_a_cancellation_takes_the_entry_back() -> None:
    *_, entry = received(parcel("meeting-cancelled")).iter_parts()
    assert entry.get_param("method") == "CANCEL"
    assert "METHOD:CANCEL" in entry.get_content()


def test_other_letters_have_no_calendar_entry() -> None:
    assert len(list(received(parcel("welcome")).iter_parts())) == 2


def test_the_same_parcel_keeps_id_and_date() -> None:
    one, two = received(parcel()), received(parcel())
    assert (one["Message-ID"], one["Date"]) == (two["Message-ID"], two["Date"])


def test_a_name_with_a_line_break_breaks_no_header() -> None:
    name = {"th": {"given": "ผู้แทน\r\nBcc: x@y.example", "family": "หนึ่ง"}}
    representative = {**correspondence("welcome").representative, "name": name}
    message = received(parcel("welcome", representative=representative))
    assert message["Bcc"] is None


def test_a_domain_in_thai_needs_no_server_that_knows_thai() -> None:
    representative = {**correspondence("welcome").representative, "email": "rep1@ไทย.ไทย"}
    message = compose(parcel("welcome", representative=representative), SENDER)
    assert message["To"].addresses[0].addr_spec == "rep1@xn--o3cw4h.xn--o3cw4h"


@pytest.mark.parametrize("address", ["", "rep1", "rep1@org1.example\nBcc: x@y.example", "a b@org1.example"])
def test_an_address_that_is_none_is_refused_before_a_server_is_asked(address: str) -> None:
    representative = {**correspondence("welcome").representative, "email": address}
    with pytest.raises(Refused, match="address_invalid"):
        Email(POST.smtp).send(parcel("welcome", representative=representative))


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no x@y.example")}), Refused, "550"),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"busy")}), NotNow, "450"),
        (smtplib.SMTPDataError(554, b"spam"), Refused, "554"),
        (smtplib.SMTPDataError(451, b"later"), NotNow, "451"),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"4.7.28 too many from you")}), TooFast, "450"),
        (smtplib.SMTPRecipientsRefused({"x": (421, b"closing")}), TooFast, "421"),
        (smtplib.SMTPDataError(451, b"4.7.0 slow down"), TooFast, "451"),
        (smtplib.SMTPDataError(451, b"4.7.1 Greylisted, come back"), NotNow, "451"),
        (smtplib.SMTPDataError(554, b"4.7.0 no"), Refused, "554"),
        (smtplib.SMTPSenderRefused(550, b"who", "office@secretariat.example"), NotNow, "550"),
        (smtplib.SMTPServerDisconnected("gone"), NotNow, "SMTPServerDisconnected"),
        (smtplib.SMTPNotSupportedError("utf8"), Refused, "address_not_supported"),
        (TimeoutError("slow"), NotNow, "TimeoutError"),
    ],
)
def test_what_a_server_says_about_a_letter(error: OSError, kind: type[Exception], reason: str) -> None:
    verdict = _verdict(error)
    assert type(verdict) is kind
    assert str(verdict) == reason


@pytest.mark.parametrize("uri", ["http://mail.example", "mail.example:25", "smtp://"])
def test_a_server_is_named_by_a_uri(uri: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URI"):
        Server.read(uri, SENDER, 1.0)


class Asked(smtplib.SMTP):
    """A server on this machine that is only ever asked to log somebody in."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def login(self, user: str, password: str, *, initial_response_ok: bool = True) -> Any:
        self.given.append((user, password))


def test_the_password_is_in_a_file_and_taken_anew_for_each_connection(tmp_path: Path) -> None:
    file, asked = tmp_path / "notify.smtp", Asked()
    server = Server.read(f"smtp://office%40agency@localhost:25?password_file={file}", SENDER, 1.0)
    for password in ("first", "p@ss/wörd"):
        file.write_text(f"{password}\n")
        server._log_in(asked, "localhost")
    assert asked.given == [("office@agency", "first"), ("office@agency", "p@ss/wörd")]
    file.unlink()
    with pytest.raises(FileNotFoundError):
        server._log_in(asked, "localhost")

"""The mail sink: whatever is sent to it can be read, in Thai as in English."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests

from wara.mail.box import Box
from wara.mail.page import make_page
from wara.stack import Stack

THAI = "ขอเชิญประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ เพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน ณ วิเทศสโมสร"
HOSTILE = "<p>สวัสดี</p><script>alert(1)</script>"


def invitation() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "คณะทำงานร่วมฯ <wara@wara.example>"
    mail["To"] = "ผู้แทน หนึ่ง <rep1@org1.example>"
    mail["Subject"] = THAI
    mail["Message-ID"] = "<n1@wara.example>"
    mail.set_content("เรียน ผู้แทน\n" + THAI, cte="base64")
    mail.add_alternative(HOSTILE, subtype="html", cte="base64")
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:ประชุม\r\nEND:VCALENDAR\r\n"
    mail.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"}, cte="base64")
    return mail


@pytest.fixture
def page(running: Stack) -> str:
    assert running.urls.mail
    return running.urls.mail


def send(stack: Stack, *recipients: str) -> int:
    """The number under which it is kept."""
    with smtplib.SMTP("127.0.0.1", stack.plan.ports.smtp) as smtp:
        smtp.send_message(invitation(), to_addrs=recipients)
    return int(requests.get(f"{stack.urls.mail}/messages.json", timeout=5).json()[-1]["n"])


def test_a_mail_sent_over_smtp_is_listed_shown_and_kept(running: Stack, page: str) -> None:
    n = send(running, "rep1@org1.example", "rep2@org2.example")
    *_, listed = requests.get(f"{page}/messages.json", timeout=5).json()
    assert listed["subject"] == THAI
    assert listed["message_id"] == "<n1@wara.example>"
    assert listed["to"] == ["rep1@org1.example", "rep2@org2.example"]
    assert listed["received_at"].endswith("Z") and listed["size"] > 500
    shown = requests.get(f"{page}/messages/{n}", timeout=5).text
    assert THAI in shown and "SUMMARY:ประชุม" in shown and "ผู้แทน หนึ่ง" in shown
    assert "<script>" not in shown
    assert THAI in requests.get(page, timeout=5).text
    raw = requests.get(f"{page}/messages/{n}.eml", timeout=5).content
    assert raw == (running.folder.mail / f"{n:06}.eml").read_bytes()


def test_a_mail_s_own_html_can_do_nothing(running: Stack, page: str) -> None:
    n = send(running, "rep1@org1.example")
    answer = requests.get(f"{page}/messages/{n}/html", timeout=5)
    assert "สวัสดี" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_mails_kept_from_an_earlier_run_are_listed_and_numbered_on(tmp_path: Path) -> None:
    Box(tmp_path).add("wara@wara.example", ["rep1@org1.example"], invitation().as_bytes())
    again = Box(tmp_path)
    assert [entry.subject for entry in again.entries()] == [THAI]
    assert again.add("wara@wara.example", [], b"Subject: second\r\n\r\n").n == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?no-such-charset?B?4LiB?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=no-such\r\n\r\n\xff",
        b"To: <<>>,;:\r\nDate: never\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
    ],
)
def test_an_odd_mail_is_shown_all_the_same(tmp_path: Path, content: bytes) -> None:
    box = Box(tmp_path)
    box.add("", ["rep1@org1.example"], content)
    client = make_page(box).test_client()
    for path in ("/", "/messages/1", "/messages/1/html", "/messages/1.eml", "/messages.json"):
        assert client.get(path).status_code == 200


def test_an_unknown_mail_is_not_found(tmp_path: Path) -> None:
    client = make_page(Box(tmp_path)).test_client()
    assert {client.get(f"/messages/7{end}").status_code for end in ("", ".eml", "/html")} == {404}

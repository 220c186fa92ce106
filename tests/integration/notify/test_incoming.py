"""What comes in by mail, over the wire: answers of calendars, reports of the mail system, and words."""

import asyncio
import logging
import smtplib
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from chassis import clock
from chassis.errors import Conflict, Denied, Unavailable
from chassis.links import of_secret
from chassis.mongo import Store
from notify.handlers import incoming
from notify.incoming.addresses import Addresses
from notify.incoming.listener import Door, Place, listen
from notify.outgoing.suppressions import SUPPRESSIONS
from tests.integration.notify.desk import PUBLIC, Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
    MEETING,
    MEMBER,
    PERSON,
    committee,
    meeting,
    member,
    moved,
    person,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.support.polling import until
from tests.support.services import free_port
from wara.ports import answers

Send = Callable[[], int]
REPLY_TO = "answers@secretariat.example"


@pytest.fixture
def addresses(keys: Any) -> Addresses:
    return Addresses(REPLY_TO, of_secret(keys / "letter.key").secrets)


@pytest.fixture(params=["smtp", "lmtp"])
def server(
    request: pytest.FixtureRequest, house: House, store: Store, addresses: Addresses
) -> Iterator[smtplib.SMTP]:
    place = Place(request.param, "127.0.0.1", free_port())
    stop = threading.Event()
    listening = threading.Thread(
        target=lambda: asyncio.run(listen(place, Door(store, addresses), stop)), daemon=True
    )
    listening.start()
    until(lambda: answers(place.port))
    client = smtplib.SMTP if request.param == "smtp" else smtplib.LMTP
    with client(place.host, place.port) as server:
        yield server
    stop.set()
    listening.join(5)


@pytest.fixture
def invitation(house: House, mailbox: Mailbox, send: Send) -> EmailMessage:
    house.hear(committee(), member(from_list=True), person(), meeting("convened"))
    send()
    (letter,) = mailbox.letters
    return letter


def entry(letter: EmailMessage) -> Any:
    (part,) = (part for part in letter.walk() if part.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_content()).walk("VEVENT")[0]


def reply(
    letter: EmailMessage, partstat: str, minutes: int = 0, by: str = "", comment: Sequence[str] = ()
) -> EmailMessage:
    """As a calendar program writes it, of who was asked or of another."""
    asked = entry(letter)
    stamp = clock.now() + timedelta(minutes=minutes)
    uid, sequence = asked["uid"], asked["sequence"]
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Another//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}", f"ORGANIZER:{asked['organizer']}",
        f"ATTENDEE;PARTSTAT={partstat}:{by or asked['attendee']}", *(f"COMMENT:{one}" for one in comment),
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    message = EmailMessage()
    message["From"], message["Subject"] = "rep1@org1.example", f"{partstat.title()}: meeting"
    message["To"] = str(asked["organizer"]).removeprefix("mailto:")
    message.set_content("See the calendar")
    message.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return message


def report(status: str, action: str, about: str = "rep1@org1.example") -> EmailMessage:
    of_recipient = f"Final-Recipient: rfc822; {about}\r\nAction: {action}\r\nStatus: {status}\r\n"
    blocks = f"Reporting-MTA: dns; mx.org1.example\r\n\r\n{of_recipient}"
    text = (
        "From: mailer-daemon@org1.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{blocks}\r\n--b--\r\n"
    )
    found = message_from_string(text, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def hand_over(
    server: smtplib.SMTP, message: EmailMessage, to: str, sender: str = "rep1@org1.example"
) -> None:
    server.send_message(message, sender, [to])


def test_a_calendars_answer_is_told_once(
    house: House, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    answer = reply(invitation, "ACCEPTED")
    for _ in range(2):
        hand_over(server, answer, answer["To"])
    (told,) = house.told("notify.invitation.answered.v1")
    said = told["data"]
    assert (said["meeting"], said["member"], said["answer"]) == (MEETING, MEMBER, "accepted")
    assert said["calendar_sequence"] == 0
    assert house.row("meeting-invitation")["reply"] == "accepted"
    assert house.store.db.incoming.count_documents({}) == 0


def test_the_last_answer_counts_in_whatever_order_they_come(
    house: House, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    for partstat, minutes in (("TENTATIVE", -3), ("DECLINED", -1), ("ACCEPTED", -2)):
        answer = reply(invitation, partstat, minutes)
        hand_over(server, answer, answer["To"])
    said = [one["data"]["answer"] for one in house.told("notify.invitation.answered.v1")]
    assert said == ["tentative", "declined"]


def test_a_clock_that_is_ahead_takes_the_word_from_nobody(
    house: House, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    """As of a program that gives the time in Bangkok for that in Greenwich."""
    for partstat, minutes in (("ACCEPTED", 7 * 60), ("DECLINED", 1)):
        answer = reply(invitation, partstat, minutes)
        hand_over(server, answer, answer["To"])
    told = [one["data"] for one in house.told("notify.invitation.answered.v1")]
    assert [one["answer"] for one in told] == ["accepted", "declined"]
    assert all(one["answered_at"] <= clock.to_wire(clock.now()) for one in told)


@pytest.mark.parametrize("comment", [["จะไปถึงช้า"], ["จะไปถึงช้า", "ขออาหารมังสวิรัติ"]])
def test_what_somebody_adds_to_the_answer_of_their_calendar_is_for_a_person_to_read(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP, comment: list[str]
) -> None:
    answer = reply(invitation, "ACCEPTED", comment=comment)
    hand_over(server, answer, answer["To"])
    (told,) = house.told("notify.invitation.answered.v1")
    (mail,) = desk.ask("list_mails", state="waiting")["items"]
    assert (told["data"]["answer"], "จะไปถึงช้า" in str(told)) == ("accepted", False)
    assert mail["text"].splitlines() == [*comment, "", "See the calendar"]
    assert mail["answers"] == house.row("meeting-invitation")["_id"]


def test_an_answer_to_the_time_of_before_is_none(
    house: House, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    answer = reply(invitation, "ACCEPTED")
    house.hear(moved(3, 1))
    hand_over(server, answer, answer["To"])
    assert house.told("notify.invitation.answered.v1") == []


def test_who_has_left_answers_nothing(house: House, invitation: EmailMessage, server: smtplib.SMTP) -> None:
    answer = reply(invitation, "ACCEPTED")
    house.hear(person("ended", 2))
    hand_over(server, answer, answer["To"])
    assert house.told("notify.invitation.answered.v1") == []


def test_of_whom_the_invitation_was_sent_on_to_a_person_reads_the_answer(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    declined = reply(invitation, "DECLINED", by="mailto:colleague@org1.example")
    hand_over(server, declined, declined["To"])
    assert house.told("notify.invitation.answered.v1") == []
    (mail,) = desk.ask("list_mails", state="waiting")["items"]
    assert (mail["subject"], mail["answers"]) == (
        "Declined: meeting",
        house.row("meeting-invitation")["_id"],
    )
    accepted = reply(invitation, "ACCEPTED", by="MAILTO:Rep1@Org1.example")
    hand_over(server, accepted, accepted["To"])
    (told,) = house.told("notify.invitation.answered.v1")
    assert told["data"]["answer"] == "accepted"


def test_an_answer_that_is_not_sealed_is_for_a_person_to_read(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    """Whoever knows an entry's UID has still not received it."""
    hand_over(server, reply(invitation, "DECLINED"), REPLY_TO)
    assert house.told("notify.invitation.answered.v1") == []
    (mail,) = desk.ask("list_mails", state="waiting")["items"]
    assert mail["text"] == "See the calendar"


def test_a_letter_that_comes_back_has_failed_and_its_address_gets_no_more(
    house: House,
    desk: Desk,
    invitation: EmailMessage,
    server: smtplib.SMTP,
    mailbox: Mailbox,
    send: Send,
) -> None:
    to = str(invitation["Reply-To"])
    hand_over(server, report("4.2.2", "delayed"), to, "<>")
    assert house.row("meeting-invitation")["status"] == "delivered"
    for _ in range(2):
        hand_over(server, report("5.1.1", "failed"), to, "<>")
    row = house.row("meeting-invitation")
    assert (row["status"], row["reason"]) == ("permanent_failure", "5.1.1")
    assert len(house.told("notify.notification.failed.v1")) == 1
    house.hear(submitted())
    send()
    receipt = house.row("proposal-receipt")
    assert (receipt["status"], receipt["reason"]) == ("suppressed", "address_not_reachable")
    shown = desk.ask("preview_recipients", committee=COMMITTEE, members=[MEMBER])
    assert (shown["counts"], shown["items"][0]["why"]) == ({}, "address_not_reachable")
    house.hear(person("revised", 2, status="confirmed", email="rep2@org1.example"), moved(3, 1))
    send()
    assert house.row("meeting-rescheduled")["status"] == "delivered"
    assert "rep1" not in str(list(house.store.db[SUPPRESSIONS].find()))


def test_a_report_that_comes_twice_takes_back_no_word_of_the_secretariat(
    house: House,
    desk: Desk,
    invitation: EmailMessage,
    server: smtplib.SMTP,
    addresses: Addresses,
    send: Send,
) -> None:
    """They have lifted what followed from it; another letter that comes back says that it still is so."""
    to = str(invitation["Reply-To"])
    hand_over(server, report("5.1.1", "failed"), to, "<>")
    desk.ask("lift_suppression", id=PERSON, if_match=1, note="ตู้ไปรษณีย์เปิดใช้อีกครั้งแล้ว")
    hand_over(server, report("5.1.1", "failed"), to, "<>")
    assert desk.ask("list_suppressions")["items"] == []
    again = desk.ask("resend_notification", id=house.row("meeting-invitation")["_id"])["id"]
    send()
    hand_over(server, report("5.1.1", "failed"), addresses.of_letter(again), "<>")
    (standing,) = desk.ask("list_suppressions")["items"]
    assert standing["version"] == 3


def test_whose_mailbox_sends_on_to_where_nobody_is_still_gets_letters(
    house: House, invitation: EmailMessage, server: smtplib.SMTP, mailbox: Mailbox, send: Send
) -> None:
    gone = report("5.1.1", "failed", about="gone@elsewhere.example")
    hand_over(server, gone, str(invitation["Reply-To"]), "<>")
    assert house.row("meeting-invitation")["reason"] == "5.1.1"
    house.hear(submitted())
    send()
    assert house.row("proposal-receipt")["status"] == "delivered"


def test_words_wait_for_the_secretariat(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    answer = EmailMessage()
    answer["From"], answer["Subject"] = "คุณหนึ่ง <rep1@org1.example>", "ตอบ: ขอเชิญ"
    answer.set_content("จะไปสองคน\n")
    for _ in range(2):
        hand_over(server, answer, str(invitation["Reply-To"]))
    (mail,) = desk.ask("list_mails")["items"]
    assert (mail["sender"], mail["subject"], mail["text"]) == (
        "rep1@org1.example",
        "ตอบ: ขอเชิญ",
        "จะไปสองคน",
    )
    assert mail["answers"] == house.row("meeting-invitation")["_id"]
    assert (mail["recipient"], mail["member"], mail["committee"]) == (PERSON, MEMBER, COMMITTEE)
    assert (mail["state"], mail["automatic"]) == ("waiting", False)
    done = desk.ask("resolve_mail", id=mail["id"], if_match=1, note="จดไว้แล้ว")
    assert (done["state"], done["note"]) == ("resolved", "จดไว้แล้ว")
    with pytest.raises(Conflict):
        desk.ask("resolve_mail", id=mail["id"])
    assert desk.ask("list_mails", state="waiting")["items"] == []
    assert desk.ask("get_personal_data", id=PERSON)["mails"] == [done]
    assert desk.ask("get_personal_data", by=representing(MEMBER), id=PERSON)["mails"] == []
    for nobody in (PUBLIC, representing(MEMBER)):
        with pytest.raises(Denied):
            desk.ask("get_mail", by=nobody, id=mail["id"])


def test_words_of_whom_we_know_by_the_address_alone(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    for sender in ("rep1@org1.example", "stranger@elsewhere.example"):
        away = EmailMessage()
        away["From"], away["Auto-Submitted"] = sender, "auto-replied"
        away.set_content("Away")
        hand_over(server, away, REPLY_TO.upper())
    stranger, known = desk.ask("list_mails")["items"]
    if stranger["sender"] == "rep1@org1.example":
        stranger, known = known, stranger
    assert known["recipient"] == PERSON
    assert "recipient" not in stranger
    assert known["automatic"]


def test_whoever_is_erased_has_written_nothing(
    house: House, desk: Desk, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    answer = EmailMessage()
    answer["From"] = "rep1@org1.example"
    answer.set_content("ข้อความส่วนตัว")
    hand_over(server, answer, str(invitation["Reply-To"]))
    hand_over(server, report("5.1.1", "failed"), str(invitation["Reply-To"]), "<>")
    _, subject, _, data, at = person("ended", 3)
    erased = {**data, "erasure": MEETING}
    house.hear(("membership.representative.erased.v1", subject, 3, erased, at))
    kept = str(list(house.store.db.incoming.find()))
    assert "ข้อความส่วนตัว" not in kept
    assert "rep1@org1.example" not in kept
    assert house.store.db[SUPPRESSIONS].count_documents({}) == 0
    assert desk.ask("list_mails")["items"][0]["sender"] == ""


def test_nobody_elses_mail_is_taken(server: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(server, EmailMessage(), "somebody@elsewhere.example")


def test_of_a_mail_to_several_addresses_as_much_is_said_as_the_protocol_asks(
    house: House, invitation: EmailMessage, server: smtplib.SMTP
) -> None:
    """By LMTP once for each of them: a mail server that waits in vain brings the mail again."""
    answer = EmailMessage()
    answer["From"] = "rep1@org1.example"
    answer.set_content("We come.")
    server.send_message(answer, "rep1@org1.example", [str(invitation["Reply-To"]), REPLY_TO])
    if isinstance(server, smtplib.LMTP):
        assert server.getreply()[0] == 250
    assert server.noop()[0] == 250
    assert house.store.db.incoming.count_documents({}) == 1


def test_while_the_store_is_away_the_mail_server_is_to_come_again(
    house: House, server: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise Unavailable()

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "take", away)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            hand_over(server, EmailMessage(), REPLY_TO)
    assert refused.value.smtp_code == 451
    hand_over(server, EmailMessage(), REPLY_TO)
    assert house.store.db.incoming.count_documents({}) == 1


def test_no_address_comes_into_the_log(
    house: House, invitation: EmailMessage, server: smtplib.SMTP, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = reply(invitation, "ACCEPTED")
    hand_over(server, answer, answer["To"])
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(server, answer, "rep2@org2.example")
    assert "@" not in caplog.text

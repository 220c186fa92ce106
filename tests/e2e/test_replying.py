"""An invitation is answered without sign-in: by the link in it, by a calendar program, and by a mail."""

import re
import smtplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import requests
from icalendar import Calendar

from tests.e2e.client import Organisation, World
from tests.e2e.mails import Mails, text_of
from tests.support.polling import until


def test_an_invitation_is_answered_by_its_link_its_calendar_entry_and_a_mail(
    world: World, mails: Mails
) -> None:
    member, other = world.organisation(), world.organisation("en")
    meeting = world.meeting()["id"]
    world.office.do(f"/v1/meetings/{meeting}/convene")
    (invitation,) = until(lambda: mails.invitations_to(member.email, meeting), 20)

    (link,) = set(re.findall(r"https?://\S+/answer\?\S+", text_of(invitation, "text/plain")))
    assert requests.get(link, timeout=25).ok
    assert answered(world, meeting, member) is None, "looking at the page answers nothing"
    token = link.partition("token=")[2].partition("&")[0]
    form = {"token": token, "answer": "accepted", "delegates": "2"}
    assert requests.post(link.partition("?")[0], data=form, timeout=25).ok
    assert answered(world, meeting, member) == ("accepted", 2)

    sent = str(invitation["Message-ID"]).strip("<>").partition("@")[0]
    read = until(lambda: read_by(member, sent))
    assert read["subject"] == invitation["Subject"]
    assert token not in read["text"]
    assert other.speaking.get(f"/v1/notifications/{sent}/letter").status_code == 403

    (entry,) = until(lambda: mails.invitations_to(other.email, meeting), 20)
    hand_over(world, reply(entry, "TENTATIVE", 0))
    hand_over(world, reply(entry, "DECLINED", 2))
    until(lambda: answered(world, meeting, other) == ("declined", 0))

    words = EmailMessage()
    words["From"], words["To"], words["Subject"] = member.email, invitation["Reply-To"], "ตอบ"
    words.set_content("ขอส่งรายชื่อในวันศุกร์")
    hand_over(world, words)
    waiting = world.office.read("/v1/incoming-mails?limit=100")["items"]
    (mail,) = (one for one in waiting if one.get("member") == member.id)
    assert mail["text"] == "ขอส่งรายชื่อในวันศุกร์"
    world.office.do(f"/v1/incoming-mails/{mail['id']}/resolve", {"note": "รับทราบ"})


def read_by(member: Organisation, notification: str) -> Any:
    """Once it is marked as sent, which is a moment after it was."""
    answer = member.speaking.get(f"/v1/notifications/{notification}/letter")
    return answer.json() if answer.ok else None


def answered(world: World, meeting: str, member: Organisation) -> tuple[str, int] | None:
    responses = world.office.read(f"/v1/meetings/{meeting}/responses?limit=100")["items"]
    return next(((one["answer"], one["delegates"]) for one in responses if one["member"] == member.id), None)


def reply(invitation: EmailMessage, partstat: str, minutes: int) -> EmailMessage:
    """What a calendar program makes of the entry: METHOD:REPLY (RFC 5546)."""
    calendar: Any = Calendar.from_ical(text_of(invitation, "text/calendar"))
    event = calendar.walk("VEVENT")[0]
    del calendar["METHOD"], event["DTSTAMP"]
    calendar.add("method", "REPLY")
    event.add("dtstamp", datetime.now(UTC) + timedelta(minutes=minutes))
    event["ATTENDEE"].params["PARTSTAT"] = partstat
    message = EmailMessage()
    message["From"], message["Subject"] = str(event["ATTENDEE"]).removeprefix("mailto:"), partstat
    message["To"] = str(event["ORGANIZER"]).removeprefix("mailto:")
    message.set_content(calendar.to_ical().decode(), subtype="calendar", params={"method": "REPLY"})
    return message


def hand_over(world: World, message: EmailMessage) -> None:
    """As the installation's mail server does."""
    there = urlsplit(world.stack.urls.mail_in)
    with smtplib.SMTP(there.hostname or "", there.port or 0) as server:
        server.send_message(message)


def test_news_that_nobody_needs_is_stopped_by_one_click(world: World, mails: Mails) -> None:
    proposer, supporter = world.organisation(), world.organisation("en")
    proposal = world.submitted(proposer)["id"]
    until(lambda: supporter.speaking.post(f"/v1/proposals/{proposal}/support").ok)
    world.office.do(f"/v1/proposals/{proposal}/admit")
    world.office.do(f"/v1/proposals/{proposal}/defer", {"reason": {"th": "รอข้อมูลเพิ่มเติม"}})
    (news,) = until(lambda: mails.to(supporter.email, proposal), 20)
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(news["List-Unsubscribe"]).strip("<>")
    assert requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=25).ok
    (person,) = supporter.speaking.read(f"/v1/members/{supporter.id}/representatives")["items"]
    assert person["channels"] == {"email": ["releases", "comments", "news", "circulars"]}
    (receipt, *_) = until(lambda: mails.to(proposer.email, proposal), 20)
    assert receipt["List-Unsubscribe"] is None

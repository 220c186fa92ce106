"""Who applies confirms the address by the link that comes by mail, on a page that any browser shows."""

import re
from typing import Any

import pytest
import requests

from tests.e2e.client import World, an_application, succeeded
from tests.e2e.mails import Mails, text_of
from tests.support.polling import until

LINK = re.compile(r"https?://\S+/confirm\?\S+")


def link_in(mails: Mails, address: str) -> str:
    sent: list[Any] = until(lambda: mails.to(address, "/confirm?"))
    found = LINK.search(text_of(sent[0], "text/plain"))
    assert found
    return found[0]


def is_welcome(mails: Mails, address: str) -> bool:
    """Whoever joins may be invited to meetings too."""
    subjects = [str(mail["Subject"]) for mail in mails.to(address, "")]
    return any(subject.startswith(("Welcome", "ยินดีต้อนรับ")) for subject in subjects)


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_applicant_is_a_member_when_the_link_is_followed_and_the_button_pressed(
    world: World, mails: Mails, language: str
) -> None:
    application = an_application(language)
    applied = world.public.do("/v1/members", application)
    assert applied["status"] == "submitted"
    link = link_in(mails, application["representative"]["email"])
    page = requests.get(link, timeout=10)
    assert (page.status_code, page.headers["Content-Language"]) == (200, language)
    assert world.public.read(f"/v1/members/{applied['id']}")["status"] == "submitted", "a look does nothing"

    token = re.search(r'name="token" value="([^"]+)"', page.text)
    action = re.search(r'action="([^"]+)"', page.text)
    assert token and action
    target = requests.compat.urljoin(link, action[1])
    pressed = requests.post(target, data={"token": token[1]}, timeout=10)
    assert pressed.status_code == 200
    assert application["name"][language] in pressed.text
    assert world.public.read(f"/v1/members/{applied['id']}")["status"] == "active"

    again = requests.post(target, data={"token": token[1]}, timeout=10)
    assert again.status_code == 409
    assert application["name"][language] not in again.text
    until(lambda: is_welcome(mails, application["representative"]["email"]))


def test_what_is_no_link_of_ours_is_refused_in_the_readers_language(world: World) -> None:
    target = f"{world.public.gateway}/confirm?language=th"
    refused = requests.post(target, data={"token": "x"}, timeout=10)
    assert (refused.status_code, refused.headers["Content-Language"]) == (403, "th")
    assert "ลิงก์นี้ใช้ไม่ได้" in refused.text


def test_who_is_invited_accepts_by_the_link(world: World, mails: Mails) -> None:
    invitation = an_application("en")
    invited = world.office.do("/v1/members/invite", invitation)
    link = link_in(mails, invitation["representative"]["email"])
    token = re.search(r"token=([\w.-]+)", link)
    assert token
    accepted = succeeded(world.public.post("/v1/members/confirm", {"token": token[1]}))
    assert (accepted["id"], accepted["status"]) == (invited["id"], "active")


def test_who_has_no_e_mail_is_called_from_a_list(world: World) -> None:
    application = an_application("th")
    person = {**application["representative"], "telephone": "053 123 456"}
    del person["email"]
    entry = {**application, "representative": person, "received": {"channel": "letter", "on": "2018-01-09"}}
    member = world.office.do("/v1/members", entry)["id"]

    def calls() -> list[Any]:
        found = world.office.read("/v1/contact-lists/telephone?limit=100&template=welcome")
        return [one for one in found["items"] if one["member"] == member]

    [call] = until(calls)
    assert (call["telephone"], call["text"].startswith("เรียนสาย ")) == ("053 123 456", True)
    done = {"items": [{"id": call["id"], "how": "called", "note": "รับสายแล้ว"}]}
    assert world.office.do("/v1/contact-lists/tick-off", done)["items"][0]["verdict"] == "delivered"
    assert calls() == []
    told = world.office.read(f"/v1/notifications/{call['id']}")
    assert (told["status"], told["contact_attempts"][0]["note"]) == ("delivered", "รับสายแล้ว")
    world.office.do(f"/v1/members/{member}/withdraw")

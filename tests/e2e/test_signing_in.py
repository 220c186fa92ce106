"""A representative signs in by a link that comes by mail, acts in a browser, and signs out."""

import re
from typing import Any

import pytest
import requests

from tests.e2e.client import Organisation, World
from tests.e2e.mails import Mails, text_of
from tests.support.polling import until
from wara import first_link

LINK = re.compile(r"https?://\S+/sign-in/link\?\S+")
SUBJECTS = {"th": "ลิงก์เข้าสู่ระบบ", "en": "Your link to sign in"}


def fields(page: requests.Response) -> dict[str, str]:
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))


def link_to(world: World, mails: Mails, organisation: Organisation) -> tuple[str, str]:
    """The subject of the mail, and where it leads; asked for again until notify has heard of them, in letters
    as large as some write their address."""

    def sent() -> list[Any]:
        asked = requests.post(
            f"{world.public.gateway}/sign-in", data={"email": organisation.email.upper()}, timeout=10
        )
        assert asked.status_code == 200
        return mails.to(organisation.email, "/sign-in/link?")

    mail = until(sent)[0]
    found = LINK.search(text_of(mail, "text/plain"))
    assert found
    return str(mail["Subject"]), found[0]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_representative_signs_in_acts_and_signs_out(world: World, mails: Mails, language: str) -> None:
    organisation = world.organisation(language)
    subject, link = link_to(world, mails, organisation)
    assert subject.startswith(SUBJECTS[language])

    browser = requests.Session()
    page = browser.get(link, timeout=10)
    assert (page.status_code, page.headers["Content-Language"]) == (200, language)
    entered = browser.post(link.partition("?")[0], data=fields(page), timeout=10)
    assert entered.status_code == 200 and "csrf" in fields(entered)
    assert requests.post(link.partition("?")[0], data=fields(page), timeout=10).status_code == 409

    me = browser.get(f"{world.public.gateway}/v1/me", timeout=10).json()
    assert (me["roles"], me["member"]["id"]) == (["representative"], organisation.id)

    draft = world.draft(organisation)
    submit = f"{world.public.gateway}/v1/proposals/{draft['id']}/submit"
    assert browser.post(submit, timeout=10).status_code == 403
    submitted = browser.post(submit, headers={"X-CSRF-Token": me["csrf"]}, timeout=10)
    assert submitted.json()["status"] == "submitted"

    own = f"{world.public.gateway}/v1/members/{organisation.id}/representatives/{me['id']}"
    headers = {"X-CSRF-Token": me["csrf"], "If-Match": browser.get(own, timeout=10).headers["ETag"]}
    assert browser.patch(own, json={"email": organisation.email}, headers=headers, timeout=10).ok

    out = browser.post(f"{world.public.gateway}/sign-out", data={"csrf": me["csrf"]}, timeout=10)
    assert out.status_code == 200
    assert browser.get(f"{world.public.gateway}/v1/me", timeout=10).status_code == 401


def test_an_address_that_nobody_has_is_answered_alike(world: World, mails: Mails) -> None:
    unknown = {"email": "nobody@nowhere.example"}
    answer = world.public.post("/v1/sign-in/links", unknown)
    known = world.public.post("/v1/sign-in/links", {"email": world.organisation().email})
    assert (answer.status_code, answer.text) == (known.status_code, known.text) == (202, "{}\n")
    assert mails.to(unknown["email"], "") == []


def test_a_new_installation_has_a_link_for_its_secretariat(world: World) -> None:
    link = first_link.of(world.stack)
    assert link.startswith(f"{world.public.gateway}/sign-in/link?token=")
    assert first_link.of(world.stack) == ""
    token = link.partition("token=")[2]
    browser = requests.Session()
    assert browser.post(link.partition("?")[0], data={"token": token}, timeout=10).status_code == 200
    assert browser.get(f"{world.public.gateway}/v1/me", timeout=10).json()["roles"] == ["secretariat"]

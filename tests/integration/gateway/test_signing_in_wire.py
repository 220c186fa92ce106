"""Sign-in at a gateway that runs: the first account by a printed link, and a provider, on the real store."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.integration.gateway.running import Client, another_port, gateway
from tests.support.provider import Key, OpenIdProvider, running
from tests.support.servers import database_name
from tests.support.services import free_port

CLIENT, SECRET, OFFICER = "wara", "the client's secret", "officer"


@dataclass(frozen=True)
class Door:
    """A gateway that people sign in to."""

    env: Mapping[str, str]
    client: Client
    provider: OpenIdProvider

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.client.port}"

    def first_link(self, *arguments: str) -> str:
        command = [sys.executable, "-W", "ignore", "-m", "gateway", "first-link", *arguments]
        env = {**os.environ, **self.env, "HEALTH_PORT": str(free_port())}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=100, check=True)
        return done.stdout.strip()

    def enter(self, browser: requests.Session, link: str) -> requests.Response:
        page = browser.get(link, timeout=10)
        given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
        return browser.post(f"{self.url}/sign-in/link", data=given, timeout=10)

    def back_from_provider(self, browser: requests.Session, how: str = "") -> str:
        gone = browser.get(f"{self.url}/sign-in/agency{how}", timeout=10, allow_redirects=False)
        return self.provider.sign_in(gone.headers["Location"], OFFICER)

    def me(self, browser: requests.Session) -> requests.Response:
        return browser.get(f"{self.url}/v1/me", timeout=10)


@pytest.fixture(scope="module")
def door(env: dict[str, str], keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder, port = tmp_path_factory.mktemp("door"), another_port()
    with running(Key("only")) as provider:
        provider.add_user(OFFICER, "desk")
        provider.add_client(CLIENT, SECRET, f"http://127.0.0.1:{port}/sign-in/callback", "refresh_token")
        (folder / "client.secret").write_text(SECRET)
        said = {
            "name": "agency",
            "title": {"th": "กระทรวง", "en": "the ministry"},
            "issuer": provider.issuer,
            "algorithms": ["RS512"],
            "client_id": CLIENT,
            "client_secret_file": "client.secret",
            "scope": "openid groups",
            "roles": {"claim": "groups", "values": {"desk": ["secretariat"]}},
        }
        (folder / "issuers.json").write_text(json.dumps([said]))
        own = {
            **env,
            "MONGODB_DATABASE": database_name(),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "GATEWAY_PORT": str(port),
            "ISSUERS_DIR": str(folder),
        }
        with gateway(own, keys, folder / "gateway.log") as client:
            yield Door(own, Client(port, client.keys), provider)


def test_the_first_account_is_made_once_and_its_link_is_good_once(door: Door) -> None:
    link = door.first_link()
    assert link.startswith(f"{door.url}/sign-in/link?token=")
    assert door.first_link() == ""
    browsers = [requests.Session() for _ in range(4)]
    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = list(pool.map(lambda one: door.enter(one, link).status_code, browsers))
    assert sorted(statuses) == [200, 409, 409, 409]
    first = door.me(browsers[statuses.index(200)]).json()
    assert first["roles"] == ["secretariat"]
    again = requests.Session()
    assert door.enter(again, door.first_link("--again")).status_code == 200
    assert door.me(again).json()["id"] == first["id"]
    on_record = door.client.http("GET", "/v1/audit?source=gateway&limit=100", roles=("operator",)).json()
    printed = [one for one in on_record["items"] if one["what"] == "first-link"]
    assert [one["about"] for one in printed] == [first["id"]] * 2
    assert all(one["who"] and link not in str(one) for one in printed)


def test_an_officer_signs_in_at_a_provider_and_out_again(door: Door) -> None:
    browser = requests.Session()
    back = door.back_from_provider(browser)
    assert browser.get(back, timeout=10).url == f"{door.url}/sign-in?language=th"
    me = door.me(browser).json()
    assert me["roles"] == ["secretariat"]
    assert browser.get(back, timeout=10).status_code == 400
    listed = browser.get(f"{door.url}/v1/sessions", timeout=10).json()["items"]
    assert [(one["by"], one["current"]) for one in listed] == [("agency", True)]
    browser.post(f"{door.url}/sign-out", data={"csrf": me["csrf"]}, timeout=10)
    assert door.me(browser).status_code == 401


def test_who_has_shown_a_provider_who_they_are_ends_a_session_elsewhere(door: Door) -> None:
    here, there = requests.Session(), requests.Session()
    for browser in (here, there):
        browser.get(door.back_from_provider(browser, "?anew"), timeout=10)
    listed = here.get(f"{door.url}/v1/sessions", timeout=10).json()["items"]
    (other,) = (one["id"] for one in listed if not one["current"])
    headers = {"X-CSRF-Token": door.me(here).json()["csrf"]}
    ended = here.post(f"{door.url}/v1/sessions/{other}/end", headers=headers, timeout=10)
    assert (ended.status_code, ended.json()) == (200, {"ended": 1})
    assert [door.me(browser).status_code for browser in (here, there)] == [200, 401]

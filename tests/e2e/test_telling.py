"""Another ministry's system tells facts of its own: they are acted on, and each is answered."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pika
import pytest
import requests

from tests.e2e.client import View, World, an_application
from tests.support.guide import program
from tests.support.operator import Operator, settings
from tests.support.polling import until
from wara.partners.guide import text_of
from wara.stack import Stack

RENAME, ATTENDED = "membership.agency.rename.v1", "agenda.attendance.record.v1"
AUTHORITY = {"on": "2019-05-02", "authority": "พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ 19) พ.ศ. 2562"}


@dataclass
class Registry:
    """A partner that may rename agencies; it hears no event but answers."""

    settings: dict[str, str]
    folder: Path

    def tell(self, command: View) -> View:
        """The answer, by the program that is on the page."""
        told = [sys.executable, str(program("tell.py", self.folder))]
        environment = {"PATH": os.environ["PATH"], **self.settings}
        subprocess.run(told, input=json.dumps(command), text=True, env=environment, timeout=100, check=True)
        return self.answer()

    def publish(self, body: bytes, **properties: Any) -> View:
        with pika.BlockingConnection(self.broker) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            exchange = self.settings["COMMANDS"]
            channel.basic_publish(exchange, "", body, pika.BasicProperties(**properties))
        return self.answer()

    def answer(self) -> View:
        with pika.BlockingConnection(self.broker) as connection:
            channel = connection.channel()
            take: Callable[[], Any] = lambda: channel.basic_get(self.settings["QUEUE"], auto_ack=True)[2]  # noqa: E731
            answer: View = json.loads(until(take))
        return answer

    def post(self, command: View, accept: str = "application/json") -> requests.Response:
        headers = {"Authorization": f"Bearer {self.settings['TOKEN']}", "Accept": accept}
        url = self.settings["WARA"] + "/v1/commands"
        return requests.post(url, json=command, headers=headers, timeout=25)

    @property
    def broker(self) -> pika.URLParameters:
        return pika.URLParameters(self.settings["AMQP_URI"])


@pytest.fixture(scope="module")
def registry(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    operator = Operator(os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)})
    id = f"registry-{uuid.uuid4().hex[:8]}"
    operator.does("partners", "add", id, "--events", "notify.broadcast.*.v1", "--commands", RENAME)
    yield Registry(settings(operator.does("provision", id)), tmp_path_factory.mktemp(id))
    operator.does("partners", "remove", id, "--yes")


@pytest.fixture
def agency(world: World) -> View:
    """With a number in the registry, and a proposal of its own."""
    number = f"0{uuid.uuid4().int % 10**12:012}"
    application = an_application(kind="government_agency") | {"registry_number": number}
    return world.office.do("/v1/members", application) | {"registry_number": number}


def renaming(agency: View, name: str) -> View:
    data = {"registry_number": agency["registry_number"], "name": {"th": name}, **AUTHORITY}
    return {"specversion": "1.0", "id": f"r-{uuid.uuid4().hex}", "type": RENAME, "data": data}


def test_a_renamed_agency_bears_its_name_from_then_on(registry: Registry, world: World, agency: View) -> None:
    name = f"กระทรวงทดสอบ {uuid.uuid4().hex[:8]}"
    command = renaming(agency, name)
    answer = registry.tell(command)
    assert answer["type"] == "gateway.command.accepted.v1", answer
    assert (answer["causationid"], answer["data"]["id"]) == (command["id"], command["id"])
    assert answer["data"]["changed"] == [f"members/{agency['id']}"]
    assert world.office.read(f"/v1/members/{agency['id']}")["name"] == {"th": name}
    newest = world.office.read(f"/v1/members/{agency['id']}/history")["items"]
    assert any(AUTHORITY["authority"] in json.dumps(one, ensure_ascii=False) for one in newest)


def test_what_the_page_tells_is_taken_as_it_stands(registry: Registry) -> None:
    program("tell.py", registry.folder)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    given, told = {"PATH": path, **registry.settings}, text_of("rename.sh")
    subprocess.run(
        ["sh", "-e"], input=told, text=True, cwd=registry.folder, env=given, timeout=100, check=True
    )
    answer = registry.answer()["data"]
    assert (answer["id"], answer["command"]) == ("registry-2562-0412", RENAME)
    assert answer.get("code") in (None, "membership.agency_not_a_member"), "it is right, but about nobody"


def test_told_again_it_is_answered_alike_over_both_ways(registry: Registry, agency: View) -> None:
    command = renaming(agency, f"กรมทดสอบ {uuid.uuid4().hex[:8]}")
    answers = [registry.tell(command), registry.tell(command)]
    assert answers[0] == answers[1]
    done = registry.post(command)
    assert (done.status_code, done.json()["changed"]) == (200, answers[0]["data"]["changed"])
    assert registry.post(command, accept="application/cloudevents+json").json() == answers[0]
    other = command | {"data": command["data"] | {"on": "2019-05-03"}}
    assert registry.tell(other)["data"]["code"] == registry.post(other).json()["code"] == "command_reused"


def test_what_is_not_right_is_refused_with_the_reason(registry: Registry, agency: View) -> None:
    unknown = renaming(agency | {"registry_number": "0000000000000"}, "กรมทดสอบ")
    refused = registry.tell(unknown)
    assert refused["type"] == "gateway.command.refused.v1"
    assert refused["data"]["code"] == "membership.agency_not_a_member"
    assert registry.post(unknown).json()["code"] == refused["data"]["code"]
    assert registry.tell(renaming(agency, ""))["data"]["errors"][0]["field"] == "name.th"
    not_granted = renaming(agency, "กรมทดสอบ") | {"type": ATTENDED}
    assert registry.tell(not_granted)["data"]["code"] == "command_not_granted"
    assert registry.post(not_granted).status_code == 403


def test_who_does_not_say_who_it_is_is_refused(registry: Registry, agency: View) -> None:
    command = renaming(agency, "กรมทดสอบ")
    answer = registry.publish(json.dumps(command).encode(), content_type="application/cloudevents+json")
    assert (answer["data"]["code"], answer["data"]["id"]) == ("user_id_required", command["id"])
    user = registry.broker.credentials.username
    assert registry.publish(b"not json", user_id=user)["data"]["code"] == "malformed"

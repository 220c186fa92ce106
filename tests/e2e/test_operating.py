"""What an operator does on the running system with `wara`: look, replay, settle."""

import csv
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pika
import pytest
from openpyxl import Workbook, load_workbook

from chassis.envelope import CONTENT_TYPE
from tests.e2e.client import World
from tests.e2e.mails import Mails
from tests.support.polling import until
from wara.stack import Stack

Wara = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def wara(stack: Stack) -> Wara:
    environment = os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)}
    environment |= {"WARA_TOKEN": stack.token("secretariat")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "wara", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)

    return run


@pytest.fixture
def broken(stack: Stack, wara: Wara) -> Iterator[str]:
    """The key of a dead row of the agenda: a message that is no event."""
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        properties = pika.BasicProperties(content_type=CONTENT_TYPE, delivery_mode=2)
        connection.channel().basic_publish("", "agenda.inbox", b"{broken", properties)
    first, *_ = until(lambda: [line for line in listed(wara) if line[:1] == ["agenda"]])
    yield first[1]
    wara("dead", "discard", "--id", first[1], "--because", "a test is over")


def listed(wara: Wara) -> list[list[str]]:
    return [line.split() for line in wara("dead", "list", "--service", "agenda").stdout.splitlines()[1:-1]]


def test_a_running_system_is_well(stack: Stack, world: World, wara: Wara) -> None:
    if stack.plan.given.get("AMQP_URI"):
        pytest.skip("a broker that is given may hold anything")
    world.submitted(world.organisation())
    until(lambda: wara("doctor").stdout == "Nothing is wrong.\n", seconds=25)


def test_a_list_of_members_is_looked_at_and_then_entered(wara: Wara, world: World, tmp_path: Path) -> None:
    word, file = uuid.uuid4().hex, tmp_path / "list.csv"
    person = {"given_th": "ผู้แทน", "family_th": "หนึ่ง", "email": "rep1@org1.example", "language": "th"}
    plain = {"kind": "civil_society", "sdgs": "6 13", **person}
    rows = [{**plain, "name_th": f"เครือข่าย {word} {n}"} for n in range(3)]
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, [*rows[0]])
        writer.writeheader()
        writer.writerows([*rows, {**rows[0], "kind": "ministry", "name_th": f"กลุ่ม {word}"}, rows[1]])

    def named() -> list[str]:
        found = world.public.read(f"/v1/members?text={word}&sdg=13&status=active")["items"]
        return [one["name"]["th"] for one in found]

    looked_at = wara("members", "import", str(file))
    assert looked_at.stdout.splitlines()[-1:] == ["3 fit, 2 refused"], looked_at.stderr
    assert "line 6: It is in line 3 already." in looked_at.stdout
    assert "line 5: " in looked_at.stdout and "kind" in looked_at.stdout
    assert (looked_at.returncode, named()) == (1, [])
    assert wara("members", "import", "--commit", str(file)).stdout.splitlines()[-1] == "3 made, 2 refused"
    assert named() == [row["name_th"] for row in rows]
    assert wara("members", "import", "--commit", str(file)).stdout.splitlines()[-1] == "5 refused"
    exported = [
        row for row in csv.DictReader(wara("members", "export").stdout.splitlines()) if word in str(row)
    ]
    assert [(row["name_th"], row["sdgs"], row["status"]) for row in exported] == [
        (row["name_th"], "6 13", "active") for row in rows
    ]
    assert "@" not in str(exported)


def test_a_workbook_is_a_list_of_members_too(wara: Wara, tmp_path: Path) -> None:
    name, book = f"เครือข่าย {uuid.uuid4().hex}", Workbook()
    sheet: Any = book.active
    sheet.append(["kind", "name_th", "sdgs", "given_th", "family_th", "email", "language"])
    sheet.append(["civil_society", name, 6, "ผู้แทน", "หนึ่ง", "rep1@org1.example", "th"])
    book.save(tmp_path / "list.xlsx")
    made = wara("members", "import", "--commit", str(tmp_path / "list.xlsx"))
    assert made.stdout.splitlines() == ["1 made"], made.stderr
    assert wara("members", "export", "--xlsx", str(tmp_path / "roster.xlsx")).returncode == 0
    heading, *rows = load_workbook(tmp_path / "roster.xlsx").worksheets[0].values
    (row,) = [dict(zip(heading, one, strict=True)) for one in rows if name in one]
    assert (row["status"], row["sdgs"], row["kind"]) == ("active", "6", "civil_society")


def test_a_dead_row_is_seen_and_discarded(wara: Wara, broken: str) -> None:
    assert "1 dead rows of agenda" in wara("doctor").stdout
    shown = wara("dead", "show", "--id", broken)
    assert '"body": "{broken"' in shown.stdout and "Undecodable" in shown.stdout
    done = wara("dead", "discard", "--id", broken, "--because", "no event at all")
    assert done.stdout == "agenda: 1 discarded\n", done.stderr
    assert listed(wara) == []


def test_a_whole_log_sent_again_changes_nothing(world: World, wara: Wara, mails: Mails) -> None:
    proposer = world.organisation()
    told = world.submitted(proposer)
    until(lambda: mails.to(proposer.email, told["id"]))
    sent = wara("events", "replay", "--source", "agenda", "--to-queue", "notify.inbox")
    assert "sent to notify.inbox" in sent.stdout, sent.stderr
    after = world.submitted(proposer)
    until(lambda: mails.to(proposer.email, after["id"]))
    assert len(mails.to(proposer.email, told["id"])) == 1

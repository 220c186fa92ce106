"""`wara dead`: what an operator types, and what comes of it."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chassis.mongo import Document, Store
from tests.support.servers import Servers

Wara = Callable[..., subprocess.CompletedProcess[str]]
FRIDAY = datetime(2018, 2, 2, 9, tzinfo=UTC)


@pytest.fixture
def dead(wara: Wara, servers: Servers, stores: dict[str, Store]) -> Wara:
    """`wara dead …` beside two dead rows of the agenda and one of notify."""
    stores["agenda"].db.inbox_failed.insert_many([row("first", 9), row("second", 10)])
    stores["notify"].db.inbox_failed.insert_one(row("third", 11))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return wara("dead", *arguments, MONGODB_URI=servers.mongodb_uri)

    return run


def row(id: str, hour: int) -> Document:
    return {
        "_id": id,
        "status": "dead",
        "type": "agenda.meeting.planned.v1",
        "handler": "meeting",
        "attempts": 6,
        "due_at": FRIDAY.replace(hour=hour),
        "body": '{"name": "ผู้แทน หนึ่ง"}\udcff'.encode("utf-8", "surrogateescape"),
        "headers": {},
        "reason": "KeyError: 'ผู้แทน หนึ่ง'",
        "traceback": "Traceback: …",
    }


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_list_has_a_line_each_and_names_nobody(dead: Wara) -> None:
    head, *rows, counts = lines(dead("list"))
    assert head.split() == ["service", "key", "type", "died", "at", "tries", "error"]
    whose = [one.split()[:2] for one in rows]
    assert whose == [["agenda", "first"], ["agenda", "second"], ["notify", "third"]]
    assert rows[0].split()[2:] == ["agenda.meeting.planned.v1", "2018-02-02T09:00:00.000Z", "6", "KeyError"]
    assert counts == "membership 0, agenda 2, notify 1 dead"
    assert lines(dead("list", "--service", "membership")) == ["membership 0 dead"]
    assert len(lines(dead("list", "--service", "agenda", "--limit", "1"))) == 3


def test_a_row_is_shown_whole_with_a_warning(dead: Wara) -> None:
    shown = dead("show", "--id", "third")
    assert "personal data" in shown.stderr
    row = json.loads("\n".join(lines(shown)))
    assert (row["service"], row["body"]) == ("notify", '{"name": "ผู้แทน หนึ่ง"}\\xff')
    assert "No row has the key fourth" in dead("show", "--id", "fourth").stderr


def test_a_range_is_replayed(dead: Wara, stores: dict[str, Store]) -> None:
    times = ("--from", "2018-02-02T09:30:00Z", "--to", "2018-02-02T18:00:00+07:00")
    assert lines(dead("replay", *times)) == ["agenda: 1 replayed", "notify: 1 replayed"]
    assert [one["_id"] for one in stores["agenda"].db.inbox_failed.find({"status": "waiting"})] == ["second"]


def test_a_discard_says_who_and_why(dead: Wara, stores: dict[str, Store]) -> None:
    done = dead("discard", "--all", "--service", "agenda", "--because", "told twice", "--by", "operator-1")
    assert lines(done) == ["agenda: 2 discarded"]
    audits = list(stores["agenda"].db.outbox.find({"stream": "audit"}))
    said = [(one["origin"]["by"], one["event"]["data"]["because"]) for one in audits]
    assert said == [("operator-1", "told twice")] * 2
    assert stores["notify"].db.inbox_failed.count_documents({"status": "dead"}) == 1


@pytest.mark.parametrize("verb", [("replay",), ("discard", "--because", "why not")])
def test_which_rows_must_be_said(dead: Wara, verb: tuple[str, ...]) -> None:
    for unclear in ((), ("--all", "--id", "first")):
        done = dead(*verb, *unclear)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("wara: Say which: ")
    assert "No dead row matches" in dead(*verb, "--id", "fourth").stderr


def test_a_discard_needs_its_reason(dead: Wara) -> None:
    done = dead("discard", "--all")
    assert done.returncode == 2
    assert "--because" in done.stderr

"""What a consumer says of itself is read from a file or an address, and what is no such line is said."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import jsonschema
import pytest

from chassis.config import EVENT_LIMIT
from wara.conformance.cases import CONTRACTS, UNKNOWN_TYPE, bytes_of, cases
from wara.conformance.report import Line, Report
from wara.partners.granted import types_of
from wara.problem import Problem

SAID = b'{"id": "1", "subject": "meetings/1", "version": 2, "note": "\xe0\xb8\x81"}\n'
HEARD = [Line("1", "meetings/1", 2)]


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/report" else 404)
        self.end_headers()
        self.wfile.write(SAID)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_file_may_be_still_to_come_and_still_be_written(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    report = Report(str(path))
    assert report.lines() == []
    path.write_bytes(SAID + SAID[:9])
    assert report.lines() == HEARD


def test_an_address_answers_the_same_lines(address: str) -> None:
    assert Report(f"{address}/report").lines() == HEARD
    with pytest.raises(Problem, match="404"):
        Report(f"{address}/other").lines()


@pytest.mark.parametrize(
    "text", ["handled", "[]", '{"id": "1", "version": 1}', '{"id": 1, "subject": "a/1"}']
)
def test_what_is_no_such_line_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.jsonl"
    path.write_bytes(SAID + text.encode() + b"\n")
    with pytest.raises(Problem, match=r"^Line 2 of .*report\.jsonl is not like"):
        Report(str(path)).lines()


def test_what_is_played_is_what_the_contract_promises() -> None:
    """And the largest is as large as an event may be, to the byte."""
    played = [
        event for case in cases(types_of(["agenda.#", "membership.#", "notify.#"])) for event in case.played
    ]
    for event in played:
        if event["type"] != UNKNOWN_TYPE:
            contract = json.loads((CONTRACTS / f"{event['type']}.json").read_text(encoding="utf-8"))
            jsonschema.validate(event, contract)
    assert max(len(bytes_of(event)) for event in played) == EVENT_LIMIT


def test_who_is_granted_nothing_that_grows_is_not_tried_with_size() -> None:
    names = [case.name for case in cases(types_of(["membership.member.*.v1"]))]
    assert "an unknown type" in names
    assert "the greatest size" not in names

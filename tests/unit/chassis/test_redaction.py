"""What a log line may hold: nothing of anybody, whatever an exception or a library puts in it."""

import io
import json
import logging
import sys
from typing import Any

import pytest
import structlog

from chassis import log
from chassis.redaction import clean_text, redacted

JWT = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJvZmZpY2VyLTEifQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("mail to rep@network.example refused", "mail to <address> refused"),
        ("RCPT TO:<a.b+c@sub.network.example>", "RCPT TO:<<address>>"),
        ("GET /?email=a.b%40network.example&n=1", "GET /?email=<address>&n=1"),
        (f"signed with whsec_{'A' * 43}=.", "signed with <token>."),
        ("นางสาว ก ข is no field", "<thai> is no field"),
        (f"Bearer {JWT}", "Bearer <token>"),
        (f"key wara_{'0' * 32}_{'A' * 43}!", "key <token>!"),
        ("amqp://agenda:secret@rabbit:5672/wara", "amqp://<credentials>@rabbit:5672/wara"),
        ("mongodb://u:p%40ss@h1,h2/?replicaSet=wara", "mongodb://<credentials>@h1,h2/?replicaSet=wara"),
        (
            "01a21adc-b2f8-7cbe-befa-0be11973e8a7 took 3.2 ms",
            "01a21adc-b2f8-7cbe-befa-0be11973e8a7 took 3.2 ms",
        ),
        ("members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02", "members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"),
    ],
)
def test_what_is_somebodys_is_taken_out_and_nothing_else(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


@pytest.mark.timeout(10)
def test_a_long_text_keeps_nobody_waiting() -> None:
    """Who sends one would else stop the process that tells of it, for minutes."""
    assert clean_text("a" * 200_000 + " ก") == "a" * 200_000 + " <thai>"
    assert clean_text("a@" * 100_000 + "b.example").endswith("@<address>")
    assert clean_text("-eyJ" * 50_000) == "-eyJ" * 50_000
    assert clean_text(f"at {'eyJ-' * 50_000}{JWT}") == "at <token>"
    assert clean_text(f"://{'a:' * 50_000} eyJ").startswith("://a:a:")
    assert clean_text("a%40" * 50_000 + "b.example").endswith("%<address>")


def test_values_within_values_are_looked_at_too() -> None:
    line = {
        "event": "refused",
        "about": {"to": ["a@b.example"], "tries": 3},
        "refused": {"a@b.example": (550, "ก")},
        "left": None,
        "error": OSError("ก"),
    }
    assert redacted(None, "info", line) == {
        "event": "refused",
        "about": {"to": ["<address>"], "tries": 3},
        "refused": {"<address>": [550, "<thai>"]},
        "left": None,
        "error": "<thai>",
    }


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A process's log as it is set up, and what was there before put back."""
    before, configured = logging.getLogger().handlers[:], structlog.get_config()
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    log.setup("agenda", "serve", "INFO")
    try:
        yield output
    finally:
        logging.getLogger().handlers[:] = before
        structlog.configure(**configured)
        structlog.contextvars.clear_contextvars()


def failing(value: str) -> None:
    raise LookupError(f"no row 'Someone Else' of {value!r} for 'committee' or \"Another Name\"")


def test_an_exception_tells_its_place_and_its_fields_but_no_value(lines: io.StringIO) -> None:
    try:
        failing("rep@network.example")
    except LookupError:
        structlog.stdlib.get_logger("agenda.test").exception("method_failed", method="get_proposal")
    line = json.loads(lines.getvalue())
    assert line["exception"].endswith(
        "LookupError: no row '<value>' of '<value>' for 'committee' or '<value>'"
    )
    assert 'test_redaction.py"' in line["exception"] and "in failing" in line["exception"]
    assert (line["method"], line["service"]) == ("get_proposal", "agenda")


def test_a_librarys_line_is_cleaned_as_ours(lines: io.StringIO) -> None:
    logging.getLogger("somebody.elses").warning("cannot reach %s", "amqp://u:p@h:5672/")
    assert json.loads(lines.getvalue())["event"] == "cannot reach amqp://<credentials>@h:5672/"


def test_what_somebody_typed_makes_no_line_of_its_own(lines: io.StringIO) -> None:
    structlog.stdlib.get_logger("agenda.test").info("refused", reason='x\r\n{"event": "admitted"}\u2028')
    (line,) = lines.getvalue().split("\n")[:-1]
    assert json.loads(line)["event"] == "refused"
    assert "\r" not in line

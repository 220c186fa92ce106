"""Calls in bad company: late, malformed, past a broker that swallows or drops them. Nothing stays hanging."""

import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chassis.errors import TooLarge, Unavailable
from chassis.mongo import Store
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port, process
from tests.support.wire import Wire

ECHO = "tests.support.echo"


@pytest.fixture
def proxy(amqp_uri: str) -> Iterator[Proxy]:
    with Proxy.to(amqp_uri, free_port()) as proxy:
        yield proxy


def settled(answers: list[dict[str, Any]]) -> set[str]:
    return {answer["error"]["code"] if "error" in answer else "ok" for answer in answers}


def test_a_call_that_comes_after_its_deadline_is_refused_and_does_nothing(wire: Wire, store: Store) -> None:
    wire.send("count", wire.signed("count", {"id": "a"}, seconds=-0.01))
    assert wire.reply()["error"]["code"] == "unavailable"
    assert store.db.counters.count_documents({}) == 0


def test_a_reply_too_large_is_refused_with_all_that_it_did(echo: Asker, store: Store) -> None:
    with pytest.raises(TooLarge):
        echo.call("echo", "count", {"id": "b", "padding": 700_000})
    assert store.db.counters.count_documents({}) == store.db.commands.count_documents({}) == 0


def test_an_answer_too_large_is_refused(echo: Asker) -> None:
    echo.call("echo", "count", {"id": "c"})
    assert len(echo.call("echo", "read", {"id": "c", "padding": 300_000})["padding"]) == 300_000
    with pytest.raises(TooLarge):
        echo.call("echo", "read", {"id": "c", "padding": 350_000})


CALL = b'{"args": ["x", {}], "kwargs": {}}'
MALFORMED: list[tuple[bytes, dict[str, Any]]] = [
    (b"", {}),
    (b"\xff", {}),
    (b"[1]", {}),
    (b"{}", {}),
    (b'{"args": [], "kwargs": {}}', {}),
    (b'{"args": ["x", []], "kwargs": {}}', {}),
    (b'{"args": ["x", {}], "kwargs": {"y": 1}}', {}),
    (b'{"args": ["x", {"a": "\\ud800"}], "kwargs": {}}', {}),
    (CALL, {"reply_to": None}),
    (CALL, {"reply_to": "nobody"}),
    (CALL, {"content_type": "application/x-unknown"}),
]


def test_a_malformed_call_harms_nobody(wire: Wire) -> None:
    for body, properties in MALFORMED:
        wire.send("count", body, **properties)
    wire.send("nonsense", CALL)
    wire.send("count", wire.signed("count", {"id": "a"}))
    replies = [wire.reply()]
    while "ok" not in replies[-1]:
        replies.append(wire.reply())
    assert replies[-1]["ok"]["version"] == 1
    assert {reply["error"]["code"] for reply in replies[:-1]} == {"internal", "signature_invalid"}


def test_a_callee_killed_ten_times_in_mid_call_gives_one_effect_a_command(
    env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    with Asker.started(env, tmp_path / "asker.log") as asker:

        def ten(turn: int, deadline: float) -> "list[Future[dict[str, Any]]]":
            bodies: list[dict[str, Any]] = [{"id": f"{turn}-{n}", "seconds": 0.05 * n} for n in range(10)]
            return [
                asker.later("echo", "count", body, command_id=body["id"], deadline=deadline)
                for body in bodies
            ]

        for turn in range(10):
            with process([ECHO, "serve"], env, tmp_path / "serve.log") as serve:
                calls = ten(turn, deadline=1)
                calls[turn % 5].result(10)
                serve.kill()
                assert settled([call.result(10) for call in calls]) <= {"ok", "unavailable"}
        with process([ECHO, "serve"], env, tmp_path / "serve.log"):
            for turn in range(10):
                assert [call.result(10)["ok"]["version"] for call in ten(turn, deadline=5)] == [1] * 10
    assert store.db.counters.count_documents({}) == 100
    assert store.db.counters.count_documents({"version": {"$gt": 1}}) == 0


@pytest.mark.usefixtures("serve")
def test_a_broker_that_swallows_everything_costs_a_caller_its_deadline_and_no_more(
    env: dict[str, str], proxy: Proxy, tmp_path: Path
) -> None:
    """Bodies large enough to fill the line, so that some are cut off in the middle of a frame."""
    with Asker.started({**env, "AMQP_URI": proxy.uri}, tmp_path / "asker.log") as asker:
        assert asker.call("echo", "count", {"id": "before"})["version"] == 1
        proxy.plug()
        begun = time.monotonic()
        large = {"note": "x" * 900_000, "id": "large"}
        calls = [asker.later("echo", "fail", large, deadline=1) for _ in range(30)]
        assert settled([call.result(10) for call in calls]) == {"unavailable"}
        assert time.monotonic() - begun < 4
        proxy.mend()
        until(lambda: answers(asker), seconds=5)
        calls = [asker.later("echo", "count", {"id": str(n)}) for n in range(30)]
        assert settled([call.result(10) for call in calls]) == {"ok"}


@contextmanager
def serving(env: dict[str, str], proxy: Proxy, log: Path) -> Iterator[Any]:
    with process([ECHO, "serve"], {**env, "AMQP_URI": proxy.uri}, log) as serve:
        yield serve


def test_a_service_that_loses_the_broker_in_mid_reply_lives_on(
    env: dict[str, str], proxy: Proxy, tmp_path: Path, store: Store
) -> None:
    with (
        serving(env, proxy, tmp_path / "serve.log") as serve,
        Asker.started(env, tmp_path / "asker.log") as asker,
    ):
        for turn in range(3):
            keys = [f"{turn}-{n}" for n in range(10)]
            calls = [
                asker.later("echo", "count", {"id": key, "seconds": 0.3}, command_id=key, deadline=2)
                for key in keys
            ]
            until(lambda turn=turn: began(store, turn))  # type: ignore[misc]
            proxy.cut()
            assert settled([call.result(10) for call in calls]) <= {"ok", "unavailable"}
            proxy.mend()
            until(lambda: answers(asker), seconds=10)
            for key in keys:
                asker.call("echo", "count", {"id": key, "seconds": 0.3}, command_id=key)
        assert serve.poll() is None
    assert store.db.counters.count_documents({"_id": {"$ne": "probe"}, "version": 1}) == 30


def test_a_service_told_to_stop_while_the_broker_is_away_stops(
    env: dict[str, str], proxy: Proxy, tmp_path: Path
) -> None:
    with serving(env, proxy, tmp_path / "serve.log") as serve:
        proxy.cut()
        until(lambda: b"Error connecting" in (tmp_path / "serve.log").read_bytes())
        serve.terminate()
        assert serve.wait(10) == 0


def answers(asker: Asker) -> bool:
    try:
        return bool(asker.call("echo", "count", {"id": "probe"}, deadline=1))
    except Unavailable:
        return False


def began(store: Store, turn: int) -> bool:
    """Some of the turn's calls are through, others still under way."""
    return store.db.counters.count_documents({"_id": {"$regex": f"^{turn}-"}}) > 0

"""A command's life: once by its id, typed errors as values, nothing left hanging."""

import pytest

from chassis.errors import Conflict, NotFound, Reused, TooLarge, Unavailable, WaraError
from chassis.mongo import Store
from tests.support.asking import Asker


def test_a_command_repeated_gives_the_kept_result_and_one_effect(echo: Asker, store: Store) -> None:
    first = echo.call("echo", "count", {"id": "a"}, command_id="k")
    again = echo.call("echo", "count", {"id": "a"}, command_id="k")
    assert first == again
    assert store.db.outbox.count_documents({}) + store.db.events.count_documents({}) == 1


def test_a_command_id_with_another_body_is_refused(echo: Asker) -> None:
    echo.call("echo", "count", {"id": "a"}, command_id="k")
    with pytest.raises(Reused):
        echo.call("echo", "count", {"id": "b"}, command_id="k")


def test_the_same_command_twenty_times_at_once_is_done_once(echo: Asker, store: Store) -> None:
    futures = [echo.later("echo", "count", {"id": "a"}, command_id="k", deadline=10) for _ in range(20)]
    answers = [future.result(20) for future in futures]
    assert all(answer.get("ok", answer) == answers[0]["ok"] for answer in answers)
    assert store.db.counters.find_one({"_id": "a"})["version"] == 1  # type: ignore[index]


def test_errors_keep_their_kind_and_parameters(echo: Asker) -> None:
    with pytest.raises(NotFound) as missing:
        echo.call("echo", "read", {"id": "none"})
    assert missing.value.params == {"id": "none"}
    with pytest.raises(Conflict) as refused:
        echo.call("echo", "refuse", {"id": "a"})
    assert refused.value.params["verb"] == "refuse"


def test_a_fault_inside_shows_no_internals(echo: Asker) -> None:
    with pytest.raises(WaraError) as fault:
        echo.call("echo", "fail", {})
    assert fault.value.to_wire() == {"kind": "internal", "code": "internal", "params": {}, "fields": {}}


def test_a_long_thai_reply_arrives_and_one_past_the_limit_is_a_typed_error(echo: Asker) -> None:
    view = echo.call("echo", "count", {"id": "a", "padding": 12_000})
    assert view["padding"] == "ก" * 12_000
    with pytest.raises(TooLarge):
        echo.call("echo", "count", {"id": "b", "padding": 700_000})
    with pytest.raises(TooLarge):
        echo.call("echo", "count", {"id": "c", "note": "x" * 2_000_000})


def test_an_event_too_large_to_send_is_refused_with_its_command(echo: Asker, store: Store) -> None:
    with pytest.raises(TooLarge):
        echo.call("echo", "count", {"id": "a", "note": "x" * 70_000})
    assert store.db.counters.count_documents({}) == 0


def test_a_service_that_is_not_there_is_unavailable_within_the_deadline(echo: Asker) -> None:
    with pytest.raises(Unavailable):
        echo.call("nobody", "count", {}, deadline=0.5)

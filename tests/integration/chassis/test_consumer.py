"""The inbox: side by side when slow, together when quick, finishing what was begun, and never lost."""

import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from chassis.consumer import FINISH_SECONDS
from chassis.failed import EPOCH
from chassis.mongo import Store
from tests.integration.chassis.conftest import ECHO
from tests.integration.chassis.line import Line, counted, logged
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port, process

WORK = [ECHO, "work"]
SLOW = 3.0


Row = dict[str, Any]


def row_where(store: Store, **fields: Any) -> Row:
    """Waits for the failed row that has them."""
    rows: list[Row] = until(lambda: list(store.db.inbox_failed.find(fields)))
    return rows[0]


@pytest.fixture
def line(amqp_uri: str) -> Iterator[Line]:
    with Line.to(amqp_uri) as line:
        yield line


def stopped(work: "Popen[bytes]") -> int:
    """The exit code, of which a process killed after a deadline would have none of its own."""
    work.send_signal(signal.SIGTERM)
    return work.wait(10)


def test_ten_slow_reactions_run_side_by_side_and_a_stop_lets_them_finish(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    for name in ("heard", "begun"):  # made within a transaction, a collection is what all of them conflict at
        store.make_collection(name)
    slow = [counted(str(n), note="slow", seconds=SLOW) for n in range(10)]
    with process(WORK, env, tmp_path / "work.log") as work:
        line.put(*slow)
        until(lambda: store.db.begun.count_documents({}) == 10, every=0.01)
        line.put(*(counted(f"later-{n}") for n in range(30)))
        assert store.db.heard.count_documents({}) == 0
        assert stopped(work) == 0
    assert store.db.heard.count_documents({}) == 10
    assert line.waiting() == 30
    with process(WORK, env, tmp_path / "work.log"):
        until(lambda: store.db.heard.count_documents({}) == 40)
        until(lambda: line.waiting() == 0)
    assert store.db.begun.count_documents({"times": {"$gt": 1}}) == 0
    assert store.db.inbox_failed.count_documents({}) == 0


def test_a_reaction_that_a_stop_cannot_wait_for_is_not_to_blame_and_comes_again(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    for name in ("heard", "begun"):
        store.make_collection(name)
    log = tmp_path / "work.log"
    beyond = [counted(str(n), note="slow", seconds=FINISH_SECONDS + 0.1 * n) for n in range(1, 9)]
    with process(WORK, env, log) as work:
        line.put(*beyond)
        until(lambda: store.db.begun.count_documents({}) == 8, every=0.01)
        assert stopped(work) == 0
    assert logged(log, "event_set_aside") == logged(log, "thread_died") == logged(log, "consumer_paused") == 0
    assert line.waiting() >= 8 - store.db.heard.count_documents({})  # one committed too late comes again too


def test_what_needs_many_transactions_goes_on_where_a_killed_process_left_it(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    for name in ("heard", "parts"):
        store.make_collection(name)
    line.put(counted("long", parts=40, seconds=0.05), *(counted(str(n)) for n in range(20)))
    with process(WORK, env, tmp_path / "work.log") as work:
        until(lambda: store.db.heard.count_documents({}) == 20)  # who came after it does not wait
        assert 0 < store.db.parts.count_documents({}) < 40
        work.kill()
        work.wait(5)
    with process(WORK, env, tmp_path / "work.log"):
        until(lambda: store.db.heard.count_documents({}) == 21)
        until(lambda: line.waiting() == 0)
    assert store.db.parts.count_documents({}) == 40
    assert store.db.inbox_failed.count_documents({}) == 0


def test_a_retry_that_needs_several_transactions_makes_them_all(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    with process(WORK, {**env, "RETRY_DELAYS": "0.1,60"}, tmp_path / "work.log"):
        line.put(counted("long", note="unready", parts=3))
        row = row_where(store, attempts=2)
        store.db.repaired.insert_one({})
        store.db.inbox_failed.update_one({"_id": row["_id"]}, {"$set": {"due_at": EPOCH}})
        until(lambda: store.db.heard.count_documents({"id": "long"}) == 1)
    assert store.db.parts.count_documents({}) == 3
    assert store.db.inbox_failed.count_documents({}) == 0


def test_failing_events_are_tried_once_and_set_aside_and_hold_no_other_up(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    line.put(*(counted(str(n), **({"note": "poison"} if n % 20 == 7 else {})) for n in range(200)))
    with process(WORK, {**env, "RETRY_DELAYS": "60"}, tmp_path / "work.log"):
        until(lambda: store.db.heard.count_documents({}) == 190)
        until(lambda: store.db.inbox_failed.count_documents({"status": "waiting", "attempts": 1}) == 10)
    assert store.db.begun.count_documents({"times": 1}) == 10
    assert logged(tmp_path / "work.log", "event_set_aside") == 10


def test_what_always_fails_is_dead_after_its_retries_and_a_replay_mends_it(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    with process(WORK, {**env, "RETRY_DELAYS": "0.1,0.2"}, tmp_path / "work.log"):
        line.put(counted("bad", note="poison"))
        until(lambda: store.db.inbox_failed.count_documents({"status": "dead", "attempts": 3}) == 1)
        assert store.db.begun.count_documents({"times": 3}) == 1
        store.db.repaired.insert_one({})
        row = row_where(store)
        change = {"$set": {"status": "waiting", "attempts": 0, "due_at": row["due_at"]}}
        store.db.inbox_failed.update_one({"_id": row["_id"]}, change)
        until(lambda: store.db.heard.count_documents({"id": "bad"}) == 1)
        until(lambda: store.db.inbox_failed.count_documents({}) == 0)


@pytest.mark.usefixtures("work")
def test_a_row_whose_every_try_ended_its_process_is_dead(line: Line, store: Store) -> None:
    line.put(counted("bad", note="poison"))
    row = row_where(store, status="waiting")
    died = {"$set": {"attempts": 6, "due_at": row["due_at"]}}
    store.db.inbox_failed.update_one({"_id": row["_id"], "status": "waiting"}, died)
    dead = row_where(store, status="dead")
    assert dead["reason"].startswith("DiedTrying")


def test_a_message_that_came_back_ten_times_is_tried_as_a_row(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    line.put(counted("often"))
    line.send_back(10)
    line.put(counted("good"))
    with process(WORK, env, tmp_path / "work.log"):
        until(lambda: store.db.heard.count_documents({}) == 2)
        until(lambda: store.db.inbox_failed.count_documents({}) == 0)
    assert "ComesBackOften" in (tmp_path / "work.log").read_text()


def test_what_the_broker_gave_up_is_a_dead_row(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    event = counted("spent")
    line.put(event)
    line.send_back(201)
    until(lambda: line.waiting(line.dead) == 1)
    with process(WORK, env, tmp_path / "work.log"):
        row = row_where(store, _id=event["id"])
        until(lambda: line.waiting(line.dead) == 0)
    assert (row["status"], row["type"]) == ("dead", event["type"])
    assert row["reason"].startswith("DeliveredTooOften")
    assert store.db.heard.count_documents({}) == 0


@pytest.mark.usefixtures("work")
def test_a_message_of_another_kind_and_one_past_any_limit_are_dead_rows(line: Line, store: Store) -> None:
    line.put(counted("a"), content_type="text/plain")
    line.put(b"x" * 15_000_000)
    until(lambda: store.db.inbox_failed.count_documents({"status": "dead"}) == 2)
    large = store.db.inbox_failed.find_one({"size": 15_000_000})
    assert large is not None
    assert (len(large["body"]), "too large" in large["reason"]) == (64 * 1024, True)


def test_while_the_store_is_away_the_inbox_waits_and_a_stop_returns_what_it_holds(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    log = tmp_path / "work.log"
    with Proxy.to(env["MONGODB_URI"], free_port()) as proxy:
        slow_store = {**env, "MONGODB_URI": proxy.uri}
        with process(WORK, slow_store, log) as work:
            proxy.cut()
            line.put(*(counted(str(n)) for n in range(20)))
            until(lambda: logged(log, "consumer_paused") >= 3)
            proxy.mend()
            until(lambda: store.db.heard.count_documents({}) == 20)
            until(lambda: line.waiting() == 0)
            proxy.cut()
            line.put(*(counted(f"more-{n}") for n in range(20)))
            before = logged(log, "consumer_paused")
            until(lambda: logged(log, "consumer_paused") > before)
            assert stopped(work) == 0
    assert line.waiting() == 20
    assert store.db.inbox_failed.count_documents({}) == 0


@pytest.mark.usefixtures("work")
def test_a_queue_that_was_deleted_and_a_binding_that_was_taken_away_come_back(
    line: Line, store: Store
) -> None:
    line.channel.queue_unbind(line.inbox, "echo.events", "echo.counter.counted.v1")
    line.channel.queue_delete(line.inbox)

    def told() -> int:
        line.channel.basic_publish("echo.events", "echo.counter.counted.v1", b"{}")
        return store.db.inbox_failed.count_documents({})

    until(told, every=0.2)


def test_the_same_events_to_two_workers_at_once_have_one_effect(
    line: Line, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    events = [counted(str(n)) for n in range(60)]
    line.put(*(event for _ in range(3) for event in events))
    with (
        process(WORK, {**env, "INSTANCE": "1"}, tmp_path / "work1.log"),
        process(WORK, {**env, "INSTANCE": "2"}, tmp_path / "work2.log"),
    ):
        line.put(*(event for event in events for _ in range(3)))
        until(lambda: store.db.heard.count_documents({}) == 60)
        until(lambda: line.waiting() == 0)
    assert line.waiting() == 0
    assert store.db.heard.count_documents({}) == 60
    assert store.db.inbox_failed.count_documents({}) == 0

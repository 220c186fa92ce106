"""Whoever may write to the broker is told nothing, and moves nothing, without the gateway's signature; and
what the gateway signed works once, in its own message."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis.keys import SigningKey
from chassis.mongo import Store
from tests.support.asking import Asker
from tests.support.keys import write_pair
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port, process
from tests.support.wire import Wire

REFUSED = {"kind": "denied", "code": "signature_invalid"}
REPLAYED = b'"event": "call_replayed"'


@pytest.fixture
def own(keys: Path, tmp_path: Path) -> SigningKey:
    write_pair(tmp_path, "own")
    return SigningKey.read((tmp_path / "own.key").read_bytes())


def refused(reply: dict[str, Any]) -> bool:
    return "ok" not in reply and REFUSED.items() <= reply["error"].items()


def test_a_call_signed_with_a_key_of_one_s_own_is_refused(
    wire: Wire, own: SigningKey, keys: Path, store: Store
) -> None:
    ours = SigningKey.read((keys / "call.key").read_bytes())
    for key in (own, replace(own, id=ours.id)):
        wire.send("count", wire.signed("count", {"id": "a"}, key=key))
        assert refused(wire.reply())
    assert store.db.counters.count_documents({}) == 0


def test_a_call_that_was_altered_on_its_way_is_refused(wire: Wire, store: Store) -> None:
    forged = {
        "another body": ("count", wire.signed("count", {"id": "a"}).replace(b'{"id": "a"}', b'{"id": "b"}')),
        "another method": ("count", wire.signed("read", {"id": "a"})),
        "another service": ("count", wire.signed("count", {"id": "a"}, service="agenda")),
    }
    for method, message in forged.values():
        wire.send(method, message)
        assert refused(wire.reply())
    assert store.db.counters.count_documents({}) == 0


def test_a_captured_call_tells_an_eavesdropper_nothing(wire: Wire) -> None:
    wire.send("count", wire.signed("count", {"id": "a"}))
    assert wire.reply()["ok"]["version"] == 1
    captured, eavesdropper = wire.signed("read", {"id": "a"}, id="2"), wire.another_queue()
    for id in ("2", "3"):
        wire.send("read", captured, id=id, reply_to=eavesdropper)
        assert refused(wire.reply(eavesdropper))
    wire.send("read", captured, id="2")
    assert wire.reply()["ok"] == {"id": "a", "version": 1}


def test_a_captured_call_is_not_answered_twice(wire: Wire, tmp_path: Path) -> None:
    captured = wire.signed("read", {"id": "a"}, id="2")
    wire.send("read", captured, id="2")
    assert wire.reply()["error"]["code"] == "not_found"
    wire.send("count", wire.signed("count", {"id": "a"}))
    assert wire.reply()["ok"]["version"] == 1
    wire.send("read", captured, id="2")
    until(lambda: REPLAYED in (tmp_path / "serve.log").read_bytes())
    wire.send("read", wire.signed("read", {"id": "a"}, id="3"), id="3")
    assert wire.reply() == {"ok": {"id": "a", "version": 1}, "id": "3"}
    assert wire.silent()


def test_a_captured_command_has_no_second_effect_in_another_process(
    wire: Wire, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    """Sent so often that both processes get it; the answers go to where the first one went."""
    captured = wire.signed("count", {"id": "a"})
    with process(["tests.support.echo", "serve"], env, tmp_path / "second.log"):
        for _ in range(6):
            wire.send("count", captured)
        both = (tmp_path / "serve.log", tmp_path / "second.log")
        until(lambda: all(REPLAYED in log.read_bytes() for log in both))
        assert [wire.reply()["ok"]["version"] for _ in range(2)] == [1, 1]
        assert wire.silent()
    assert store.db.counters.find_one({"_id": "a"}) == {"_id": "a", "version": 1}


def test_a_call_that_the_broker_hands_out_again_is_answered(
    amqp_uri: str, env: dict[str, str], keys: Path, store: Store, tmp_path: Path
) -> None:
    """The process lost the broker while it worked on the call, and with it the answer."""
    log, key = tmp_path / "behind.log", SigningKey.read((keys / "call.key").read_bytes())
    with (
        Proxy.to(amqp_uri, free_port()) as proxy,
        process(["tests.support.echo", "serve"], {**env, "AMQP_URI": proxy.uri}, log),
        pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection,
    ):
        wire = Wire(connection.channel(), key)
        wire.send("count", wire.signed("count", {"id": "a", "seconds": 0.5}))
        until(lambda: store.db.begun.count_documents({"_id": "a"}))
        proxy.cut()
        until(lambda: b"reply_lost" in log.read_bytes())
        assert wire.silent()
        proxy.mend()
        assert wire.reply()["ok"]["version"] == 1
    assert store.db.counters.find_one({"_id": "a"}) == {"_id": "a", "version": 1}


def test_what_the_gateway_asks_is_answered(echo: Asker) -> None:
    assert echo.call("echo", "count", {"id": "a"})["version"] == 1
    assert echo.call("echo", "read", {"id": "a"})["version"] == 1

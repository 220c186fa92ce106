"""The proxy that other tests believe."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.support.proxy import Proxy
from tests.support.services import free_port


@pytest.fixture
def shouter() -> Iterator[str]:
    """The URI of a server that says what it hears in capitals."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shout(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                while heard := connection.recv(65536):
                    connection.sendall(heard.upper())

        def serve() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=shout, args=(listening.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(shouter: str) -> Iterator[Proxy]:
    with Proxy.to(shouter, free_port()) as proxy:
        yield proxy


def dialled(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(proxy.uri.rpartition(":")[2])), timeout=5)


def ask(connection: socket.socket) -> bytes:
    connection.sendall(b"a")
    return connection.recv(100)


def test_it_carries_both_ways_and_slowly_where_told(proxy: Proxy) -> None:
    with dialled(proxy) as connection:
        assert ask(connection) == b"A"
        proxy.slow(0.2)
        begun = time.monotonic()
        assert ask(connection) == b"A"
        assert time.monotonic() - begun >= 0.2


def test_plugged_it_takes_all_and_gives_nothing_until_mended(proxy: Proxy) -> None:
    with dialled(proxy) as old:
        assert ask(old) == b"A"
        proxy.plug()
        with dialled(proxy) as new:
            for connection in (old, new):
                connection.settimeout(0.1)
                with pytest.raises(TimeoutError):
                    ask(connection)
                connection.settimeout(5)
            proxy.mend()
            assert old.recv(100) == new.recv(100) == b"A"


def test_cut_it_ends_what_is_connected_and_refuses_until_mended(proxy: Proxy) -> None:
    with dialled(proxy) as connection:
        assert ask(connection) == b"A"
        proxy.cut()
        assert connection.recv(100) == b""
    with pytest.raises(ConnectionRefusedError):
        dialled(proxy)
    proxy.mend()
    with dialled(proxy) as connection:
        assert ask(connection) == b"A"


def test_a_store_is_reached_directly() -> None:
    proxy = Proxy("mongodb://u:p@127.0.0.1:1/?replicaSet=secantus&w=majority", 2)
    assert proxy.uri == "mongodb://u:p@127.0.0.1:2/?w=majority&directConnection=true"

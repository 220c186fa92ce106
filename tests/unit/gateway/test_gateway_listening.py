"""The socket that the gateway answers on."""

import socket

from gateway.http.server import listen


def test_an_answer_does_not_wait_for_the_clients_acknowledgements() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

"""Posting over real connections: TLS that is checked, and answers that never end."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chassis import posting
from chassis.posting import Unreachable
from tests.support.services import free_port

ANSWER, BODY = b"HTTP/1.1 204 No Content\r\n\r\n", b"{}"


def certificate(folder: Path) -> Path:
    """Of localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "localhost.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


def hear_out(spoken: socket.socket) -> None:
    """Who hangs up on what it has not read takes back what it said."""
    heard = b""
    while not heard.endswith(BODY) and (more := spoken.recv(65536)):
        heard += more


@contextmanager
def server(parts: list[bytes], file: Path | None = None) -> Iterator[int]:
    """Says the parts of its answer to whoever posts, with a pause before each but the first."""
    port = free_port()
    listening = socket.create_server(("127.0.0.1", port))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if file:
        context.load_cert_chain(file)

    def serve() -> None:
        with suppress(OSError):
            while True:
                accepted, _ = listening.accept()
                with suppress(OSError), accepted:
                    spoken = context.wrap_socket(accepted, server_side=True) if file else accepted
                    hear_out(spoken)
                    for number, part in enumerate(parts):
                        time.sleep(0.1 if number else 0)
                        spoken.sendall(part)
                    spoken.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def test_a_certificate_has_to_be_trusted_and_to_be_of_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path)
    with server([ANSWER], file) as port:
        with pytest.raises(Unreachable, match="SSLCertVerificationError"):
            posting.post(f"https://localhost:{port}/", BODY, {}, anywhere=True)
        monkeypatch.setattr(posting, "_trust", lambda: ssl.create_default_context(cafile=str(file)))
        assert posting.post(f"https://localhost:{port}/", BODY, {}, anywhere=True).status == 204
        with pytest.raises(Unreachable, match="SSLCertVerificationError"):
            posting.post(f"https://127.0.0.1:{port}/", BODY, {}, anywhere=True)


def test_who_answers_drop_by_drop_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drop comes in time, all of them never."""
    monkeypatch.setattr(posting, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(posting, "ANSWER_SECONDS", 0.4)
    drops = [b"HTTP/1.1 204 No Content\r\n", *([b"x: y\r\n"] * 30)]
    with server(drops) as port, pytest.raises(Unreachable, match="TimeoutError"):
        posting.post(f"http://127.0.0.1:{port}/", BODY, {}, anywhere=True)


def test_noise_is_no_answer() -> None:
    with server([b"SSH-2.0-x\r\n"]) as port, pytest.raises(Unreachable, match="BadStatusLine"):
        posting.post(f"http://127.0.0.1:{port}/", BODY, {}, anywhere=True)


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b"503 Service Unavailable\r\nretry-after: 120", (503, timedelta(minutes=2))),
        (b"204 No Content\r\nRetry-After: 120", (204, timedelta(0))),
    ],
)
def test_the_answer_says_for_how_long_it_asks_to_be_left_in_peace(
    head: bytes, answer: tuple[int, timedelta]
) -> None:
    with server([b"HTTP/1.1 " + head + b"\r\n\r\n"]) as port:
        assert posting.post(f"http://127.0.0.1:{port}/", BODY, {}, anywhere=True) == answer

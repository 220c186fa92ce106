"""Who has no certificate of our CA for the name that we call is given no password; no old TLS is spoken."""

import socket
import ssl
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pika.exceptions import AMQPConnectionError
from pymongo.errors import ServerSelectionTimeoutError

from chassis import address, sender
from chassis.connection import connect
from chassis.mongo import Store
from chassis.mongo import connect as connect_store
from deploy.tls.certificates import Authority, make
from tests.integration.rights.guarded import Guarded
from tests.support.servers import Servers
from tests.support.tls import open_door
from wara.stack import Stack

Reach = Callable[[str], Any]
AMQP = {
    "pika": lambda uri: connect(uri).close(),
    "kombu": lambda uri: sender.connection(uri, connect_timeout=5).transport.establish_connection().close(),
}


def uri(servers: Servers, port: int, ca_file: Path | None) -> str:
    """At that port; without a file, those of the system are trusted."""
    parts = urlsplit(servers.amqp_uri)
    query = f"cacertfile={ca_file}" if ca_file else ""
    netloc = f"{parts.username}:{parts.password}@127.0.0.1:{port}"
    return parts._replace(scheme="amqps", netloc=netloc, query=query).geturl()


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """Certificates of another CA."""
    make(tmp_path, ["rabbitmq"])
    return tmp_path


@pytest.fixture
def misnamed(started_stack: Stack, tmp_path: Path) -> tuple[int, Path]:
    """A door of a server that is of the CA, and has another name than it is called by."""
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.pem)
    (tmp_path / "rabbitmq.pem").write_bytes(authority.server("elsewhere.example"))
    return open_door(started_stack, tmp_path), tmp_path / "ca.pem"


@pytest.mark.parametrize("reach", AMQP.values(), ids=AMQP)
def test_a_broker_of_our_ca_is_believed_and_another_is_not(
    servers: Servers, tls_port: int, folder: Path, strangers: Path, reach: Reach
) -> None:
    reach(uri(servers, tls_port, folder / "ca.pem"))
    for trusted in (strangers / "ca.pem", None):
        with pytest.raises((AMQPConnectionError, ssl.SSLCertVerificationError)):
            reach(uri(servers, tls_port, trusted))


@pytest.mark.parametrize("reach", AMQP.values(), ids=AMQP)
def test_a_certificate_is_good_for_its_own_name(
    servers: Servers, misnamed: tuple[int, Path], reach: Reach
) -> None:
    port, ca_file = misnamed
    with pytest.raises((AMQPConnectionError, ssl.SSLCertVerificationError), match=r"127\.0\.0\.1"):
        reach(uri(servers, port, ca_file))


def test_a_store_of_our_ca_is_believed_and_another_is_not(store: Guarded, strangers: Path) -> None:
    with connect_store(store.uri_of("agenda")) as client:
        assert Store(client, "agenda").answers()
    refused = pytest.raises(ServerSelectionTimeoutError, match="CERTIFICATE_VERIFY_FAILED")
    with connect_store(store.uri_of("agenda", ca_file=strangers / "ca.pem")) as client, refused:
        client.agenda.command("ping")


@pytest.mark.parametrize(
    ("version", "spoken"),
    [(ssl.TLSVersion.TLSv1_3, True), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_1, False)],
)
def test_the_broker_speaks_no_old_tls(
    tls_port: int, folder: Path, version: ssl.TLSVersion, spoken: bool
) -> None:
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = context.maximum_version = version

    def speak() -> None:
        with socket.create_connection(("127.0.0.1", tls_port), timeout=5) as plain:
            context.wrap_socket(plain, server_hostname="127.0.0.1").close()

    if spoken:
        speak()
    else:
        with pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"):
            speak()


def test_we_speak_none_either(servers: Servers, tls_port: int) -> None:
    context = address.tls(uri(servers, tls_port, None))
    assert context is not None
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2

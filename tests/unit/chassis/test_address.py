"""What an address says beyond what its library knows, and what a library is given of it."""

from pathlib import Path

import pika
import pytest

from chassis import address, sender
from chassis.config import read_or_exit
from chassis.connection import parameters

AWKWARD, NEW = "p:a/s@s?w&o%rd", "another"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "agenda.amqp"
    file.write_text(AWKWARD + "\n")
    return file


@pytest.mark.parametrize(
    "uri",
    [
        "amqp://agenda:word@broker:5672/wara?heartbeat=5",
        "mongodb://a:b@one:27017,two:27017/agenda?replicaSet=wara&readPreferenceTags=x:1&readPreferenceTags=",
        "amqp://broker",
    ],
)
def test_what_others_know_stays_as_it_is(uri: str) -> None:
    assert address.resolve(uri) == uri


def test_the_password_is_what_the_file_has_now(file: Path) -> None:
    uri = f"amqp://agenda:word@broker/wara?password_file={file}"
    assert parameters(uri).credentials == pika.PlainCredentials("agenda", AWKWARD)
    assert sender.connection(uri).password == AWKWARD
    file.write_text(NEW)
    assert parameters(uri).credentials == pika.PlainCredentials("agenda", NEW)
    assert sender.connection(uri).password == NEW
    file.unlink()
    with pytest.raises(OSError, match="agenda"):
        parameters(uri)


def test_a_process_without_its_password_stops_with_the_settings_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEALTH_PORT", "9100")
    monkeypatch.setenv("AMQP_URI", f"amqp://agenda@broker/wara?password_file={file}")
    monkeypatch.setenv("MONGODB_URI", f"mongodb://agenda@store/agenda?password_file={file}-of-nobody")
    with pytest.raises(SystemExit, match=r"MONGODB_URI.*agenda\.amqp-of-nobody"):
        read_or_exit("agenda")


def test_the_rest_of_a_query_is_kept(file: Path) -> None:
    uri = f"mongodb://agenda@one,two/agenda?w=majority&password_file={file}&tlsCAFile=/run/ca.pem&tls=true"
    given = address.resolve(uri).removeprefix("mongodb://agenda:p%3Aa%2Fs%40s%3Fw%26o%25rd@one,two/agenda?")
    assert given == "w=majority&tlsCAFile=%2Frun%2Fca.pem&tls=true"


@pytest.mark.parametrize(("uri", "user"), [("amqp://broker/", "guest"), ("amqps://a%40b@broker/", "a@b")])
def test_who_we_are_is_known(uri: str, user: str) -> None:
    assert address.user_of(uri) == user


def test_only_amqps_asks_for_certificates() -> None:
    assert (address.tls("amqp://broker"), address.tls_for_kombu("amqp://broker")) == (None, None)
    given = address.tls_for_kombu("amqps://broker?cacertfile=/run/ca.pem")
    assert given == {
        "context": {"cafile": "/run/ca.pem", "check_hostname": True},
        "server_hostname": "broker",
    }

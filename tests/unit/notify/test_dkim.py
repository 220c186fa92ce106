"""A mail is signed as it goes over the wire."""

import base64
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from environs import EnvError

from notify.channels import dkim_signing
from notify.channels.email import Connection

MAIL = b"From: office@secretariat.example\r\nSubject: =?utf-8?b?4LiE?=\r\n\r\n.\r\nThai\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    key = rsa.generate_private_key(65537, 1024)
    pem, pkcs1 = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    file = tmp_path / "dkim.key"
    file.write_bytes(key.private_bytes(pem, pkcs1, serialization.NoEncryption()))
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    file.with_suffix(".pub").write_bytes(key.public_key().public_bytes(serialization.Encoding.DER, spki))
    return file


def env(**given: str) -> Any:
    return SimpleNamespace(str=lambda name, default: given.get(name, default))


def test_whoever_has_the_key_in_the_dns_can_check_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []

    def take(_: object, message: bytes) -> tuple[int, bytes]:
        sent.append(message)
        return 250, b"taken"

    monkeypatch.setattr("smtplib.SMTP.data", take)
    connection = Connection()
    connection.signer = dkim_signing.read(env(DKIM_KEY_FILE=str(file)), "secretariat.example")
    assert connection.data(MAIL) == (250, b"taken")
    public = base64.b64encode(file.with_suffix(".pub").read_bytes())

    def published(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"wara._domainkey.secretariat.example."
        return b"v=DKIM1; k=rsa; p=" + public

    assert dkim.verify(sent[0], dnsfunc=published, minkey=1024)
    assert not dkim.verify(sent[0].replace(b"Thai", b"thai"), dnsfunc=published, minkey=1024)
    assert b"list-unsubscribe" in sent[0].split(MAIL)[0]


def test_without_a_key_nothing_is_signed() -> None:
    assert dkim_signing.read(env(), "secretariat.example") is None


@pytest.mark.parametrize("content", [None, b"no key"])
def test_a_key_that_is_none_stops_the_process_with_its_name(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "dkim.key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EnvError, match="DKIM_KEY_FILE"):
        dkim_signing.read(env(DKIM_KEY_FILE=str(file)), "secretariat.example")

"""Addresses of broker and store that say more than their libraries know.

`amqps://agenda@broker/wara?cacertfile=/run/secrets/ca.pem&password_file=/run/secrets/agenda.amqp`:
`cacertfile`, as in RabbitMQ's own URIs, is the CA that the broker's certificate must be of; `password_file`
holds the password. It is read each time, so that with another one in it the next connection is made with it.
"""

import ssl
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

CA_FILE, PASSWORD_FILE = "cacertfile", "password_file"
DEFAULT_USER = "guest"


def resolve(uri: str) -> str:
    """As any library takes it, with the password as it is now; OSError where its file cannot be read."""
    parts = urlsplit(uri)
    options = parse_qsl(parts.query, keep_blank_values=True)
    others = [(name, value) for name, value in options if name not in (CA_FILE, PASSWORD_FILE)]
    if others == options:
        return uri
    user, at, where = parts.netloc.rpartition("@")
    if file := option(uri, PASSWORD_FILE):
        password = Path(file).read_text(encoding="utf-8").strip()
        user = f"{user.partition(':')[0]}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{user}{at}{where}", query=urlencode(others)))


def option(uri: str, name: str) -> str | None:
    return dict(parse_qsl(urlsplit(uri).query)).get(name)


def user_of(uri: str) -> str:
    """Whom the broker takes us for."""
    return unquote(urlsplit(uri).username or DEFAULT_USER)


def tls(uri: str) -> ssl.SSLContext | None:
    """Which certificates are believed, for pika; None where the address asks for no TLS."""
    trusted = _trust(uri)
    if trusted is None:
        return None
    context = ssl.create_default_context(cafile=trusted["cafile"])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def tls_for_kombu(uri: str) -> dict[str, Any] | None:
    """The same: left to itself, kombu believes every certificate."""
    trusted = _trust(uri)
    if trusted is None:
        return None
    return {"context": {**trusted, "check_hostname": True}, "server_hostname": urlsplit(uri).hostname}


def _trust(uri: str) -> dict[str, str | None] | None:
    """Where no CA is named, those of the system are."""
    return {"cafile": option(uri, CA_FILE)} if urlsplit(uri).scheme == "amqps" else None

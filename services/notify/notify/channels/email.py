"""Letters over SMTP, on a connection that is kept."""

import re
import smtplib
import ssl
import time
from base64 import encodebytes
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from chassis import address, mailbox
from notify.channels.channel import Away, Kind, NotNow, Parcel, Receipt, Refused, TooFast
from notify.channels.dkim_signing import Signer
from notify.channels.headings import HEADINGS

TRUSTED_SECONDS = 5.0
LONGEST_ANSWER = 200
LANES = 8
BOUNDARY = "=_part_of_a_letter_=_"
"""Between the parts of every letter: in base64, which all of them are in, it cannot stand."""
_ADDRESS = re.compile(r"[^\s<>()]+@[^\s<>()]+")
_TOO_FAST = re.compile(rb"4\.7\.\d", re.ASCII)
_GREYLISTED = re.compile(rb"gr[ea]y.?list", re.IGNORECASE)
_ANSWERS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`smtps://` is TLS from the start; `smtp://` turns to TLS where the server offers it. Where it names a
    `password_file`, that is read for each connection."""

    uri: SplitResult
    sender: str
    timeout: float
    signer: Signer | None = None

    @classmethod
    def read(cls, uri: str, sender: str, timeout: float, signer: Signer | None = None) -> "Server":
        parts = urlsplit(uri)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URI must be smtp://host:port or smtps://host:port")
        return cls(uri=parts, sender=sender, timeout=timeout, signer=signer)

    @property
    def address(self) -> str:
        """Where reports go when no other address is known for a letter."""
        return parseaddr(self.sender)[1]

    def connect(self) -> "Connection":
        host, context = self.uri.hostname or "", ssl.create_default_context()
        if self.uri.scheme == "smtps":
            server: Connection = SecureConnection(
                host, self.uri.port or 465, timeout=self.timeout, context=context
            )
        else:
            server = Connection(host, self.uri.port or 25, timeout=self.timeout)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if self.uri.username:
            self._log_in(server, host)
        server.signer = self.signer
        return server

    def _log_in(self, server: smtplib.SMTP, host: str) -> None:
        if not isinstance(server.sock, ssl.SSLSocket) and not _is_loopback(host):
            raise ssl.SSLError("no password goes over a connection in the clear")
        now = urlsplit(address.resolve(self.uri.geturl()))
        server.login(unquote(now.username or ""), unquote(now.password or ""))


class Connection(smtplib.SMTP):
    """Signs what it sends; remembers what the server said when it took it over, which is the proof of it."""

    said = b""
    signer: Signer | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, self.said = super().data(self.signer.signed(msg) if self.signer else msg)
        return code, self.said


class SecureConnection(smtplib.SMTP_SSL, Connection):
    pass


class Email:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: Connection | None = None
        self._used = 0.0

    def open(self) -> None:
        self._connected()

    def send(self, parcel: Parcel) -> Receipt:
        try:
            message, to = compose(parcel, self._server.sender), mailbox.on_the_wire(parcel.address)
        except (IndexError, ValueError, MessageError) as error:
            raise Refused("address_invalid") from error
        connection = self._connected()
        try:
            connection.send_message(message, parcel.reply_to or self._server.address, [to])
        except OSError as error:
            if not isinstance(error, _ANSWERS):
                self.close()
            raise _verdict(error) from error
        self._used = time.monotonic()
        return Receipt(server=self._server.uri.hostname or "", said=_without_addresses(connection.said))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> Connection:
        if self._connection is not None and self._alive(self._connection):
            return self._connection
        self.close()
        try:
            self._connection = self._server.connect()
        except OSError as error:
            raise Away(_reason(error)) from error
        self._used = time.monotonic()
        return self._connection

    def _alive(self, connection: smtplib.SMTP) -> bool:
        """Asks only after a while: servers hang up on who is silent."""
        if connection.sock is not None and time.monotonic() - self._used < TRUSTED_SECONDS:
            return True
        try:
            return bool(connection.noop()[0] == 250)
        except OSError:
            return False


def compose(parcel: Parcel, sender: str) -> EmailMessage:
    """The same parcel gives the same message."""
    letter, message = parcel.letter, EmailMessage(HEADINGS)
    message["Message-ID"] = parcel.message_id
    message["Date"] = format_datetime(parcel.written_at)
    message["From"] = sender
    name, to = " ".join(parcel.name.split()), mailbox.on_the_wire(parcel.address)
    message["To"] = Address(display_name=name, addr_spec=to)
    if parcel.reply_to:
        user, _, domain = parcel.reply_to.rpartition("@")
        message["Reply-To"] = Address(username=user, domain=domain)
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"
    if parcel.unsubscribe:  # RFC 2369, and by one click as RFC 8058 has it
        message["List-Unsubscribe"] = f"<{parcel.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/alternative; boundary="{BOUNDARY}"'
    message["Content-Language"] = letter.language
    message.set_payload(_alternatives(parcel))
    return message


def _alternatives(parcel: Parcel) -> str:
    """Written here: the email package makes a message of each part, with headings that it reads and folds."""
    parts = [
        ('text/plain; charset="utf-8"', _in_lines(parcel.letter.text)),
        ('text/html; charset="utf-8"', _in_lines(parcel.letter.html)),
    ]
    if parcel.calendar:
        kind = f'text/calendar; method="{parcel.calendar.method}"; charset="utf-8"'
        parts.append((kind, parcel.calendar.content))
    return "".join(_part(*one) for one in parts) + f"--{BOUNDARY}--\r\n"


def _in_lines(text: str) -> bytes:
    """As RFC 2045 wants them, also where they are encoded."""
    return text.replace("\n", "\r\n").encode()


def _part(kind: str, content: bytes) -> str:
    lines = encodebytes(content).decode("ascii").replace("\n", "\r\n")
    headings = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n"
    return f"--{BOUNDARY}\r\n{headings}\r\n{lines}\r\n"


def _verdict(error: OSError) -> NotNow | Refused:
    """A 5xx about this letter is for good; everything else may pass, or be put right by an operator."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Refused("address_not_supported")
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, error.smtp_error
    else:
        return NotNow(_reason(error))
    if 500 <= code < 600:
        return Refused(str(code))
    return TooFast(str(code)) if _is_too_fast(code, said) else NotNow(str(code))


def _is_too_fast(code: int, said: bytes | str) -> bool:
    """421 and 4.7.x, but for greylisting, which asks for patience with one letter alone."""
    text = said.encode(errors="replace") if isinstance(said, str) else said
    return (code == 421 or bool(_TOO_FAST.match(text))) and not _GREYLISTED.search(text)


def _reason(error: OSError) -> str:
    """Never the server's own text, which may repeat the address."""
    code = getattr(error, "smtp_code", None)
    return str(code) if code else type(error).__name__


def _without_addresses(said: bytes) -> str:
    text = _ADDRESS.sub("<address>", said.decode(errors="replace"))
    return " ".join(text.split())[:LONGEST_ANSWER]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


CHANNEL = Kind(name="email", make=lambda _store, _env, post: Email(post.smtp), lanes=LANES)

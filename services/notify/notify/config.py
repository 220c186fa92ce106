"""What notify alone is set up with."""

from dataclasses import dataclass
from email.utils import parseaddr

from environs import Env, EnvError

from notify import doors
from notify.channels import dkim_signing
from notify.channels.email import Server
from notify.doors import Doors
from notify.incoming.addresses import Addresses
from notify.outgoing.throttle import UNLIMITED, Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """`sender` is what stands in From; `domain` is where Message-IDs and calendar entries are from;
    `addresses` are where answers come in, if they do."""

    smtp: Server
    sender: str
    domain: str
    doors: Doors
    addresses: Addresses | None = None
    rates: Rates = UNLIMITED

    def organizer(self, uid: str) -> tuple[str, str]:
        """Of a calendar entry: the name, and the address that its answers go to."""
        name, address = parseaddr(self.sender)
        return name, self.addresses.of_entry(uid) if self.addresses else address

    @classmethod
    def read(cls, env: Env) -> "Post":
        sender = env.str("MAIL_FROM")
        domain = parseaddr(sender)[1].rpartition("@")[2]
        if not domain:
            raise EnvError("MAIL_FROM must be a mail address")
        ways = doors.read(env)
        return cls(
            smtp=Server.read(
                env.str("SMTP_URI"), sender, env.float("SMTP_TIMEOUT", 10.0), dkim_signing.read(env, domain)
            ),
            sender=sender,
            domain=domain,
            doors=ways,
            addresses=addresses(env, ways),
            rates=_rates(env),
        )


def _rates(env: Env) -> Rates:
    try:
        return Rates.read(env.str("SMTP_DOMAIN_RATES", ""))
    except ValueError as error:
        raise EnvError(str(error)) from error


def addresses(env: Env, ways: Doors) -> Addresses | None:
    """None where no mail is handed to us; EnvError where MAIL_REPLY_TO is no address."""
    reply_to = env.str("MAIL_REPLY_TO", "")
    try:
        return Addresses.read(reply_to, ways.links.secrets) if reply_to else None
    except ValueError as error:
        raise EnvError(str(error)) from error

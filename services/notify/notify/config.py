"""What notify alone is set up with."""

from dataclasses import dataclass
from email.utils import parseaddr

from environs import Env, EnvError

from notify.channels.email import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """`sender` is what stands in From; `domain` is where Message-IDs and calendar entries are from."""

    smtp: Server
    sender: str
    domain: str
    public_url: str

    @classmethod
    def read(cls, env: Env) -> "Post":
        sender = env.str("MAIL_FROM")
        domain = parseaddr(sender)[1].rpartition("@")[2]
        if not domain:
            raise EnvError("MAIL_FROM must be a mail address")
        return cls(
            smtp=Server.read(env.str("SMTP_URI"), sender, env.float("SMTP_TIMEOUT", 10.0)),
            sender=sender,
            domain=domain,
            public_url=public_url(env),
        )


def public_url(env: Env) -> str:
    """Where members reach the gateway."""
    return env.str("PUBLIC_URL").rstrip("/")

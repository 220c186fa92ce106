"""What a new partner is handed, as a shell takes it: addresses, secrets, and programs that hear with them."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from chassis import address
from wara.partners.guide import text_of

PROGRAMS = ("hear.py", "partner.py", "tell.py")
WITH_HANDLERS = ("handle.py", "hear.py", "tell.py")
REQUEST = "ask.sh"


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """`broker` and `gateway` are addresses as the partner reaches them; `service` is what its nameko service
    is called, where that declares queues; of the secrets those that are new."""

    broker: str
    gateway: str
    user: str
    queue: str
    exchange: str
    service: str | None = None
    password: str | None = None
    key: str | None = None

    def settings(self) -> str:
        """A line each, to be kept where secrets are."""
        found = {"QUEUE": self.queue, "COMMANDS": self.exchange, "WARA": self.gateway}
        found |= {"SERVICE": self.service} if self.service else {}
        found |= {"AMQP_URI": self.amqp_uri(self.password)} if self.password else {}
        found |= {"TOKEN": self.key} if self.key else {}
        return "\n".join(f"export {name}='{value}'" for name, value in found.items())

    def amqp_uri(self, password: str) -> str:
        parts = urlsplit(address.resolve(self.broker))
        where = parts.netloc.rpartition("@")[2]
        user = f"{quote(self.user, safe='')}:{quote(password, safe='')}"
        return urlunsplit(parts._replace(netloc=f"{user}@{where}"))

    def programs(self) -> str:
        names = WITH_HANDLERS if self.service else PROGRAMS
        files = [f"cat > {name} <<'END'\n{text_of(name)}END" for name in names]
        return "\n".join([*files, text_of(REQUEST)])

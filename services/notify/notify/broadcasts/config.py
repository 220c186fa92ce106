"""What an installation may say of broadcasts."""

from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from environs import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`hold` is how long what is sent may still be recalled; tests go to addresses of these domains alone."""

    hold: timedelta
    test_domains: frozenset[str]

    def is_of_the_house(self, address: str) -> bool:
        _, at, domain = address.rpartition("@")
        return bool(at) and domain.lower() in self.test_domains


def read(env: Env) -> Rules:
    """By default ten minutes, and the domain that letters come from."""
    domains = [one.strip().lower() for one in env.str("BROADCAST_TEST_DOMAINS", "").split(",")]
    own = parseaddr(env.str("MAIL_FROM"))[1].rpartition("@")[2].lower()
    return Rules(
        hold=timedelta(minutes=env.float("BROADCAST_HOLD_MINUTES", 10.0)),
        test_domains=frozenset(filter(None, domains)) or frozenset({own}),
    )

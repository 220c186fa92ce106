"""From where a request comes, and by which name: what a proxy says is believed of named proxies alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from chassis.errors import WaraError

HOST_UNKNOWN = "host_unknown"
CODES = (HOST_UNKNOWN,)
PUBLIC_URL = "http://127.0.0.1:8000"
"""Where nothing is set."""
OURS = frozenset({"localhost", "127.0.0.1", "[::1]"})

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
SUBSCRIBER = 64
"""Bits of an IPv6 address that say whose it is; the rest its owner chooses anew as often as wanted."""


class Proxies:
    def __init__(self, networks: Iterable[str] = ()) -> None:
        """ValueError for what is no network, such as `10.0.0.0/8`."""
        self._networks: Sequence[Network] = [ip_network(network) for network in networks]

    def client(self, peer: str, forwarded: str) -> str:
        """Who asked, of `X-Forwarded-For` as far as named proxies have written it, from its end on."""
        said = [part.strip() for part in forwarded.split(",") if part.strip()]
        client = _address(peer)
        while said and self._is_named(client):
            try:
                client = _address(said.pop())
            except ValueError:
                break
        return _whose(client)

    def _is_named(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


class Misdirected(WaraError):
    """Asked of us by a name that is none of ours."""

    kind = "misdirected"
    default_code = HOST_UNKNOWN


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that this installation is called by, without a port."""

    names: frozenset[str] = OURS

    @classmethod
    def of(cls, public_url: str) -> "Hosts":
        return cls(OURS | {_name_of(urlsplit(public_url).netloc)})

    def check(self, host: str) -> None:
        """Misdirected unless it is one of them."""
        if not host or _name_of(host) not in self.names:
            raise Misdirected()


def _name_of(host: str) -> str:
    name = host.lower()
    return name if name.endswith("]") else name.rpartition(":")[0] or name


def _address(said: str) -> Address:
    """One of IPv4 as such, however it is written; some proxies add a port. ValueError where it is none."""
    try:
        found = ip_address(said)
    except ValueError:
        found = ip_address(urlsplit(f"//{said}").hostname or "")
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _whose(address: Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, SUBSCRIBER), strict=False))
    return str(address)

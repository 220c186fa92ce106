"""Addresses of mailboxes, as people and as mail servers write them."""


def on_the_wire(address: str) -> str:
    """With the domain in ASCII, which every mail server takes; ValueError where it is none."""
    local, at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}{at}{domain.encode('idna').decode('ascii')}"


def is_same(one: str, other: str) -> bool:
    """Whichever of its letters are large, and however its domain is written."""
    return _comparable(one) == _comparable(other)


def _comparable(address: str) -> str:
    try:
        return on_the_wire(address).casefold()
    except ValueError:
        return address.casefold()

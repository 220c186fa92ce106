"""Which channels there are. Another one is a file with a `CHANNEL` in it, and a line here; or, where it is of
one installation alone, its module's name in EXTRA_CHANNELS."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module

from environs import Env, EnvError

from chassis.config import Settings
from chassis.mongo import Document, Transaction
from notify.channels import email, inbox, webhook
from notify.channels.channel import Kind

BUILT_IN = (email.CHANNEL, inbox.CHANNEL, webhook.CHANNEL)
_kinds: dict[str, Kind] = {one.name: one for one in BUILT_IN}


def load(settings: Settings) -> None:
    """Before a process does anything else; EnvError where a module is not there, or holds no channel."""
    _kinds.update({one.name: one for one in extra(settings.env)})


def extra(env: Env) -> list[Kind]:
    modules: list[str] = env.list("EXTRA_CHANNELS", [])
    return [_read(module) for module in modules]


def kinds() -> Sequence[Kind]:
    return list(_kinds.values())


def copies(tx: Transaction, representatives: Iterable[Document]) -> Mapping[str, tuple[str, ...]]:
    """By which channels each of these people gets copies; asked for all of them together."""
    people = list(representatives)
    found = {kind.name: set(kind.copies_to(tx, people)) for kind in kinds() if kind.copies_to}
    return {one["_id"]: tuple(name for name, ids in found.items() if one["_id"] in ids) for one in people}


def _read(module: str) -> Kind:
    try:
        kind = import_module(module).CHANNEL
    except (ImportError, AttributeError) as error:
        raise EnvError(f"EXTRA_CHANNELS: {module}: {error}") from error
    if not isinstance(kind, Kind):
        raise EnvError(f"EXTRA_CHANNELS: {module}: its CHANNEL is none")
    return kind

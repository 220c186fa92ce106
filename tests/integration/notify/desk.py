"""Asks notify as the gateway does, signed and with a deadline, without the broker between."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chassis.mongo import Store
from notify.service import NotifyService
from tests.support.service_desk import PUBLIC as PUBLIC
from tests.support.service_desk import SECRETARIAT as SECRETARIAT
from tests.support.service_desk import ServiceDesk
from tests.support.service_desk import representing as representing


class Desk(ServiceDesk):
    def __init__(self, store: Store, keys: Path, public_url: str) -> None:
        super().__init__(NotifyService(), store, keys, _settings(public_url, keys / "letter.key"))


def _settings(public_url: str, secret: Path) -> Any:
    given = {"PUBLIC_URL": public_url, "MAIL_FROM": "office@secretariat.example"}
    env = SimpleNamespace(
        str=lambda key, default="": given.get(key, default),
        float=lambda key, default: default,
        path={"LINK_SECRET_FILE": secret}.__getitem__,
        bool=lambda name, _: {"WEBHOOKS_ANYWHERE": True}[name],
    )
    return SimpleNamespace(env=env)

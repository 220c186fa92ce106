"""Who acts in the demo, what they know, and what is to come of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import requests

from wara.api import Api, View
from wara.demo.promises import Promises
from wara.demo.screen import Screen
from wara.stack import Stack


@dataclass
class Scene:
    """`members` are the organisations of the data files that have joined: Thai name → id.

    `mail_page` is where caught mails are read; None where the mail server is another's.
    """

    office: Api
    public: Api
    speaking_for: Callable[[str], Api]
    facts: Path
    screen: Screen
    mail_page: str | None = None
    promises: Promises = field(default_factory=Promises)
    members: dict[str, str] = field(default_factory=dict)
    proposals: list[View] = field(default_factory=list)
    meetings: list[View] = field(default_factory=list)

    def read(self, name: str) -> Any:
        return json.loads((self.facts / f"{name}.json").read_text(encoding="utf-8"))


def set_scene(stack: Stack, session: requests.Session, screen: Screen) -> Scene:
    gateway = stack.urls.gateway

    @cache
    def speaking_for(member: str) -> Api:
        return Api(session, gateway, stack.token("representative", member=member))

    return Scene(
        office=Api(session, gateway, stack.token("secretariat")),
        public=Api(session, gateway),
        speaking_for=speaking_for,
        facts=stack.plan.root / "deploy/local/demo",
        screen=screen,
        mail_page=stack.urls.mail,
    )

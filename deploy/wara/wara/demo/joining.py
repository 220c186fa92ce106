"""Who takes part: the secretariat enters the agencies of the founding, everybody else applies."""

import re
import time
from collections.abc import Mapping
from typing import Any

import requests

from wara.api import PATIENCE_SECONDS, Refused, View
from wara.demo.scene import Scene
from wara.problem import Problem

WAITS = "membership.application_pending"
EVERY_SECONDS = 0.2
LINK = re.compile(r"/confirm\?token=([\w.-]+)")


def joining(scene: Scene) -> None:
    """An organisation that is a member already is found, not entered twice."""
    applications = scene.read("organisations")["organisations"]
    scene.screen.chapter("การเข้าร่วม", f"{len(applications)} organisations join")
    members = scene.public.every("/v1/members", status="active")
    known = {member["name"].get("th"): member for member in members}

    def join(application: Mapping[str, Any]) -> View:
        return known.get(application["name"]["th"]) or admitted(scene, application)

    joined = scene.screen.each("applied, confirmed, admitted, welcomed", join, applications)
    scene.members.update({member["name"]["th"]: member["id"] for member in joined})


def admitted(scene: Scene, application: Mapping[str, Any]) -> View:
    applies = scene.mail_page is not None and application["kind"] != "government_agency"
    member = confirmed(scene, application) if applies else scene.office.post("/v1/members", application)
    scene.promises.told("members", member)
    scene.promises.written("welcome", f"members/{member['id']}", [member["id"]])
    return member


def confirmed(scene: Scene, application: Mapping[str, Any]) -> View:
    """Applies, and follows the link that comes by mail; one that an earlier replay left is followed now."""
    try:
        scene.public.post("/v1/members", application)
    except Refused as refused:
        if refused.code != WAITS:
            raise
    token = link_to(scene, application["representative"]["email"])
    return scene.public.post("/v1/members/confirm", {"token": token})


def link_to(scene: Scene, address: str) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        mails = requests.get(f"{scene.mail_page}/messages.json", timeout=10).json()
        for mail in reversed([one for one in mails if address in one["to"]]):
            page = requests.get(f"{scene.mail_page}/messages/{mail['n']}", timeout=10).text
            if found := LINK.search(page):
                return found[1]
        time.sleep(EVERY_SECONDS)
    raise Problem(f"No link to confirm came to {address} within {PATIENCE_SECONDS:.0f} s.")

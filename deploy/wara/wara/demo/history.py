"""What is on record: the founding, and the meetings held since."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wara.api import PATIENCE_SECONDS, View
from wara.demo.scene import Scene
from wara.demo.wording import day, in_words
from wara.problem import Problem

FOUNDED = "membership.committee.established.v1"
SIGN_OFF = {"draft": "check", "checked": "clear", "cleared": "sign", "signed": "publish"}


def founding(scene: Scene) -> None:
    """Told before anything is counted: the services found the committee themselves when they first start."""
    wait_for_its_event(scene)
    committee = next(scene.public.every("/v1/committees"))
    founded = datetime.fromisoformat(committee["founding"]["date"])
    scene.screen.chapter("การจัดตั้งคณะทำงานร่วม", f"The founding, {day(founded)}")
    scene.screen.line(committee["name"]["th"], committee["name"]["en"])
    scene.screen.line(
        f"convened by {committee['convener']['name']['th']}, open to whoever wants to take part"
    )


def wait_for_its_event(scene: Scene) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not scene.office.get("/v1/events", source="membership", type=FOUNDED)["items"]:
        if time.monotonic() > deadline:
            raise Problem(f"{FOUNDED} was not told within {PATIENCE_SECONDS:.0f} s.")
        time.sleep(0.1)


def past_meetings(scene: Scene) -> None:
    records = scene.read("meetings")["meetings"]
    scene.screen.chapter("การประชุมที่ผ่านมา", f"{len(records)} meetings of the past are recorded")
    closed = scene.public.every("/v1/meetings", status="closed")
    known = {datetime.fromisoformat(meeting["starts_at"]): meeting for meeting in closed}
    for record in records:
        signature = record.pop("news_release", None)
        meeting = known.get(datetime.fromisoformat(record["starts_at"])) or enter(scene, record)
        scene.meetings.append(meeting)
        scene.screen.line(in_words(meeting))
        if signature:
            publish_release(scene, meeting, signature)


def enter(scene: Scene, record: Mapping[str, Any]) -> View:
    return scene.promises.told("meetings", scene.office.post("/v1/meetings", record))


def publish_release(scene: Scene, meeting: View, signature: Mapping[str, Any]) -> None:
    """From wherever its sign-off stands; nothing when it is out already."""
    path, about = release_of(meeting), f"meetings/{meeting['id']}"
    document = scene.office.get(path)
    while "published_at" not in document:
        verb = SIGN_OFF[document["status"]]
        document = scene.office.post(f"{path}/{verb}", signature if verb == "sign" else None)
        if verb == "publish":
            scene.promises.written("release-published", about, scene.members.values())
            scene.screen.line("its news release is checked, cleared, signed and published")


def release_of(meeting: View) -> str:
    return f"/v1/meetings/{meeting['id']}/documents/news-release"

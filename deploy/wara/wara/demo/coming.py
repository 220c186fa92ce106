"""The meeting to come, from its planning to the answers of those invited. It is not held yet."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from wara.api import View
from wara.demo.scene import Scene
from wara.demo.wording import BANGKOK, in_words

WEDNESDAY = 2
AHEAD = ("planned", "convened")
Story = Mapping[str, Any]


def next_meeting(scene: Scene) -> None:
    """Each step is taken only where it has not been taken before."""
    story = scene.read("next-meeting")
    scene.screen.chapter("การประชุมครั้งต่อไป", "The meeting to come")
    meeting = planned(scene, story)
    scene.screen.line(f"planned: {in_words(meeting)}")
    list_items(scene, meeting, story)
    select_proposals(scene, meeting)
    show_agenda(scene, meeting)
    meeting = convened(scene, meeting)
    scene.meetings.append(meeting)
    scene.screen.line(
        "convened: every representative is invited by mail, in Thai or English, with a calendar entry"
    )
    answer(scene, meeting, story)


def planned(scene: Scene, story: Story) -> View:
    starts_at, ends_at = (
        datetime.combine(a_day_next_month(date.today()), time.fromisoformat(story[hour]), BANGKOK)
        for hour in ("from", "to")
    )
    for meeting in scene.public.every("/v1/meetings"):
        if meeting["status"] in AHEAD and datetime.fromisoformat(meeting["starts_at"]) == starts_at:
            return meeting
    times = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    return scene.promises.told("meetings", scene.office.post("/v1/meetings", story["meeting"] | times))


def a_day_next_month(today: date) -> date:
    """The second Wednesday."""
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7)


def list_items(scene: Scene, meeting: View, story: Story) -> None:
    listed = [item["title"] for item in items_of(scene, meeting)]
    for item in story["items"]:
        if item["title"] not in listed:
            scene.office.post(f"/v1/meetings/{meeting['id']}/agenda", item)


def select_proposals(scene: Scene, meeting: View) -> None:
    plans = scene.read("proposals")["proposals"]
    for plan, proposal in zip(plans, scene.proposals, strict=True):
        if plan["selected"] and proposal["status"] == "admissible":
            about = f"proposals/{proposal['id']}"
            selected = scene.office.post(f"/v1/{about}/select", {"meeting": meeting["id"]})
            scene.promises.told("proposals", selected)
            concerned = [selected["proposed_by"], *selected["supporters"]]
            scene.promises.written("proposal-selected", about, concerned)


def items_of(scene: Scene, meeting: View) -> list[View]:
    agenda = scene.public.get(f"/v1/meetings/{meeting['id']}/agenda")
    return [item for section in agenda["sections"] for item in section["items"]]


def show_agenda(scene: Scene, meeting: View) -> None:
    for item in items_of(scene, meeting):
        scene.screen.line(f"{item['number']['th']} {item['title']['th']}")


def convened(scene: Scene, meeting: View) -> View:
    if meeting["status"] != "planned":
        return meeting
    about = f"meetings/{meeting['id']}"
    scene.promises.written("meeting-invitation", about, scene.members.values())
    return scene.promises.told("meetings", scene.office.post(f"/v1/{about}/convene"))


def answer(scene: Scene, meeting: View, story: Story) -> None:
    """An answer may be given again: the last one counts."""

    def give(one: Story) -> View:
        body = {name: one[name] for name in one if name != "member"}
        speaking = scene.speaking_for(scene.members[one["member"]])
        response = speaking.post(f"/v1/meetings/{meeting['id']}/responses", body)
        return scene.promises.told("responses", response)

    given = scene.screen.each("answered", give, story["answers"])
    answers = Counter(response["answer"] for response in given)
    scene.screen.line(", ".join(f"{count} {answer}" for answer, count in answers.items()))

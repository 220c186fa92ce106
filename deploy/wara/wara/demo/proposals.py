"""What members want the group to talk about: submitted, supported, judged."""

from collections.abc import Mapping
from typing import Any

from wara.api import View
from wara.demo.scene import Scene

JUDGED_FROM = {"admit": "submitted", "return": "submitted", "refuse": "submitted", "defer": "admissible"}
OPEN = ("submitted", "admissible")
Plan = Mapping[str, Any]


def proposing(scene: Scene) -> None:
    """Each step is taken only where it has not been taken before."""
    plans = scene.read("proposals")["proposals"]
    scene.screen.chapter("ข้อเสนอของสมาชิก", f"{len(plans)} proposals by members")
    for plan in plans:
        proposal = submit(scene, plan, drafted(scene, plan))
        scene.screen.line(
            f"{proposal['reference']['display']['th']} {proposal['title']['th']}", plan["proposed_by"]
        )
        scene.proposals.append(proposal)
    scene.screen.chapter("การสนับสนุนและการพิจารณา", "Support and judgement")
    for at, plan in enumerate(plans):
        supported = support(scene, plan, scene.proposals[at])
        scene.proposals[at] = judge(scene, plan, supported)
    show(scene)


def drafted(scene: Scene, plan: Plan) -> View:
    proposer = scene.members[plan["proposed_by"]]
    speaking = scene.speaking_for(proposer)
    for own in speaking.every("/v1/proposals", proposed_by=proposer):
        if own["title"] == plan["body"]["title"]:
            return own
    return speaking.post("/v1/proposals", plan["body"] | {"proposed_by": proposer})


def submit(scene: Scene, plan: Plan, proposal: View) -> View:
    if proposal["status"] != "draft":
        return proposal
    proposer, about = proposal["proposed_by"], f"proposals/{proposal['id']}"
    scene.promises.written("proposal-receipt", about, [proposer])
    return scene.promises.told("proposals", scene.speaking_for(proposer).post(f"/v1/{about}/submit"))


def support(scene: Scene, plan: Plan, proposal: View) -> View:
    for name in plan["supporters"]:
        member = scene.members[name]
        if proposal["status"] in OPEN and member not in proposal["supporters"]:
            path = f"/v1/proposals/{proposal['id']}/support"
            proposal = scene.promises.told("proposals", scene.speaking_for(member).post(path))
    return proposal


def judge(scene: Scene, plan: Plan, proposal: View) -> View:
    about = f"proposals/{proposal['id']}"
    for verdict in plan["verdicts"]:
        if proposal["status"] == JUDGED_FROM[verdict["verb"]]:
            path = f"/v1/{about}/{verdict['verb']}"
            proposal = scene.promises.told("proposals", scene.office.post(path, verdict["body"]))
            scene.promises.written("proposal-judged", about, [proposal["proposed_by"]])
    return proposal


def show(scene: Scene) -> None:
    supporters = sum(len(proposal["supporters"]) for proposal in scene.proposals)
    scene.screen.line(f"{supporters} times a member supports another's proposal")
    for status in dict.fromkeys(proposal["status"] for proposal in scene.proposals):
        same = [one["reference"]["display"]["th"] for one in scene.proposals if one["status"] == status]
        scene.screen.line(f"{status.replace('_', ' ')}: {', '.join(same)}")

"""One proposal's way from its draft to the published outcome, through the gateway alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from tests.e2e.client import Organisation, View, World, meeting_at
from tests.e2e.mails import Mails
from tests.support.polling import until

AGREED = {"kind": "agreed", "text": {"th": "ให้ดำเนินการตามเสนอ", "en": "as proposed"}}
SIGNATORY = {
    "name": {"th": {"given": "ผู้ลงนาม", "family": "สมมุติ"}},
    "post": {"th": "ตำแหน่งสมมุติ", "en": "A made-up post"},
}
CHAIR = {
    "name": {"th": {"given": "ประธาน", "family": "สมมุติ"}, "en": {"given": "Chair", "family": "Made-up"}},
    "post": {"th": "ตำแหน่งประธานสมมุติ", "en": "A made-up chair"},
}


@dataclass
class Story:
    """The proposer reads Thai, the supporter English; the views are as they were last answered."""

    proposer: Organisation
    supporter: Organisation
    proposal: View
    meeting: View
    item: str
    release: View

    @property
    def proposal_path(self) -> str:
        return f"/v1/proposals/{self.proposal['id']}"

    @property
    def meeting_path(self) -> str:
        return f"/v1/meetings/{self.meeting['id']}"


def lived_through(world: World, mails: Mails) -> Story:
    proposer, supporter = world.organisation("th"), world.organisation("en")
    proposal, meeting, item = to_the_agenda(world, proposer, supporter)
    convened(world, mails, meeting, [proposer, supporter])
    meeting = to_its_close(world, meeting, item, proposer)
    release = to_the_release(world, meeting)
    return Story(proposer, supporter, proposal, meeting, item, release)


def to_the_agenda(world: World, proposer: Organisation, supporter: Organisation) -> tuple[View, View, str]:
    path = f"/v1/proposals/{world.submitted(proposer)['id']}"
    supporter.speaking.do(f"{path}/support")
    world.office.do(f"{path}/admit")
    in_a_month = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    meeting = world.office.do("/v1/meetings", meeting_at(in_a_month) | {"chair": CHAIR})
    proposal = world.office.do(f"{path}/select", {"meeting": meeting["id"]})
    return proposal, meeting, proposal["item"]


def convened(world: World, mails: Mails, meeting: View, members: list[Organisation]) -> None:
    """Nobody answers before the invitation is there; once the meeting sits, none is sent any more."""
    path = f"/v1/meetings/{meeting['id']}"
    world.office.do(f"{path}/convene")
    for member, answer in zip(members, ("accepted", "declined"), strict=True):
        until(partial(mails.invitations_to, member.email, meeting["id"]))
        member.speaking.do(f"{path}/responses", {"answer": answer})


def to_its_close(world: World, meeting: View, item: str, proposer: Organisation) -> View:
    path = f"/v1/meetings/{meeting['id']}"
    world.office.do(f"{path}/open")
    world.office.do(f"{path}/attendance", {"member": proposer.id, "status": "attended", "persons": 2})
    world.office.do(f"{path}/agenda/{item}/discuss")
    world.office.do(f"{path}/agenda/{item}/decide", {"resolution": AGREED})
    return world.office.do(f"{path}/close", {"participants": {"count": 2}})


def to_the_release(world: World, meeting: View) -> View:
    path = f"/v1/meetings/{meeting['id']}/documents/news-release"
    world.office.do(f"{path}/check")
    world.office.do(f"{path}/clear")
    world.office.do(f"{path}/sign", {"signatory": SIGNATORY})
    return world.office.do(f"{path}/publish")

"""A member leaves, as it, its supporters, the secretariat and everybody else see it."""

from tests.e2e.client import Organisation, World
from tests.e2e.mails import Mails
from tests.e2e.subscriber import Subscriber
from tests.support.polling import until

TOLD = [
    "agenda.proposal.submitted.v1",
    "agenda.proposal.supported.v1",
    "agenda.proposal.offered.v1",
    "agenda.proposal.taken_over.v1",
]


def test_a_supporter_takes_over_what_a_member_left(
    world: World, mails: Mails, subscriber: Subscriber
) -> None:
    leaver, supporter = world.organisation("th"), world.organisation("en")
    proposal, draft = world.submitted(leaver), world.draft(leaver)
    path = f"/v1/proposals/{proposal['id']}"
    supporter.speaking.do(f"{path}/support")
    leaver.speaking.do(f"/v1/members/{leaver.id}/withdraw")
    until(lambda: world.public.read(path)["keeper"] == "secretariat")
    assert leaver.speaking.post(f"{path}/withdraw").status_code == 403

    until(lambda: "will your organisation take it over?" in subjects(mails, supporter, proposal["id"]), 20)
    taken = supporter.speaking.do(f"{path}/take-over")
    assert (taken["proposed_by"], taken["handed_over_from"]) == (supporter.id, [leaver.id])
    assert taken["reference"] == proposal["reference"]

    for reader in (leaver.speaking, world.office):
        left = reader.read(f"/v1/members/{leaver.id}/handover")["items"]
        outcomes = {one["proposal"]: one["handover"]["outcome"] for one in left}
        assert outcomes == {proposal["id"]: "taken_over", draft["id"]: "withdrawn"}
    assert world.public.get(f"/v1/members/{leaver.id}/handover").status_code == 401
    assert supporter.speaking.get(f"/v1/members/{leaver.id}/handover").status_code == 403

    until(lambda: "taken over" in subjects(mails, supporter, proposal["id"]), 20)
    until(lambda: len(subscriber.about(f"proposals/{proposal['id']}")) >= len(TOLD))
    heard = subscriber.about(f"proposals/{proposal['id']}")
    assert [one.event["type"] for one in heard] == TOLD


def subjects(mails: Mails, organisation: Organisation, proposal: str) -> str:
    return "\n".join(mail["Subject"] for mail in mails.to(organisation.email, proposal))

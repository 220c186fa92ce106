"""Members that are suspended, merged and exported, through the whole system."""

import csv
import io
from datetime import timedelta
from typing import Any

from openpyxl import load_workbook

from chassis.clock import now
from chassis.thai import day_of, thai_digits
from tests.e2e.client import World, succeeded
from tests.e2e.mails import Mails
from tests.support.polling import until

REASON = {"th": "องค์กรเดียวกันสมัครไว้สองครั้ง", "en": "It had applied twice"}


def test_a_double_is_merged_and_its_proposal_and_letters_follow(world: World, mails: Mails) -> None:
    old, other = world.organisation(), world.organisation("en")
    proposal = world.submitted(old)
    path = f"/v1/proposals/{proposal['id']}"
    until(lambda: mails.to(old.email, proposal["id"]))
    merged = world.office.do(f"/v1/members/{old.id}/merge", {"into": other.id, "reason": REASON})
    assert (merged["status"], merged["merged_into"]) == ("merged", other.id)
    until(lambda: world.public.read(path)["proposed_by"] == other.id)
    assert old.speaking.read("/v1/me")["member"]["merged_into"] == other.id
    refused = old.speaking.post("/v1/proposals", _draft(old.id))
    assert (refused.status_code, refused.json()["params"]["status"]) == (409, "merged")
    succeeded(world.office.post(f"{path}/admit"))
    until(lambda: len(mails.to(old.email, proposal["id"])) == 2)
    until(lambda: len(mails.to(other.email, proposal["id"])) == 1)
    assert other.speaking.do(f"{path}/withdraw")["status"] == "withdrawn"
    history = other.speaking.read(f"/v1/members/{old.id}/history")["items"]
    assert ["merged"] in [change["what"] for change in history]


def _draft(member: str) -> dict[str, Any]:
    return {
        "title": {"th": "ข้อเสนอ"},
        "rationale": {"th": "เหตุผล"},
        "sdgs": [1],
        "purpose": "information",
        "proposed_by": member,
    }


def test_a_suspended_member_is_told_until_when_and_may_leave(world: World, mails: Mails) -> None:
    member = world.organisation()
    until_day = day_of(now() + timedelta(days=30))
    buddhist = thai_digits(f"{int(until_day[:4]) + 543}{until_day[4:]}")
    asked = {"reason": REASON, "until": buddhist}
    suspended = world.office.do(f"/v1/members/{member.id}/suspend", asked)
    assert (suspended["status"], suspended["until"]) == ("suspended", until_day)
    letters = until(lambda: mails.to(member.email, f"/v1/members/{member.id}"))
    assert any("ระงับชั่วคราว" in str(letter["Subject"]) for letter in letters)
    assert member.speaking.do(f"/v1/members/{member.id}/withdraw")["status"] == "withdrawn"


def test_the_roster_is_exported_as_everybody_may_see_it(world: World) -> None:
    member = world.organisation()
    path = f"/v1/members/{member.id}"
    known = {"website": "https://org1.example", "registry_number": f"กท {member.id[-12:]}"}
    tag = world.public.get(path).headers["ETag"]
    succeeded(member.speaking.patch(path, {**known, "shown": ["website"]}, If_Match=tag))
    name = world.public.read(path)["name"]["th"]

    def exported(client: Any, form: str) -> dict[str, str | None]:
        answer = client.get(f"/v1/members/export?text={name}&format={form}")
        assert answer.ok
        if form == "csv":
            rows: list[Any] = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        else:
            heading, *lines = load_workbook(io.BytesIO(answer.content)).worksheets[0].values
            rows = [dict(zip(heading, line, strict=True)) for line in lines]
        (row,) = [one for one in rows if one["id"] == member.id]
        return dict(row)

    for form in ("csv", "xlsx"):
        public, office = exported(world.public, form), exported(world.office, form)
        assert (public["name_th"], public["website"]) == (name, known["website"])
        assert not public["registry_number"]
        assert office["registry_number"] == known["registry_number"]


def test_people_are_named_in_public_when_they_and_their_member_agree(world: World) -> None:
    member = world.organisation()
    path = f"/v1/members/{member.id}"
    (person,) = member.speaking.read(f"{path}/representatives")["items"]
    assert world.public.read(f"{path}/people")["items"] == []
    for about, change in ((path, {"shown": ["representatives"]}), (_of(path, person), {"shown": True})):
        tag = member.speaking.get(about).headers["ETag"]
        succeeded(member.speaking.patch(about, change, If_Match=tag))
    (named,) = world.public.read(f"{path}/people")["items"]
    assert (named["name"], "email" in named) == (person["name"], False)


def _of(path: str, person: dict[str, Any]) -> str:
    return f"{path}/representatives/{person['id']}"

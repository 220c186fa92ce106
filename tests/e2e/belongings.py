"""Things that belong to somebody, of every kind that a route is about, and all who come by."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.e2e.client import HORIZON, Client, Organisation, View, World, an_application, meeting_at
from tests.e2e.mails import Mails
from tests.support.polling import until
from tests.unit.agenda.file_makers import PDF

MARK = uuid.uuid4().hex[:12]
"""In everything that some may read and others not."""
PRIVATE = {"th": f"ไม่เปิดเผย {MARK}"}
PERSON = {"th": {"given": "ผู้แทน", "family": MARK}}
A_DAY = "2030-02-15"
COMMITTEE = {
    "name": {"th": "คณะทำงานทดสอบ"},
    "join_policy": "open",
    "agenda_template": [{"ordinal": 1, "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา"}}],
}
SECTION = 5


class Belongings:
    """Whose they are is `owner`; `another` is of the same committee, `elsewhere` of another. Ids by name."""

    def __init__(self, world: World, mails: Mails) -> None:
        self._world, self._mails, self._office = world, mails, world.office
        self.owner, self.another = world.organisation(), world.organisation()
        self.elsewhere = self._in_another_committee()
        self.ids: dict[str, str] = {"member": self.owner.id, "another": self.another.id}
        self.ids["name"] = world.public.read(f"/v1/members/{self.owner.id}")["name"]["en"]
        self.callers = self._callers()
        self._people()
        self._proposals()
        self._coming()
        self._sitting()
        self._over()
        self._received()

    def _callers(self) -> dict[str, str | None]:
        token = self._world.stack.token
        return {
            "owner": self.owner.speaking.token,
            "another": self.another.speaking.token,
            "elsewhere": self.elsewhere.speaking.token,
            "stranger": token("representative", member=str(uuid.uuid4())),
            "expert": token("expert"),
            "another expert": token("expert", member=self.another.id),
            "partner": token("partner"),
            "operator": token("operator"),
            "nobody": None,
        }

    def _in_another_committee(self) -> Organisation:
        there = {"committee": self._office.do("/v1/committees", COMMITTEE)["id"]}
        application = an_application() | there
        id = self._office.do("/v1/members", application)["id"]
        token = self._world.stack.token("representative", member=id)
        return Organisation(id, application["representative"]["email"], Client(self._office.gateway, token))

    def _people(self) -> None:
        mine, do = f"/v1/members/{self.owner.id}", self.owner.speaking.do
        tag = self._office.get(mine).headers["ETag"]
        assert self.owner.speaking.patch(mine, {"registry_number": MARK}, If_Match=tag).ok
        people = f"{mine}/representatives"
        (principal,) = self.owner.speaking.read(people)["items"]
        named = an_application()["representative"] | {"role": "alternate", "post": {"th": "ผู้อำนวยการ"}}
        self.ids |= {"principal": principal["id"], "representative": do(people, named)["id"]}
        self.ids["calendar"] = do(f"{mine}/calendar")["link"].partition("token=")[2]

    def _proposals(self) -> None:
        world, owner, do = self._world, self.owner, self.owner.speaking.do
        draft, told = world.draft(owner, title=PRIVATE)["id"], world.submitted(owner)["id"]
        self.ids |= {"draft": draft, "told": told}
        self.ids["attachment"] = owner.speaking.give(f"/v1/proposals/{draft}/attachments?name=a.pdf", PDF)[
            "id"
        ]
        comments, comment = f"/v1/proposals/{told}/comments", {"text": PRIVATE, "visibility": "members"}
        self.ids["comment"] = do(comments, comment)["id"]
        self.ids["joining"] = world.draft(self.another)["id"]
        self.another.speaking.do(f"/v1/proposals/{self.ids['joining']}/invite", {"member": owner.id})
        for name, verb in (("refused", "refuse"), ("reviewed", "admit"), ("advised", "admit")):
            self.ids[name] = world.submitted(owner)["id"]
            body = {"reason": {"th": "เพื่อการทดสอบ"}} if verb == "refuse" else {}
            self._office.do(f"/v1/proposals/{self.ids[name]}/{verb}", body)
        for name in ("reviewed", "advised"):
            review = self._office.do(f"/v1/proposals/{self.ids[name]}/reviewers", {"reviewer": "expert"})
            self.ids[f"review of {name}"] = review["id"]
        self.ids["theirs"] = world.submitted(self.another)["id"]
        self.ids["left"] = self._left_to(owner)

    def _left_to(self, supporter: Organisation) -> str:
        leaver = self._world.organisation()
        id = str(self._world.submitted(leaver)["id"])
        supporter.speaking.do(f"/v1/proposals/{id}/support")
        leaver.speaking.do(f"/v1/members/{leaver.id}/withdraw")
        until(lambda: self._world.public.read(f"/v1/proposals/{id}")["keeper"] == "secretariat")
        return id

    def _coming(self) -> None:
        """To which members are called: with a closed item, an answer, and a letter."""
        id = self._convened(datetime.now(UTC) + HORIZON)
        meeting = f"/v1/meetings/{id}"
        self._closed_item(meeting)
        self._office.do(f"{meeting}/agenda/publish")
        substitute = {"name": PERSON, "post": {"th": "ผู้อำนวยการ"}}
        answer = {"answer": "delegated", "note": PRIVATE, "delegates": 1, "substitute": substitute}
        self.owner.speaking.do(f"{meeting}/responses", answer)
        for verb, body in (("check", {}), ("clear", {}), ("sign", {"signatory": SIGNATORY}), ("publish", {})):
            self._office.do(f"{meeting}/documents/invitation/{verb}", body)
        self.ids["coming"] = id

    def _sitting(self) -> None:
        self.ids["sitting"] = id = self._convened(datetime.now(UTC) + timedelta(minutes=5))
        self._office.do(f"/v1/meetings/{id}/open")
        self.ids["code"] = self.owner.speaking.read(f"/v1/meetings/{id}/check-in")["code"]

    def _over(self) -> None:
        """Its minutes are circulated; what a closed item charged the owner with, and what went elsewhere."""
        self.ids["over"] = id = self._convened(datetime.now(UTC) + HORIZON)
        meeting, do = f"/v1/meetings/{id}", self._office.do
        self.ids["item"], self.ids["sent"] = self._closed_item(meeting), self._closed_item(meeting)
        do(f"{meeting}/open")
        self.ids["action"] = self._charged(id, self.ids["item"])
        self.ids["referral"] = self._referred(id, self.ids["sent"])
        attended = {"member": self.owner.id, "status": "attended", "persons": 1}
        do(f"{meeting}/attendance", attended)
        do(f"{meeting}/close", {})
        for verb in ("draft", "circulate"):
            do(f"{meeting}/minutes/{verb}")
        correction = {"text": {"th": "ขอแก้ไขถ้อยคำ"}}
        self.ids["correction"] = self.owner.speaking.do(f"{meeting}/minutes/corrections", correction)["id"]

    def _charged(self, meeting: str, item: str) -> str:
        self._resolved(meeting, item, {"kind": "action", "text": PRIVATE})
        action = {"meeting": meeting, "item": item, "title": PRIVATE, "owner": self.owner.id}
        id = str(self._office.do("/v1/actions", action | {"due_on": A_DAY})["id"])
        self.owner.speaking.do(f"/v1/actions/{id}/reports", {"text": PRIVATE, "on": A_DAY})
        return id

    def _referred(self, meeting: str, item: str) -> str:
        self._resolved(meeting, item, {"kind": "referred_up", "text": PRIVATE, "to": PRIVATE})
        return str(self._office.do("/v1/referrals", {"meeting": meeting, "item": item})["id"])

    def _resolved(self, meeting: str, item: str, resolution: View) -> None:
        one = f"/v1/meetings/{meeting}/agenda/{item}"
        self._office.do(f"{one}/discuss")
        self._office.do(f"{one}/decide", {"resolution": resolution})

    def _received(self) -> None:
        """What the owner's principal was told, and asked."""
        speaking = self.owner.speaking
        self.ids["request"] = speaking.do("/v1/me/correction-requests", CORRECTION)["id"]
        invitation, *_ = until(lambda: self._letters("meeting-invitation"))
        self.ids["letter"] = self.ids["entry"] = invitation["id"]

    def _letters(self, template: str) -> list[View]:
        """Once they are marked as sent."""
        about = f"/v1/notifications?about=meetings/{self.ids['coming']}&limit=100"
        found = self._office.read(about)["items"]
        mine = [one for one in found if (one["member"], one["template"]) == (self.owner.id, template)]
        return [one for one in mine if one["status"] == "delivered"]

    def _convened(self, starts_at: datetime) -> str:
        meeting = meeting_at(starts_at) | {"online_url": f"https://{MARK}.example"}
        id = str(self._office.do("/v1/meetings", meeting)["id"])
        self._office.do(f"/v1/meetings/{id}/convene")
        return id

    def _closed_item(self, meeting: str) -> str:
        agenda = self._office.do(f"{meeting}/agenda", {"section": SECTION, "title": PRIVATE})
        item = [one["id"] for section in agenda["sections"] for one in section["items"]][-1]
        tag = self._office.get(f"{meeting}/agenda").headers["ETag"]
        closed = self._office.patch(f"{meeting}/agenda/{item}", {"closed": True}, If_Match=tag)
        assert closed.ok, closed.text
        return str(item)


SIGNATORY: Any = {
    "name": {"th": {"given": "ผู้ลงนาม", "family": "สมมุติ"}},
    "post": {"th": "ตำแหน่งสมมุติ"},
}
CORRECTION: Any = {"changes": {"post": {"th": "รองผู้อำนวยการกอง"}}}

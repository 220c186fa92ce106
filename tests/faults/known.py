"""Things that exist, so that a request about them gets as far as it can."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

from tests.e2e.client import HORIZON, View, World, an_application, meeting_at
from tests.faults.malformed import Request

A_COMMITTEE = {
    "name": {"th": "คณะทำงานทดสอบ"},
    "agenda_template": [{"ordinal": 1, "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา"}}],
}
ITEM = {"section": 5, "title": {"th": "ระเบียบวาระทดสอบ"}}


class Known:
    """Made anew whenever asked for: what is asked of them may end them."""

    def __init__(self, world: World) -> None:
        member = world.organisation()
        mine = f"/v1/members/{member.id}"
        self.member, self.office = member.speaking.token, world.office.token
        self.proposal = world.submitted(member)["id"]
        self.draft = world.draft(member)["id"]
        self.meeting = world.meeting(datetime.now(UTC) + HORIZON)["id"]
        self.names: Mapping[str, str] = {
            "members": member.id,
            "representatives": member.speaking.read(f"{mine}/representatives")["items"][0]["id"],
            "proposals": self.proposal,
            "meetings": self.meeting,
            "agenda": an_item(world.office.do(f"/v1/meetings/{self.meeting}/agenda", ITEM)),
            "committees": world.office.do("/v1/committees", A_COMMITTEE)["id"],
            "templates": world.office.read("/v1/templates")["items"][0]["name"],
            "broadcasts": world.office.do("/v1/broadcasts", a_broadcast())["id"],
            "comments": member.speaking.do(f"/v1/proposals/{self.proposal}/comments", a_comment())["id"],
        }

    def parameters(self, path: str) -> dict[str, str]:
        """For the names in a path of the document, as far as such a thing is there."""
        parts = path.split("/")
        return {
            part[1:-1]: self.names[before]
            for before, part in pairwise(parts)
            if part.startswith("{") and before in self.names
        }

    def requests(self) -> list[Request]:
        """Such as people make, of every kind of route."""
        mine, draft = f"/v1/members/{self.names['members']}", f"/v1/proposals/{self.draft}"
        here, meeting = f"/v1/proposals/{self.proposal}", f"/v1/meetings/{self.meeting}"
        group, template = (
            f"/v1/committees/{self.names['committees']}",
            f"/v1/templates/{self.names['templates']}",
        )
        reading = (
            *("/v1/members", "/v1/proposals", "/v1/meetings", "/v1/actions", "/v1/notifications"),
            *("/v1/events", "/v1/members/export", "/v1/reports/sdgs", "/v1/meetings.ics", "/v1/me"),
            *(f"{mine}/representatives", f"{meeting}/agenda", f"{meeting}/documents/agenda", "/proposals"),
            *(here, f"{here}/versions/1", f"{meeting}/agenda/versions/1", f"{meeting}/minutes/editions/1"),
            *(f"{group}/terms-of-reference/1", f"{template}/versions/1"),
        )
        at, version = datetime.now(UTC) + HORIZON, (("If-Match", '"1"'),)
        return [
            *(Request("GET", path, self.office) for path in reading),
            *(Request("GET", path, None, query="limit=2") for path in reading[:3]),
            Request("POST", "/v1/members", None, an_application()),
            Request("POST", "/v1/members", self.office, an_application()),
            Request("PATCH", mine, self.member, {"sdgs": [16], "website": None}, fields=version),
            Request("POST", "/v1/proposals", self.member, a_proposal(self.names["members"])),
            Request("PATCH", draft, self.member, {"title": {"th": "ทดสอบ"}, "sdgs": [1]}, fields=version),
            Request("POST", f"{here}/comments", self.member, a_comment()),
            Request("POST", f"{here}/return", self.office, {"reason": {"th": "ทดสอบ"}}),
            Request("POST", "/v1/meetings", self.office, meeting_at(at)),
            Request("PATCH", meeting, self.office, {"purpose": {"th": "ทดสอบ"}}, fields=version),
            Request("POST", "/v1/broadcasts", self.office, a_broadcast()),
            Request("POST", f"{draft}/attachments?name=a.pdf", self.member, "%PDF-1.7"),
            Request("POST", "/confirm", None, {"token": "x"}),
            Request("POST", "/unsubscribe", None, {"token": "x"}),
        ]


def an_item(agenda: View) -> str:
    return str([item["id"] for section in agenda["sections"] for item in section["items"]][-1])


def a_broadcast() -> View:
    return {"subject": {"th": "ทดสอบ"}, "body": {"th": "ทดสอบ"}, "audience": {"states": ["active"]}}


def a_comment() -> View:
    return {"text": {"th": "ทดสอบ"}, "visibility": "public"}


def a_proposal(member: str) -> View:
    body = {"title": {"th": "ทดสอบ"}, "rationale": {"th": "เพื่อการทดสอบ"}, "sdgs": [6, 17]}
    return body | {"purpose": "consideration", "proposed_by": member}

"""What is asked by each route that `gateway.object_rules` names, about what is there: see `belongings`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import requests

from gateway.object_rules import Rule
from tests.e2e.belongings import A_DAY, CORRECTION, MARK
from tests.e2e.client import Client, an_application
from tests.faults.known import a_proposal
from tests.unit.agenda.file_makers import PDF

Ids = Mapping[str, str]
TEXT = {"th": "เพื่อการทดสอบ"}
OF = {
    "members": "member",
    "representatives": "representative",
    "proposals": "draft",
    "comments": "comment",
    "attachments": "attachment",
    "meetings": "coming",
    "agenda": "item",
    "actions": "action",
    "referrals": "referral",
    "notifications": "letter",
    "inbox": "entry",
    "data-requests": "request",
    "corrections": "correction",
    "versions": "first",
    "editions": "first",
    "documents": "letter of invitation",
}
"""Which thing each collection in a path means, where a row of `ASKED` names no other."""
GIVEN = {"first": "1", "letter of invitation": "invitation"}
WRONG = {"code": "AAAA-AAAA", "calendar": "wrong", "token": "wrong"}
"""Instead of the secrets in links."""


def nothing(ids: Ids) -> Any:
    return None


@dataclass(frozen=True)
class Ask:
    """`about` names other things than usual, by the collection in the path; `mark` is what an answer of
    everything has in it."""

    about: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[Ids], Any] = nothing
    query: str = ""
    mark: Callable[[Ids], str] = lambda ids: MARK

    def path(self, route: str, ids: Ids) -> str:
        parts = route.partition(" ")[2].split("/")
        names, known = {**OF, **self.about}, {**GIVEN, **ids}
        filled = [
            known[names[before]] if part.startswith("{") else part for before, part in pairwise(["", *parts])
        ]
        return "/".join(filled) + self.query.format(**ids)

    def send(self, gateway: str, route: str, token: str | None, ids: Ids) -> requests.Response:
        method, _, _ = route.partition(" ")
        path, body = self.path(route, ids), self.body(ids)
        given = {"data": body} if isinstance(body, bytes) or " /v1" not in route else {"json": body}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if method == "PATCH":
            headers["If-Match"] = self.version(gateway, path, ids)
        streams = path.endswith("/stream")
        url = gateway + path
        answer = requests.request(method, url, headers=headers, timeout=25, stream=streams, **given)
        answer.close()
        return answer

    def version(self, gateway: str, path: str, ids: Ids) -> str:
        """As it is known to whoever may read it."""
        return Client(gateway, ids["token of the office"]).get(path).headers["ETag"]


def own(ids: Ids) -> Any:
    return {"member": ids["member"]}


def checking_in(ids: Ids) -> Any:
    return own(ids) | {"code": ids["code"]}


def with_token(ids: Ids) -> Any:
    return {"token": ids["token"]}


def saying(**body: Any) -> Callable[[Ids], Any]:
    return lambda ids: body


def on(name: str) -> Mapping[str, str]:
    return {"proposals": name}


def at(name: str) -> Mapping[str, str]:
    return {"meetings": name}


MEMBER, PROPOSER, TELLING = Rule.OWN_MEMBER, Rule.PROPOSER, Rule.TOLD
COMMITTEE, PART, HOLDER = Rule.COMMITTEE, Rule.TAKES_PART, Rule.HOLDER
ALTERNATE = an_application()["representative"] | {"role": "alternate", "post": {"th": "ผู้อำนวยการ"}}
ASKED: Mapping[tuple[Rule, str], Ask] = {
    (MEMBER, "PATCH /v1/members/{id}"): Ask(body=saying(sdgs=[16])),
    (MEMBER, "POST /v1/members/{member}/representatives"): Ask(body=saying(**ALTERNATE)),
    (MEMBER, "POST /v1/members/{member}/representatives/order"): Ask(
        body=lambda ids: {"order": [ids["representative"]]}
    ),
    (MEMBER, "PATCH /v1/members/{member}/representatives/{id}"): Ask(body=saying(post=TEXT)),
    (MEMBER, "POST /v1/members/{member}/representatives/{id}/take-over"): Ask(body=saying(stays=True)),
    (MEMBER, "POST /v1/members/{member}/representatives/{id}/end"): Ask(body=saying(reason="replaced")),
    (MEMBER, "POST /v1/proposals"): Ask(body=lambda ids: a_proposal(ids["member"])),
    (MEMBER, "POST /v1/proposals/{id}/support"): Ask(on("theirs"), own),
    (MEMBER, "POST /v1/proposals/{id}/unsupport"): Ask(on("theirs"), own),
    (MEMBER, "POST /v1/proposals/{id}/co-sponsor"): Ask(on("joining"), own),
    (MEMBER, "POST /v1/proposals/{id}/leave"): Ask(on("joining"), own),
    (MEMBER, "POST /v1/proposals/{id}/take-over"): Ask(on("left"), own),
    (MEMBER, "POST /v1/meetings/{id}/responses"): Ask(body=lambda ids: own(ids) | {"answer": "accepted"}),
    (MEMBER, "GET /v1/meetings/{id}/check-in"): Ask(at("sitting"), query="?member={member}"),
    (MEMBER, "GET /v1/meetings/{id}/check-in/qr"): Ask(at("sitting"), query="?member={member}"),
    (MEMBER, "POST /v1/meetings/{id}/minutes/corrections"): Ask(
        at("over"), lambda ids: own(ids) | {"text": TEXT}
    ),
    (MEMBER, "GET /v1/meetings/{id}/documents/{kind}"): Ask(query="?format=html&member={member}"),
    (MEMBER, "POST /v1/members/{id}/withdraw"): Ask(body=saying(reason=TEXT)),
    (MEMBER, "GET /v1/members"): Ask(query="?text={name}"),
    (MEMBER, "GET /v1/members/export"): Ask(query="?text={name}&format=csv"),
    (PROPOSER, "PATCH /v1/proposals/{id}"): Ask(body=saying(sdgs=[16])),
    (PROPOSER, "GET /v1/proposals/{id}/receipt"): Ask(on("told")),
    (PROPOSER, "POST /v1/proposals/{id}/withdraw"): Ask(on("told")),
    (PROPOSER, "POST /v1/proposals/{id}/invite"): Ask(on("told"), lambda ids: {"member": ids["another"]}),
    (PROPOSER, "POST /v1/proposals/{id}/amendments"): Ask(on("told"), saying(title=TEXT, note=TEXT)),
    (PROPOSER, "POST /v1/proposals/{id}/reconsideration"): Ask(on("refused"), saying(reasons=TEXT)),
    (PROPOSER, "POST /v1/proposals/{proposal}/attachments"): Ask(body=lambda ids: PDF, query="?name=b.pdf"),
    (PROPOSER, "GET /v1/proposals/{id}"): Ask(on("reviewed"), mark=lambda ids: "judged_by"),
    (TELLING, "GET /v1/proposals"): Ask(query="?proposed_by={member}"),
    (COMMITTEE, "POST /v1/proposals/{proposal}/comments"): Ask(on("told"), saying(text=TEXT)),
    (COMMITTEE, "GET /v1/proposals/{proposal}/comments"): Ask(on("told")),
    **{
        (COMMITTEE, f"GET /v1/meetings/{{id}}/minutes{below}"): Ask(at("over"))
        for below in ("", "/editions", "/editions/{number}", "/corrections", "/corrections/{correction}")
    },
    (COMMITTEE, "GET /v1/meetings/{id}/documents/{kind}"): Ask(query="?format=json"),
    (PART, "GET /v1/meetings/{id}/attendance"): Ask(at("over")),
    (PART, "GET /v1/meetings"): Ask(query="?limit=100"),
    (PART, "GET /v1/meetings/{id}/agenda/{item}/trace"): Ask(at("over")),
    (PART, "GET /v1/actions"): Ask(query="?meeting={over}"),
    (PART, "GET /v1/referrals"): Ask(query="?meeting={over}"),
    (Rule.WRITER, "PATCH /v1/comments/{id}"): Ask(body=saying(text=TEXT)),
    (Rule.CHARGED, "POST /v1/actions/{id}/reports"): Ask(body=saying(text=TEXT, on=A_DAY)),
    (Rule.REVIEWER, "POST /v1/proposals/{id}/recommendation"): Ask(
        on("advised"), saying(recommendation="select", reasons=TEXT)
    ),
    (Rule.REVIEWER, "POST /v1/proposals/{id}/recusal"): Ask(on("reviewed"), saying(reason=TEXT)),
    (Rule.REVIEWER, "GET /v1/proposals/{id}/reviewers"): Ask(
        on("reviewed"), mark=lambda ids: ids["review of reviewed"]
    ),
    (Rule.ONESELF, "POST /v1/me/webhook"): Ask(body=saying(url="https://hooks.org1.example/wara")),
    (Rule.ONESELF, "POST /v1/me/correction-requests"): Ask(body=saying(**CORRECTION)),
    (HOLDER, "POST /confirm"): Ask(body=with_token),
    (HOLDER, "POST /v1/members/confirm"): Ask(body=with_token),
    (HOLDER, "GET /answer"): Ask(query="?token={token}"),
    (HOLDER, "POST /answer"): Ask(body=with_token),
    (HOLDER, "POST /unsubscribe"): Ask(body=with_token),
    (HOLDER, "POST /check-in"): Ask(body=lambda ids: checking_in(ids) | {"meeting": ids["sitting"]}),
    (HOLDER, "POST /v1/meetings/{id}/check-in"): Ask(at("sitting"), checking_in),
    (HOLDER, "GET /v1/members/{member}/meetings.ics"): Ask(query="?token={calendar}"),
    (HOLDER, "POST /sign-in/link"): Ask(body=with_token),
}

"""Proposals and meetings as they grow: how long a page of each takes to read, and an agenda of many items."""

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import requests

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.roster import SETTLE_SECONDS, Reading, resting
from wara.api import Api

PROPOSALS, MEETINGS, ITEMS, PAGES = 1_000, 200, 100, 100
BOUND = 50.0
ASKED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "proposals": ("/v1/proposals", {}),
    "proposals by state": ("/v1/proposals", {"status": "submitted"}),
    "proposals of a member": ("/v1/proposals", {"proposed_by": "{member}"}),
    "proposals of a meeting": ("/v1/proposals", {"meeting": "{meeting}"}),
    "meetings": ("/v1/meetings", {}),
    "meetings of a year": ("/v1/meetings", {"year": "2573"}),
    "meetings by state": ("/v1/meetings", {"status": "planned"}),
    "answers to a meeting": ("/v1/meetings/{meeting}/responses", {}),
    "an agenda of {items} items": ("/v1/meetings/{meeting}/agenda", {}),
}

PAGE = """\
{proposals:,} proposals and {meetings:,} meetings, each with an agenda and one with {items} items, entered
through the public API; then, {settle} s later, {pages} pages of twenty of each kind, one after the other
through the gateway, from the first on and around again, while nobody else asks and the workers of the other
services rest. Wanted: 95 of 100 within {bound:.0f} ms.

| asked | p50, ms | p95, ms | within {bound:.0f} ms |
|---|---|---|---|
{reading}
"""


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    sizes = {"proposals": bench.size(PROPOSALS), "meetings": bench.size(MEETINGS), "items": bench.size(ITEMS)}
    with requests.Session() as session:
        api = Api(session, bench.stack.urls.gateway, bench.stack.token("secretariat"))
        known = enter(api, **sizes)
        with resting(bench.stack, but="agenda"):
            found = {
                asked.format(**sizes): read(
                    api, path.format(**known), {name: value.format(**known) for name, value in query.items()}
                )
                for asked, (path, query) in ASKED.items()
            }
    page = results.head("The agenda, measured", "agenda") + PAGE.format(
        **sizes,
        pages=PAGES,
        settle=SETTLE_SECONDS,
        bound=BOUND,
        reading="\n".join(line(asked, one) for asked, one in found.items()),
    )
    results.keep("agenda", page, {asked: asdict(one) for asked, one in found.items()}, bench.results)


def enter(api: Api, proposals: int, meetings: int, items: int) -> dict[str, str]:
    """The member that proposes it all, and the meeting with the long agenda."""
    member = api.post("/v1/members/import", {"rows": [organisation()], "commit": True})["items"][0]["id"]
    known = {"member": member, "meeting": ""}
    for number in range(meetings):
        meeting = api.post("/v1/meetings", {"starts_at": day(number), "venue": {"th": "ห้องประชุม"}})["id"]
        listed = items if number == 0 else 5
        for item in range(listed):
            title = {"th": f"เรื่องที่ {item + 1}"}
            api.post(f"/v1/meetings/{meeting}/agenda", {"section": 5, "title": title})
        known["meeting"] = known["meeting"] or meeting
    for number in range(proposals):
        proposal = api.post("/v1/proposals", drafted(member, number))["id"]
        api.post(f"/v1/proposals/{proposal}/submit", {})
    return known


def organisation() -> dict[str, Any]:
    return {
        "kind": "civil_society",
        "name": {"th": "เครือข่ายองค์กรภาคประชาสังคม ๑"},
        "sdgs": [17],
        "representative": {
            "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
            "email": "rep1@org1.example",
            "language": "th",
        },
    }


def drafted(member: str, number: int) -> dict[str, Any]:
    return {
        "title": {"th": f"ข้อเสนอที่ {number + 1}"},
        "rationale": {"th": "หลักการและเหตุผล " * 50},
        "sdgs": [1 + number % 17],
        "purpose": "consideration",
        "proposed_by": member,
    }


def day(number: int) -> str:
    return f"2030-{1 + number % 12:02}-{1 + number // 12 % 28:02}T02:00:00Z"


def read(api: Api, path: str, query: Mapping[str, str]) -> Reading:
    took: list[float] = []
    after: dict[str, Any] = {}
    while len(took) < PAGES:
        begun = time.perf_counter()
        page = api.get(path, **query, **after)
        took.append((time.perf_counter() - begun) * 1000)
        after = {"after": page["next"]} if page.get("next") else {}
    return Reading.of(took)


def line(asked: str, one: Reading) -> str:
    return f"| {asked} | {one.p50:.1f} | {one.p95:.1f} | {'yes' if one.p95 <= BOUND else 'no'} |"

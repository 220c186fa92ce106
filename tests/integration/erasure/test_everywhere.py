"""A representative is erased: a search of every store finds no more than the pseudonym in the audit."""

import json
from functools import partial
from typing import Any

from chassis.envelope import CONTENT_TYPE
from chassis.ids import new_id
from tests.integration.erasure.conftest import SERVICES, Installation
from tests.support.polling import until
from wara.searching import Found, in_database, in_logs

NAME, ADDRESS = "ผู้แทน สอง", "rep2@org1.example"
SOUGHT = [NAME, "Representative Two", ADDRESS]
PRINCIPAL = {
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
    "email": "rep1@org1.example",
    "language": "th",
}
DEPUTY = {
    "name": {
        "th": {"title": "ดร.", "given": "ผู้แทน", "family": "สอง"},
        "en": {"given": "Representative", "family": "Two"},
    },
    "post": {"th": "ผู้อำนวยการกอง"},
    "email": ADDRESS,
    "language": "en",
}


def everywhere(installation: Installation, sought: list[str]) -> list[Found]:
    found = [one for store in installation.stores.values() for one in in_database(store.db, sought)]
    return [*found, *in_logs(installation.logs, sought)]


def places(installation: Installation) -> set[tuple[str, str]]:
    """Service and collection."""
    names = {store.db.name: service for service, store in installation.stores.items()}
    found = everywhere(installation, SOUGHT)
    return {(names.get(place, place), rest) for one in found for place, _, rest in [one.place.partition(".")]}


def takes_office(installation: Installation) -> dict[str, Any]:
    body = {"kind": "civil_society", "name": {"th": "องค์กรภาคประชาสังคม ๑"}, "representative": PRINCIPAL}
    ask = installation.gateway.call
    member = ask("membership", "apply_member", body)["id"]
    named = ask("membership", "add_representative", {"member": member, "role": "alternate", **DEPUTY})
    confirmed = ask("membership", "confirm_representative", {"id": named["id"]})
    until(lambda: ADDRESS in installation.mailbox.recipients)
    return confirmed


def is_in_trouble(installation: Installation, person: dict[str, Any]) -> None:
    """Facts about the person that no service can deal with: one cut off, one with a field that is wrong."""
    [told] = [
        one
        for one in map(json.loads, installation.heard())
        if one["type"].endswith("confirmed.v1") and one["data"]["id"] == person["id"]
    ]
    wrong = {**told, "id": new_id(), "data": {**told["data"], "language": "xx"}}
    cut = json.dumps(told, ensure_ascii=False).encode()[:-20]
    for service in SERVICES:
        installation.send(service, cut, json.dumps(wrong).encode(), content_type=CONTENT_TYPE)
        failed = installation.stores[service].db.inbox_failed
        until(partial(two_are_dead, failed))


def test_nothing_of_them_is_found_but_the_pseudonym(installation: Installation) -> None:
    person = takes_office(installation)
    is_in_trouble(installation, person)
    until(lambda: installation.stores["notify"].db.bundles.count_documents({}))
    assert places(installation) == {
        ("membership", "representatives"),
        ("membership", "events_private"),
        ("membership", "commands"),
        ("notify", "representatives"),
        *((service, "inbox_failed") for service in SERVICES),
    }
    ask = installation.gateway.call
    ask("membership", "end_representative", {"id": person["id"], "reason": "term"})
    erasure = ask("membership", "erase_representative", {"id": person["id"]})["erasure"]
    report = until(lambda: completed(installation, erasure))
    assert everywhere(installation, SOUGHT) == []
    blanked = {one["service"]: one["blanked"] for one in report["confirmations"]}
    assert blanked == {
        "membership": {"representatives": 1, "events_private": 3, "commands": 4, "inbox_failed": 2},
        "agenda": {"inbox_failed": 2},
        "notify": {"inbox_failed": 2, "bundles": 1},
    }
    [audit] = installation.stores["membership"].db.changes.find(
        {"about": f"representatives/{person['id']}", "what": "erased"}
    )
    assert (audit["by"], report["by"]) == ("asker", "asker")
    assert everywhere(installation, ["rep1@org1.example"]), "others are still known"


def test_what_comes_late_brings_nothing_back(installation: Installation) -> None:
    person = takes_office(installation)
    told = [body for body in installation.heard() if ADDRESS.encode() in body]
    ask = installation.gateway.call
    ask("membership", "end_representative", {"id": person["id"], "reason": "term"})
    erasure = ask("membership", "erase_representative", {"id": person["id"]})["erasure"]
    until(lambda: completed(installation, erasure))
    anew = [json.dumps({**json.loads(body), "id": new_id()}).encode() for body in told]
    assert len(anew) == 2
    before = installation.stores["notify"].db.inbox.count_documents({})
    installation.send("notify", *told, *anew, content_type=CONTENT_TYPE)
    until(lambda: installation.stores["notify"].db.inbox.count_documents({}) == before + len(anew))
    assert everywhere(installation, SOUGHT) == []


def two_are_dead(rows: Any) -> bool:
    return bool(rows.count_documents({"status": "dead"}) == 2)


def completed(installation: Installation, erasure: str) -> dict[str, Any]:
    report = installation.gateway.call("membership", "get_erasure", {"id": erasure})
    return report if report["status"] == "completed" else {}

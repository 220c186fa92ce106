"""What the secretariat writes to many is tried first, and may be taken back while it is held."""

from datetime import datetime

from tests.e2e.client import World
from tests.e2e.mails import Mails
from tests.support.polling import until

OFFICER = "officer@wara.example"


def test_a_broadcast_is_tried_held_and_taken_back(world: World, mails: Mails) -> None:
    member = world.organisation("en")
    until(lambda: world.office.read(f"/v1/notifications?member={member.id}")["items"], 20)
    words = {"subject": {"th": "ย้ายแล้ว"}, "body": {"th": f"ฝ่ายเลขานุการย้ายแล้ว {member.id}"}}
    draft = world.office.do("/v1/broadcasts", {**words, "audience": {"members": [member.id]}})
    at = f"/v1/broadcasts/{draft['id']}"
    refused = world.office.post(f"{at}/send", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "notify.broadcast_not_counted")
    world.office.do(f"{at}/dry-run")
    counted = until(lambda: world.office.read(at)["dry_run"]["state"] == "done" and world.office.read(at), 20)
    assert (counted["dry_run"]["people"], counted["dry_run"]["in_another_language"]) == (1, {"en": 1})
    world.office.do(f"{at}/test", {"to": OFFICER})
    (test,) = until(lambda: mails.to(OFFICER, member.id), 20)
    assert test["Subject"] == "[ทดสอบ] ย้ายแล้ว"
    until(lambda: world.office.read(at)["wanting"] == [], 20)
    held = world.office.do(f"{at}/send", {})
    assert held["status"] == "held"
    assert datetime.fromisoformat(held["release_at"]) > datetime.fromisoformat(held["test"]["done_at"])
    assert world.office.do(f"{at}/recall")["status"] == "draft"
    assert not [mail for mail in mails.to(member.email, member.id) if mail["Subject"] == "ย้ายแล้ว"]

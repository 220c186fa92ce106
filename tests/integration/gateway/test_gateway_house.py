"""Through the gateway to the real services and back: what clients rely on, and nothing lost on the way."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
import requests

from chassis.ids import new_id
from gateway.schemas.meetings import NewMeeting
from gateway.schemas.members import NewMember
from gateway.schemas.proposals import NewProposal
from tests.integration.gateway.running import Client, streaming
from tests.support.asking import Asker
from tests.support.clamd import HARMFUL, Clamd
from tests.support.polling import until
from tests.unit.agenda.file_makers import DRAWING, PDF, PROGRAM, docx

View = dict[str, Any]


def made(answer: requests.Response) -> View:
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json())


@pytest.fixture(scope="module")
def member(house: Client) -> View:
    return made(house.office("POST", "/v1/members", NewMember.EXAMPLE))


@pytest.fixture
def draft(house: Client, member: View) -> View:
    body = NewProposal.EXAMPLE | {"proposed_by": member["id"]}
    return made(house.office("POST", "/v1/proposals", body, Idempotency_Key=new_id()))


def own(house: Client, member: View, method: str, path: str, json: Any = None) -> requests.Response:
    return house.http(method, path, json, roles=("representative",), member=member["id"])


def test_a_member_proposes_and_the_secretariat_judges(house: Client, member: View, draft: View) -> None:
    one = f"/v1/proposals/{draft['id']}"
    assert house.http("GET", one).status_code == 404
    assert own(house, member, "GET", one).json() == draft
    submitted = made(own(house, member, "POST", f"{one}/submit"))
    assert submitted["reference"]["ordinal"] == 1
    assert made(own(house, member, "GET", f"{one}/receipt")) == submitted.pop("receipt")
    assert house.http("GET", one).json() == submitted
    assert own(house, member, "POST", f"{one}/admit").status_code == 403
    admitted = made(house.office("POST", f"{one}/admit", If_Match=f'"{submitted["version"]}"'))
    assert (admitted["status"], admitted["version"]) == ("admissible", submitted["version"] + 1)
    again = house.office("POST", f"{one}/admit")
    assert (again.status_code, again.json()["code"]) == (409, "transition_forbidden")
    assert again.json()["detail"] == "Not possible: admit, for this proposal is admissible."


def test_a_change_on_an_old_version_is_stale(house: Client, draft: View) -> None:
    one = f"/v1/proposals/{draft['id']}"
    changed = house.office("PATCH", one, {"sdgs": [13]}, If_Match=house.office("GET", one).headers["ETag"])
    assert (changed.status_code, changed.json()["sdgs"], changed.headers["ETag"]) == (200, [13], '"2"')
    stale = house.office("PATCH", one, {"sdgs": [14]}, If_Match='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert house.office("GET", one, If_None_Match='"2"').status_code == 304


def test_a_repeated_key_is_one_command(house: Client, member: View) -> None:
    body, key = NewProposal.EXAMPLE | {"proposed_by": member["id"]}, new_id()

    def propose(body: View, **headers: str) -> requests.Response:
        return house.office("POST", "/v1/proposals", body, Idempotency_Key=key, **headers)

    with ThreadPoolExecutor(6) as pool:
        views = list(pool.map(lambda _: made(propose(body)), range(6)))
    assert all(view == views[0] for view in views)
    other = propose(body | {"sdgs": [1]})
    assert (other.status_code, other.json()["code"]) == (422, "command_reused")
    thai = propose(body | {"sdgs": [1]}, Accept_Language="th")
    assert thai.json()["title"] == "Idempotency-Key หรือรหัสคำสั่ง (id) นี้เคยใช้กับคำขออื่นแล้ว"


def test_a_fact_on_its_way_is_waited_for(house: Client) -> None:
    """The proposal follows its member's admission at once, before agenda can have heard of it."""
    applicant = NewMember.EXAMPLE | {"name": {"th": f"องค์กร {new_id()}"}}
    newcomer = made(house.office("POST", "/v1/members", applicant))
    proposed = house.office("POST", "/v1/proposals", NewProposal.EXAMPLE | {"proposed_by": newcomer["id"]})
    assert proposed.status_code == 201, proposed.text


def test_who_never_comes_is_waited_for_in_vain(house: Client) -> None:
    proposed = house.office("POST", "/v1/proposals", NewProposal.EXAMPLE | {"proposed_by": new_id()})
    assert (proposed.status_code, proposed.json()["code"]) == (409, "not_yet_known")
    assert proposed.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    "path", ["members", "proposals", "meetings", "committees", "notifications"], ids=lambda path: path
)
def test_an_id_that_nothing_has(house: Client, path: str) -> None:
    answer = house.office("GET", f"/v1/{path}/{new_id()}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_wrong_token_opens_nothing_real(house: Client, member: View) -> None:
    people = f"/v1/members/{member['id']}/representatives"
    assert house.http("GET", people).status_code == 401
    assert house.http("GET", people, roles=("representative",), member=new_id()).status_code == 403
    assert house.http("GET", people, roles=("partner",)).status_code == 403
    assert own(house, member, "GET", people).json()["items"][0]["email"] == "rep1@org1.example"
    assert "rep1@org1.example" not in house.http("GET", f"/v1/members/{member['id']}").text


def test_lists_come_in_pages(house: Client, member: View) -> None:
    for _ in range(3):
        made(house.office("POST", "/v1/meetings", NewMeeting.EXAMPLE | {"held": {"number": None}}))
    seen: list[str] = []
    path: str | None = "/v1/meetings?limit=2&year=๒๕๖๑"
    while path:
        answer = house.http("GET", path)
        seen += [meeting["id"] for meeting in made(answer)["items"]]
        path = answer.links["next"]["url"] if "next" in answer.links else None
    assert len(seen) == len(set(seen)) >= 3


def test_a_meeting_from_its_plan_to_its_release(house: Client, member: View) -> None:
    recorded = made(house.office("POST", "/v1/meetings", NewMeeting.EXAMPLE))
    one = f"/v1/meetings/{recorded['id']}"
    assert recorded["number"]["display"] == {"th": "๑/๒๕๖๑", "en": "1/2561"}
    agenda = made(house.office("POST", f"{one}/agenda", {"section": 1, "title": {"th": "เรื่องแจ้ง"}}))
    item = agenda["sections"][0]["items"][0]
    assert item["number"] == {"th": "๑.๑", "en": "1.1"}
    made(house.office("POST", f"{one}/agenda/{item['id']}/discuss"))
    resolution = {"resolution": {"kind": "noted", "text": {"th": "รับทราบ"}}}
    decided = made(house.office("POST", f"{one}/agenda/{item['id']}/decide", resolution))
    assert decided["sections"][0]["items"][0]["resolution"]["text"] == {"th": "รับทราบ"}
    attended = {"member": member["id"], "status": "attended", "persons": 2}
    assert made(house.office("POST", f"{one}/attendance", attended))["persons"] == 2
    assert made(house.office("GET", f"{one}/attendance"))["items"][0]["member"] == member["id"]

    release = f"{one}/documents/news-release"
    assert house.http("GET", release).json()["code"] == "agenda.document_not_published"
    for verb in ("check", "clear"):
        made(house.office("POST", f"{release}/{verb}"))
    made(house.office("POST", f"{release}/sign", {"signatory": NewMeeting.EXAMPLE["chair"]}))
    published = made(house.office("POST", f"{release}/publish"))
    assert published["published_at"]
    page = house.http("GET", f"{release}?language=th")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "ครั้งที่ ๑/๒๕๖๑" in page.text.replace("\u00a0", " ")
    pdf = house.http("GET", f"{release}?format=pdf")
    assert pdf.content.startswith(b"%PDF-")
    held = {"If-None-Match": pdf.headers["ETag"]}
    assert house.http("GET", f"{release}?format=pdf", headers=held).status_code == 304
    state = house.http("GET", release, headers={"Accept": "application/json"})
    assert state.json() == published
    start = house.http("GET", "/").text
    assert f"{release}?language=th&amp;format=html" in start
    assert f"{one}/documents/agenda" not in start


def test_every_field_that_a_service_shows_is_shown(
    house: Client, asker: Asker, member: View, draft: View
) -> None:
    """What the gateway leaves out, it leaves out by its schemas: so these hold all that the services' do."""
    meeting = made(house.office("POST", "/v1/meetings", NewMeeting.EXAMPLE | {"held": {"number": None}}))
    committee = made(house.http("GET", "/v1/committees"))["items"][0]
    for service, method, path, id in (
        ("membership", "get_member", "members", member["id"]),
        ("membership", "get_committee", "committees", committee["id"]),
        ("agenda", "get_proposal", "proposals", draft["id"]),
        ("agenda", "get_meeting", "meetings", meeting["id"]),
    ):
        assert house.office("GET", f"/v1/{path}/{id}").json() == asker.call(service, method, {"id": id})


def test_what_a_representative_is_told_comes_to_their_inbox_at_once(house: Client) -> None:
    """Though the mail server is away; what comes later than ten seconds ends the test."""
    applicant = NewMember.EXAMPLE | {"name": {"th": f"องค์กร {new_id()}"}}
    member = made(house.office("POST", "/v1/members", applicant))
    body = NewProposal.EXAMPLE | {"proposed_by": member["id"]}
    draft = made(house.office("POST", "/v1/proposals", body))
    until(lambda: "welcome" in told(house, member))
    inbox = list_inbox(house, member)
    [welcome] = [one for one in inbox["items"] if one["template"] == "welcome"]
    assert inbox["unread"] == len(inbox["items"])
    read = made(own(house, member, "POST", f"/v1/me/inbox/{welcome['id']}/read"))
    assert read["unread"] == inbox["unread"] - 1
    with watching(house, member) as first:
        made(own(house, member, "POST", f"/v1/proposals/{draft['id']}/submit"))
        receipt = next(first)
    assert (receipt["event"], receipt["data"]["template"]) == ("notification", "proposal-receipt")
    assert "ข้อเสนอ" in receipt["data"]["subject"]
    made(house.office("POST", f"/v1/proposals/{draft['id']}/admit"))
    until(lambda: "proposal-judged" in told(house, member))
    with watching(house, member, receipt["id"]) as missed:
        assert next(missed)["data"]["template"] == "proposal-judged"
    assert house.http("GET", "/v1/me/inbox/stream").status_code == 401
    assert house.office("GET", "/v1/me/inbox/stream").status_code == 403


def list_inbox(house: Client, member: View) -> View:
    answer = own(house, member, "GET", "/v1/me/inbox")
    return made(answer) if answer.ok else {"items": []}


def told(house: Client, member: View) -> set[str]:
    return {one["template"] for one in list_inbox(house, member)["items"]}


def watching(house: Client, member: View, last: str | None = None) -> AbstractContextManager[Iterator[View]]:
    return streaming(house, "/v1/me/inbox/stream", house.token("representative", member=member["id"]), last)


def test_letters_can_be_seen_before_they_are_sent(house: Client) -> None:
    templates = made(house.office("GET", "/v1/templates"))["items"]
    for template in templates:
        letter = made(house.office("GET", f"/v1/templates/{template['name']}/preview?language=th"))
        assert letter["subject"]
        assert letter["text"]
    assert house.office("GET", "/v1/templates/nonsense/preview").status_code == 404


def test_letters_are_given_other_words_on_the_version_that_was_read(house: Client) -> None:
    one = "/v1/templates/welcome"
    read = house.office("GET", one)
    source = made(read)["wordings"]["en"]["source"].replace("Welcome to", "You are welcome to")
    saved = house.office("PATCH", one, {"sources": {"en": source}}, If_Match=read.headers["ETag"])
    assert made(saved)["wordings"]["en"]["state"] == "edited"
    stale = house.office("PATCH", one, {"sources": {"en": source}}, If_Match=read.headers["ETag"])
    assert stale.status_code == 412
    shown = made(house.office("GET", f"{one}/preview?language=en"))
    assert shown["subject"] == "You are welcome to the Joint Working Group"
    broken = {"language": "en", "source": source.replace("{{ committee }}", "{{ comittee }}")}
    answer = house.office("POST", f"{one}/preview", broken, Accept_Language="th")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "บรรทัดที่ ๔: ไม่มีตัวแปรนี้: comittee (committee?)"
    restored = made(house.office("POST", "/v1/templates/restore"))["items"]
    assert [template["name"] for template in restored] == ["welcome"]
    assert [step["step"] for step in made(house.office("GET", f"{one}/versions"))["items"]] == [
        "restored",
        "revised",
    ]


def test_what_was_told_can_be_read(house: Client, member: View) -> None:
    def told() -> list[View]:
        answer = house.http("GET", "/v1/events?source=membership", roles=("operator",))
        return [event for event in made(answer)["items"] if event["subject"] == f"members/{member['id']}"]

    events = until(told)
    assert [event["type"] for event in events][:2] == [
        "membership.member.applied.v1",
        "membership.member.admitted.v1",
    ]
    assert "email" not in str(events)
    counts = made(house.http("GET", "/v1/notifications/counts", roles=("operator",)))
    assert set(counts) == {"by_status"}


def test_a_partner_hears_at_once_and_goes_on_where_it_was(house: Client, member: View, draft: View) -> None:
    """As a stream, and by waiting for a page; what comes later than ten seconds ends the test."""
    one, path, token = f"/v1/proposals/{draft['id']}", "/v1/events?source=agenda", house.token("operator")
    path += "&type=agenda.proposal.submitted.v1&type=agenda.proposal.admitted.v1"
    so_far = made(house.http("GET", path, roles=("operator",)))["scanned_to"]
    with streaming(house, f"{path}&after={so_far}", token) as heard:
        made(own(house, member, "POST", f"{one}/submit"))
        submitted = next(heard)
    with ThreadPoolExecutor(1) as pool:
        asked = f"{path}&after={submitted['id']}&wait=10"
        waited = pool.submit(house.http, "GET", asked, roles=("operator",))
        made(house.office("POST", f"{one}/admit"))
        [admitted] = made(waited.result())["items"]
    with streaming(house, path, token, submitted["id"]) as missed:
        assert next(missed)["data"] == admitted
    heard_of = [(event["type"].split(".")[2], event["subject"]) for event in (submitted["data"], admitted)]
    assert heard_of == [(what, f"proposals/{draft['id']}") for what in ("submitted", "admitted")]


def test_a_scan_of_a_letter_is_a_file_on_both_ways(house: Client) -> None:
    received = {"channel": "letter", "on": "2018-01-15"}
    applicant = NewMember.EXAMPLE | {"name": {"th": f"องค์กร {new_id()}"}, "received": received}
    member = made(house.office("POST", "/v1/members", applicant))["id"]
    page = b"%PDF-1.7\n" + bytes(range(256))
    given = house.give(f"/v1/members/{member}/scans", page, "application/pdf")
    assert given.status_code == 201, given.text
    read = house.office("GET", given.headers["Location"])
    assert (read.content, read.headers["Content-Type"]) == (page, "application/pdf")
    assert house.http("GET", given.headers["Location"]).status_code == 401
    wrong = house.give(f"/v1/members/{member}/scans", page, "text/html")
    assert wrong.status_code == 415


def test_a_file_larger_than_any_other_body_goes_through_in_parts(
    house: Client, member: View, draft: View
) -> None:
    path, key = f"/v1/proposals/{draft['id']}/attachments?name=รายงาน.pdf", new_id()
    file = PDF.replace(b"endobj", b"%" + bytes(2 * 1024 * 1024) + b"\nendobj")

    def give(content: bytes) -> requests.Response:
        own = {"roles": ("representative",), "member": member["id"], "headers": {"Idempotency-Key": key}}
        return house.http("POST", path, data=content, **own)

    given = made(give(file))
    assert made(give(file)) == given
    other = give(file[:-1] + b" ")
    assert (other.status_code, other.json()["code"]) == (422, "command_reused")
    content = f"/v1/attachments/{given['id']}/content"
    read = house.office("GET", content)
    assert (read.content, read.headers["Content-Type"]) == (file, "application/pdf")
    assert house.http("GET", content).status_code == 404
    made(own(house, member, "POST", f"/v1/proposals/{draft['id']}/submit"))
    assert house.http("GET", content).content == file


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (bytes(26_000_000), "large.pdf", 413, "agenda.attachment_too_large"),
        (PROGRAM, "report.pdf", 422, "agenda.attachment_executable"),
        (DRAWING, "drawing.png", 422, "agenda.attachment_markup"),
        (docx(media=bytes(100_000_001)), "bomb.docx", 422, "agenda.attachment_unpacks_too_far"),
        (PDF, "../../etc/passwd", 422, "agenda.attachment_name_unsafe"),
    ],
    ids=["26 MB", "program", "drawing with a script", "bomb", "path"],
)
def test_what_is_no_attachment_is_refused_each_with_its_code(
    house: Client, draft: View, content: bytes, name: str, status: int, code: str
) -> None:
    path = f"/v1/proposals/{draft['id']}/attachments"
    refused = house.give(f"{path}?name={name}", content, "application/pdf")
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert house.office("GET", path).json()["items"] == []


def test_what_the_scanner_finds_is_refused_and_on_record(
    house: Client, scanned: Clamd | None, draft: View
) -> None:
    must_be_there(scanned)
    path = f"/v1/proposals/{draft['id']}/attachments?name=รายงาน.pdf"
    infected = PDF.replace(b"endobj", b"%" + HARMFUL + b"\nendobj")
    for given in (path, f"/v1/members/{by_letter(house)}/scans"):
        refused = house.give(given, infected, "application/pdf")
        assert (refused.status_code, refused.json()["code"]) == (422, "file_infected")
        assert "Wara.Test" not in refused.text
        assert house.office("GET", given.partition("?")[0]).json()["items"] == []
    routes = {"POST /v1/proposals/{proposal}/attachments", "POST /v1/members/{member}/scans"}

    def on_record() -> bool:
        trail = house.http("GET", "/v1/audit?source=gateway&outcome=file_infected", roles=("operator",))
        return routes == {one["what"] for one in trail.json()["items"]}

    until(on_record)


def test_while_the_scanner_is_away_no_file_is_taken_and_none_is_lost(
    house: Client, scanned: Clamd | None, draft: View
) -> None:
    scanner, key = must_be_there(scanned), new_id()
    paths = (
        f"/v1/proposals/{draft['id']}/attachments?name=รายงาน.pdf",
        f"/v1/members/{by_letter(house)}/scans",
    )

    def give(path: str) -> requests.Response:
        headers = {"Content-Type": "application/pdf", "Idempotency-Key": key}
        return house.http("POST", path, roles=("secretariat",), headers=headers, data=PDF)

    with scanner.away():
        for away in map(give, paths):
            assert (away.status_code, away.json()["code"]) == (503, "unavailable")
            assert away.headers["Retry-After"]
    assert [give(path).status_code for path in paths] == [201, 201]


def must_be_there(scanned: Clamd | None) -> Clamd:
    if scanned is None:
        pytest.skip("no clamd on this machine: files are not looked at by a real one")
    return scanned


def by_letter(house: Client) -> str:
    received = {"channel": "letter", "on": "2018-01-15"}
    applicant = NewMember.EXAMPLE | {"name": {"th": f"องค์กร {new_id()}"}, "received": received}
    return str(made(house.office("POST", "/v1/members", applicant))["id"])

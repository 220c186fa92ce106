"""Files with proposals: whole or not at all, for whoever may see what they belong to."""

import base64
import hashlib
from datetime import timedelta
from functools import partial
from typing import Any

import gridfs
import pytest

from agenda import uploads
from agenda.errors import (
    ATTACHMENT_EXECUTABLE,
    ATTACHMENT_INCOMPLETE,
    ATTACHMENT_NOT_FOUND,
    ATTACHMENT_TOO_LARGE,
    ATTACHMENTS_ENOUGH,
)
from agenda.model.attachment import ATTACHMENTS_AT_MOST, BYTES_AT_MOST
from chassis import clock
from chassis.call import Caller
from chassis.errors import (
    FILE_INFECTED,
    FILE_TOO_LARGE_TO_SCAN,
    Conflict,
    Denied,
    NotFound,
    Reused,
    TooLarge,
    Unavailable,
    WaraError,
    from_wire,
)
from chassis.files import FILES, PART, PARTS
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, View, representing, together
from tests.support.clamd import HARMFUL, Clamd
from tests.unit.agenda.file_makers import PDF, PROGRAM

LARGE = PDF.replace(b"endobj", b"%" + bytes(2 * PART) + b"\nendobj")


def begin(office: Office, by: Caller, proposal: str, content: bytes, **changes: Any) -> View:
    asked = {"proposal": proposal, "name": "รายงาน ๑.pdf", "size": len(content), "upload": new_id()}
    return office.ask("begin_attachment", by=by, **{**asked, **changes})


def put(office: Office, by: Caller, id: str, content: bytes) -> None:
    for n, place in enumerate(range(0, len(content), PART)):
        data = base64.b64encode(content[place : place + PART]).decode()
        office.ask("put_attachment_part", by=by, id=id, n=n, data=data)


def finish(office: Office, by: Caller, id: str, content: bytes) -> View:
    digest = hashlib.sha256(content).hexdigest()
    return office.ask("finish_attachment", by=by, id=id, sha256=digest)


def attach(office: Office, by: Caller, proposal: str, content: bytes = PDF, **changes: Any) -> View:
    id = begin(office, by, proposal, content, **changes)["id"]
    put(office, by, id, content)
    return finish(office, by, id, content)


def read(office: Office, by: Caller, id: str) -> bytes:
    content, offset = b"", 0
    while offset is not None:
        part = office.ask("read_attachment", by=by, id=id, offset=offset)
        content, offset = content + base64.b64decode(part["data"]), part["next"]
    return content


def kept(office: Office) -> list[int]:
    return [office.store.db[name].count_documents({}) for name in ("attachments", FILES, PARTS)]


def test_a_file_comes_back_as_it_came_and_any_tool_reads_it(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    made = attach(office, own, proposal, LARGE)
    digest = hashlib.sha256(LARGE).hexdigest()
    assert (made["content_type"], made["size"], made["sha256"]) == ("application/pdf", len(LARGE), digest)
    assert office.ask("list_attachments", by=own, proposal=proposal)["items"] == [made]
    assert read(office, SECRETARIAT, made["id"]) == LARGE
    bucket = gridfs.GridFSBucket(office.store.db, "files")
    assert bucket.open_download_stream(made["id"]).read() == LARGE


def test_who_sees_the_proposal_sees_its_files(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    id = attach(office, own, proposal)["id"]
    for hidden in (PUBLIC, representing(office.member())):
        for method, asked in (("get_attachment", {"id": id}), ("list_attachments", {"proposal": proposal})):
            with pytest.raises(NotFound):
                office.ask(method, by=hidden, **asked)
    assert office.told(f"attachments/{id}") == []
    office.ask("submit_proposal", by=own, id=proposal)
    assert office.told(f"attachments/{id}") == ["agenda.attachment.added.v1"]
    assert read(office, PUBLIC, id) == PDF
    with pytest.raises(Denied):
        attach(office, representing(office.member()), proposal)
    row = office.store.db.outbox.find_one({"aggregate": f"attachments/{id}"})
    assert row
    assert "รายงาน" not in str(row["event"])


def test_what_is_refused_leaves_nothing(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    refused = attach(office, own, proposal, PROGRAM, name="รายงาน.pdf")
    assert from_wire(refused["error"]).code == ATTACHMENT_EXECUTABLE
    with pytest.raises(TooLarge) as large:
        begin(office, own, proposal, b"", size=BYTES_AT_MOST + 1)
    assert large.value.code == ATTACHMENT_TOO_LARGE
    with pytest.raises(WaraError):
        begin(office, own, proposal, PDF, name="../../etc/passwd")
    assert kept(office) == [0, 0, 0]


def test_where_the_scanner_finds_something_nothing_stays(
    office: Office, member: str, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAMD_URI", clamd.uri)
    proposal, own = office.draft(member), representing(member)
    infected, upload = PDF.replace(b"endobj", b"%" + HARMFUL + b"\nendobj"), new_id()
    id = begin(office, own, proposal, infected, upload=upload)["id"]
    put(office, own, id, infected)
    with pytest.raises(Unavailable):
        finish(office, own, id, infected)
    assert kept(office) == [1, 0, 1]
    with clamd.running(at_most="1M"):
        refused = finish(office, own, id, infected)
        assert from_wire(refused["error"]).code == FILE_INFECTED
        large = attach(office, own, proposal, LARGE)
        assert from_wire(large["error"]).code == FILE_TOO_LARGE_TO_SCAN
        assert kept(office) == [0, 0, 0]
        assert read(office, own, attach(office, own, proposal)["id"]) == PDF


def test_a_file_is_kept_once_it_came_as_a_whole(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    id = begin(office, own, proposal, LARGE)["id"]
    office.ask("put_attachment_part", by=own, id=id, n=0, data=base64.b64encode(LARGE[:PART]).decode())
    for attempt in (
        lambda: finish(office, own, id, LARGE),
        lambda: put(office, own, id, LARGE[PART:]),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == ATTACHMENT_INCOMPLETE
    with pytest.raises(NotFound):
        put(office, SECRETARIAT, id, LARGE)
    put(office, own, id, LARGE)
    with pytest.raises(Reused):
        finish(office, own, id, PDF)
    assert finish(office, own, id, LARGE)["status"] == "kept"


def test_the_same_upload_again_is_the_same_file(office: Office, member: str) -> None:
    proposal, own, upload = office.draft(member), representing(member), new_id()
    begun = together([lambda: begin(office, own, proposal, PDF, upload=upload) for _ in range(3)])
    ids = {one["id"] for one in begun if isinstance(one, dict)}
    assert len(ids) == 1
    (id,) = ids
    put(office, own, id, PDF)
    made = finish(office, own, id, PDF)
    assert finish(office, own, id, PDF) == made == begin(office, own, proposal, PDF, upload=upload)
    others: tuple[dict[str, Any], ...] = ({"name": "อื่น.pdf"}, {"size": 3})
    for other in others:
        with pytest.raises(Reused):
            begin(office, own, proposal, PDF, upload=upload, **other)
    with pytest.raises(Reused):
        begin(office, own, office.draft(member), PDF, upload=upload)


def test_there_is_an_end_to_them(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    for _ in range(ATTACHMENTS_AT_MOST):
        begin(office, own, proposal, PDF)
    with pytest.raises(Conflict) as refused:
        begin(office, own, proposal, PDF)
    assert refused.value.code == ATTACHMENTS_ENOUGH


def test_parts_that_nobody_finishes_are_swept(office: Office, member: str) -> None:
    proposal, own, upload = office.draft(member), representing(member), new_id()
    id, stays = begin(office, own, proposal, PDF, upload=upload)["id"], attach(office, own, proposal)
    put(office, own, id, PDF)
    assert uploads.look(office.store, clock.now()) == 0
    assert uploads.look(office.store, clock.now() + timedelta(hours=2)) == 1
    assert kept(office) == [1, 1, 1]
    assert office.ask("list_attachments", by=own, proposal=proposal)["items"] == [stays]
    assert begin(office, own, proposal, PDF, upload=upload)["id"] != id


def test_what_others_have_read_only_the_secretariat_takes_away(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    first, second = (attach(office, own, proposal)["id"] for _ in range(2))
    assert office.ask("remove_attachment", by=own, id=first)["status"] == "removed"
    office.ask("submit_proposal", by=own, id=proposal)
    assert office.told(f"attachments/{first}") == []
    with pytest.raises(Conflict):
        office.ask("remove_attachment", by=own, id=second)
    removed = office.ask("remove_attachment", id=second)
    assert "name" not in removed
    assert office.told(f"attachments/{second}")[-1] == "agenda.attachment.removed.v1"
    assert kept(office) == [2, 0, 0]
    for gone in ("get_attachment", "remove_attachment"):
        with pytest.raises(NotFound) as refused:
            office.ask(gone, id=second)
        assert refused.value.code == ATTACHMENT_NOT_FOUND


def test_a_proposal_at_its_end_takes_no_more(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    begun = begin(office, own, proposal, PDF)["id"]
    put(office, own, begun, PDF)
    office.ask("withdraw_proposal", by=own, id=proposal)
    for attempt in (partial(begin, office, own, proposal, PDF), partial(finish, office, own, begun, PDF)):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.params["verb"] == "attach"

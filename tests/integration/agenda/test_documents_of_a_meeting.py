import base64
from pathlib import Path
from typing import Any

import pytest

from agenda.documents import render as rendering
from agenda.documents.templates import Templates
from agenda.errors import DOCUMENT_NOT_PUBLISHED
from agenda.handlers import documents
from chassis.errors import Conflict, Invalid, NotFound, Stale
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing

RELEASE = "news-release"
SIGNATORY = {"name": {"th": {"given": "ผู้แทน", "family": "สอง"}}, "post": {"th": "ผู้อำนวยการกอง"}}
ACTING_FOR = {"post": {"th": "อธิบดีกรมองค์การระหว่างประเทศ"}, "mode": "ปฏิบัติราชการแทน"}


@pytest.fixture
def meeting(office: Office) -> str:
    held = {"number": {"ordinal": 1, "year_be": 2561}, "participants": {"count": 80, "approximate": True}}
    return str(office.plan("2018-01-31T02:00:00Z", held=held)["id"])


def sign_off(office: Office, meeting: str, kind: str = RELEASE) -> dict[str, Any]:
    for verb in ("check", "clear"):
        office.ask(f"{verb}_document", id=meeting, kind=kind)
    return office.ask(
        "sign_document",
        id=meeting,
        kind=kind,
        signatory=SIGNATORY,
        acting_for=ACTING_FOR,
        letter_number="กต ๐๐๐๐/๑",
        letter_date="2018-02-01",
    )


def text(office: Office, meeting: str, by: Any = PUBLIC, **asked: Any) -> str:
    chunk = office.ask("render_document", by=by, id=meeting, kind=RELEASE, **asked)
    return base64.b64decode(chunk["data"]).decode()


def test_nothing_is_published_before_it_is_signed(office: Office, meeting: str) -> None:
    for verb in ("clear", "publish"):
        with pytest.raises(Conflict):
            office.ask(f"{verb}_document", id=meeting, kind=RELEASE)
    signed = sign_off(office, meeting)
    assert {name: signed[name] for name in ("status", "signatory", "acting_for", "letter_date")} == {
        "status": "signed",
        "signatory": SIGNATORY,
        "acting_for": ACTING_FOR,
        "letter_date": "2018-02-01",
    }
    published = office.ask("publish_document", id=meeting, kind=RELEASE)
    assert "published_at" in published
    (row,) = office.store.db.documents.find({}, {"_id": 1})
    assert office.told(f"documents/{row['_id']}") == [
        f"agenda.document.{fact}.v1" for fact in ("checked", "cleared", "signed", "published")
    ]


def test_any_edit_voids_what_was_signed_off(office: Office, meeting: str) -> None:
    sign_off(office, meeting)
    office.ask("revise_meeting", id=meeting, if_match=1, participants={"count": 75, "approximate": False})
    voided = office.ask("get_document", id=meeting, kind=RELEASE)
    assert (voided["status"], "signatory" in voided, voided["version"]) == ("draft", False, 3)
    with pytest.raises(Conflict):
        office.ask("publish_document", id=meeting, kind=RELEASE)
    with pytest.raises(Stale):
        office.ask("check_document", id=meeting, kind=RELEASE, if_match=2)
    assert office.ask("check_document", id=meeting, kind=RELEASE, if_match=3)["status"] == "checked"


def test_a_draft_is_the_secretariats_alone(office: Office, member: str, meeting: str) -> None:
    for by in (PUBLIC, representing(member)):
        for verb in ("get_document", "render_document"):
            with pytest.raises(NotFound) as hidden:
                office.ask(verb, by=by, id=meeting, kind=RELEASE)
            assert hidden.value.code == DOCUMENT_NOT_PUBLISHED
    assert "ประมาณ ๘๐ คน" in text(office, meeting, SECRETARIAT).replace("\u200b", "").replace("\xa0", " ")


def test_what_left_the_house_stays_as_it_was_signed(
    office: Office, meeting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is edited later, and whatever the templates are then."""
    for language in ("th", "en"):
        (tmp_path / f"news-release.{language}.html").write_text(
            "{{ meeting.venue | text }}", encoding="utf-8"
        )
    sign_off(office, meeting)
    office.ask("publish_document", id=meeting, kind=RELEASE)
    published = {language: text(office, meeting, language=language) for language in ("th", "en")}
    office.ask("revise_meeting", id=meeting, if_match=1, venue={"th": "หอประชุมใหญ่", "en": "Main Auditorium"})
    monkeypatch.setattr(rendering, "templates", Templates(tmp_path))
    for language, name in (("th", "หอประชุมใหญ่"), ("en", "Main Auditorium")):
        assert text(office, meeting, language=language) == published[language]
        assert name in text(office, meeting, SECRETARIAT, language=language).replace("\u200b", "")


def test_a_document_travels_in_chunks_that_belong_together(
    office: Office, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "CHUNK", 1000)
    data, offset, versions = b"", 0, set()
    while offset is not None:
        chunk = office.ask("render_document", id=meeting, kind=RELEASE, offset=offset)
        data += base64.b64decode(chunk["data"])
        versions.add(chunk["version"])
        offset = chunk["next"]
    assert len(data) == chunk["total"]
    assert data.decode().rstrip().endswith("</html>")
    assert (len(versions), chunk["content_type"]) == (1, "text/html; charset=utf-8")


def test_a_chunk_fits_into_512_kib() -> None:
    assert len(base64.b64encode(bytes(documents.CHUNK))) == 512 * 1024


def test_the_agenda_names_who_proposed(office: Office, member: str) -> None:
    proposal, meeting = office.admissible(member), office.plan()["id"]
    office.ask("select_proposal", id=proposal, meeting=meeting)
    chunk = office.ask("render_document", id=meeting, kind="agenda", language="th")
    page = base64.b64decode(chunk["data"]).decode().replace("\u200b", "")
    for words in ("๕.๑", "คุณภาพอากาศ", "องค์กรภาคประชาสังคม"):
        assert words in page


def test_of_a_cancelled_meeting_nothing_is_signed(office: Office) -> None:
    meeting = office.plan()["id"]
    office.ask("cancel_meeting", id=meeting, reason={"th": "เหตุขัดข้อง"})
    with pytest.raises(Conflict):
        office.ask("check_document", id=meeting, kind="agenda")


def test_a_kind_or_language_that_there_is_not_is_invalid(office: Office, meeting: str) -> None:
    with pytest.raises(Invalid) as refused:
        office.ask("render_document", id=meeting, kind="poem", language="fr")
    assert set(refused.value.fields) == {"kind", "language"}

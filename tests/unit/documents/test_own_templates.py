"""An installation words its papers itself, without touching code; a broken template is named at start."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agenda.documents import render as rendering
from agenda.documents.render import render, use
from agenda.documents.templates import OURS
from agenda.documents.word import convert
from chassis import typeset
from tests.support import word_reader
from tests.unit.documents.builders import agenda, context, next_meeting, page, said
from tests.unit.documents.papers import letter

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
OURS_WORD = "ระเบียบวาระการประชุม"
BROKEN = [
    ("agenda.th.html", "{% extends 'base.html' %}\n{% block content %}", "agenda.th.html, line 2"),
    (
        "agenda.th.html",
        "<p>\n{{ meeting.venu }}</p>",
        "agenda.th.html, line 2: 'dict object' has no attribute",
    ),
    ("group.en.html", "{{ committee.name | shout }}", "group.en.html, line 1: No filter named 'shout'"),
    ("agenda.en.html", "{% include 'letterhead.html' %}", "letterhead.html"),
    ("agneda.th.html", "<p>", "agneda.th.html: no document has a part of this name"),
    (
        "minutes.th.html",
        '<img src="https://example.test/a.png">',
        "minutes.th.html: asks for https://example.test",
    ),
    ("a4.css", "@import url(other.css);", "asks for other.css"),
    ("emblem.png", "GIF89a", "emblem.png: not a PNG"),
]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    kept = rendering.templates
    yield
    rendering.templates = kept


def own(folder: Path, name: str, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return folder


def test_a_file_of_the_installation_is_taken_before_ours_and_the_others_stay(tmp_path: Path) -> None:
    given = context(next_meeting())
    ours = (OURS / "agenda.th.html").read_text(encoding="utf-8")
    use(own(tmp_path, "agenda.th.html", ours.replace(OURS_WORD, "กำหนดการ")))
    assert agenda(given).startswith("ร่าง / DRAFT กำหนดการ คณะทำงานร่วม")
    assert agenda(given, "en").startswith("ร่าง / DRAFT Agenda")
    assert "กำหนดการ" in word_reader.said(render("agenda", "th", "docx", given).data)


def test_a_part_of_many_documents_may_be_another_one(tmp_path: Path) -> None:
    use(own(tmp_path, "a4.css", "p { color: #123456 }"))
    for kind in ("agenda", "news-release"):
        assert "#123456" in page(kind, context(next_meeting()))


def test_a_part_may_be_added_by_a_template_of_the_installation(tmp_path: Path) -> None:
    own(tmp_path, "letterhead.html", "<p>หัวกระดาษ</p>")
    use(own(tmp_path, "agenda.th.html", "{% include 'letterhead.html' %}"))
    assert agenda(context(next_meeting())) == "หัวกระดาษ"


@pytest.mark.parametrize(
    ("name", "content", "told"), BROKEN, ids=[f"{one[0]}-{one[1][:9]}" for one in BROKEN]
)
def test_a_broken_one_is_named_and_nothing_is_taken(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    before = rendering.templates
    with pytest.raises(ValueError) as refused:
        use(own(tmp_path, name, content))
    assert told in str(refused.value)
    assert rendering.templates is before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere: no such folder"):
        use(tmp_path / "nowhere")


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    before = [page("agenda", context(next_meeting()), language) for language in ("th", "en")]
    use(tmp_path)
    assert [page("agenda", context(next_meeting()), language) for language in ("th", "en")] == before


def test_every_template_of_ours_is_a_part_of_a_document(tmp_path: Path) -> None:
    """As copies of the installation: each is used, and passes every trial."""
    for file in OURS.iterdir():
        own(tmp_path, file.name, file.read_bytes())
    use(tmp_path)
    assert rendering.templates.own == tmp_path


@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_an_emblem_stands_at_the_head_of_a_letter_where_there_is_one(tmp_path: Path) -> None:
    assert "<img" not in page("invitation", letter())
    use(own(tmp_path, "emblem.png", PNG))
    source = page("invitation", letter())
    assert f'alt="ตราครุฑ" src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in source
    assert b"/Subtype /Image" in typeset.typeset(source)
    file = convert(source)
    assert 'descr="ตราครุฑ"' in word_reader.source(file, "document")
    assert word_reader.said(file) == said(source)


def test_terms_of_the_installation_keep_whole(tmp_path: Path) -> None:
    use(own(tmp_path, "terms.th.txt", "เครือข่ายฯ"))
    given = context(next_meeting(venue={"th": "ที่ทำการเครือข่ายฯ"}))
    assert '<span class="keep">เครือข่ายฯ</span>' in page("agenda", given)


def test_who_serves_refuses_to_start_with_a_broken_one(tmp_path: Path, keys: Path) -> None:
    own(tmp_path, "agenda.th.html", "{{ meeting.venu }}")
    nowhere = {"AMQP_URI": "amqp://127.0.0.1:1", "MONGODB_URI": "mongodb://127.0.0.1:1", "HEALTH_PORT": "0"}
    key = {"CALL_PUBLIC_KEY_FILE": str(keys / "call.pub")}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "agenda", "serve"],
        env=os.environ | nowhere | key | {"TEMPLATES_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=25,
    )
    assert ran.returncode != 0
    assert f"TEMPLATES_DIR: {tmp_path}/agenda.th.html, line 1" in ran.stderr

"""The PDF says, to whoever reads it by ear or by search, exactly what the page says."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

import pytest
import weasyprint
from weasyprint.draw import text as drawing
from weasyprint.urls import FatalURLFetchingError

from agenda.documents.render import render
from agenda.documents.terms import terms
from chassis import typeset
from chassis.errors import Unavailable
from chassis.pdf import print_pdf
from chassis.words import ZWSP, words
from tests.unit.documents.builders import (
    Context,
    context,
    item,
    next_meeting,
    page,
    past_meeting,
    said,
)
from tests.unit.documents.papers import PAPERS

FURNITURE = re.compile(r"^(?:- \d+ -)? ?(?:ร่าง / DRAFT)?$", re.MULTILINE)
LONG = "ตัวอย่าง: ความร่วมมือด้านข้อมูลฝุ่น PM2.5 <ระดับจังหวัด> & ฐานข้อมูลน้ำดื่มที่ชุมชนร่วมจัดเก็บ"
MANY = {5: [item(f"5.{one}", LONG) for one in range(1, 16)]}
SIGNED = {"status": "signed", "published_at": "2018-02-01T02:00:00Z"}
GREEN = """
import time, eventlet
eventlet.monkey_patch()
from chassis.pdf import print_pdf
from chassis.errors import Unavailable
pauses = []
def beat():
    last = time.monotonic()
    while True:
        eventlet.sleep(0.01)
        pauses.append(time.monotonic() - last)
        last = time.monotonic()
eventlet.spawn(beat)
made = print_pdf("<title>t</title><p>ภาครัฐ" * 3)
try:
    print_pdf("<p>late", deadline=0.02)
except Unavailable:
    print(made[:5].decode(), len(pauses) > 20, max(pauses) < 0.5)
"""


def lines_of(pdf: bytes, tmp_path: Path) -> list[str]:
    """The lines of the PDF as any reader finds them, without what stands on every page."""
    (tmp_path / "made.pdf").write_bytes(pdf)
    read = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "made.pdf"), "-"], capture_output=True, check=True, text=True
    )
    return FURNITURE.sub("", read.stdout.replace("\f", "\n")).split("\n")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "language", "given"),
    [
        ("news-release", "th", context(past_meeting(0), document=SIGNED)),
        ("news-release", "en", context(past_meeting(0))),
        ("agenda", "th", context(next_meeting(), MANY)),
        ("agenda", "en", context(next_meeting(), MANY)),
        *PAPERS,
    ],
)
def test_the_pdf_holds_the_text_of_the_page(
    kind: str, language: str, given: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw_first_line", typeset.draw_readable_line)
    lines = lines_of(typeset.typeset(page(kind, given, language), terms()), tmp_path)
    text = said(page(kind, given, language)).removeprefix("ร่าง / DRAFT")
    assert squeezed("".join(lines)) == squeezed(text)
    assert ZWSP not in "".join(lines)
    ends = set(accumulate(len(squeezed(line)) for line in lines))
    may_end = set(accumulate(len(word) for stretch in text.split() for word in words(stretch, terms())))
    assert ends - {0} <= may_end


def test_the_pdf_is_tagged_titled_and_in_its_language(tmp_path: Path) -> None:
    given = context(past_meeting(0))
    made = render("news-release", "th", "pdf", given)
    assert (made.content_type, made.filename) == ("application/pdf", "news-release-1-2561.th.pdf")
    assert "๓๑ มกราคม ๒๕๖๑" in " ".join(lines_of(made.data, tmp_path))
    read = subprocess.run(
        ["pdfinfo", str(tmp_path / "made.pdf")], capture_output=True, check=True, text=True
    ).stdout
    assert re.search(r"Tagged:\s+yes", read)
    assert re.search(r"Title:\s+ข่าวสารนิเทศ : กระทรวงการต่างประเทศจัดการประชุม", read)
    fonts = subprocess.run(
        ["pdffonts", str(tmp_path / "made.pdf")], capture_output=True, check=True, text=True
    )
    assert all("Laksaman" in line for line in fonts.stdout.splitlines()[2:])


def test_threads_may_print_at_once() -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(print_pdf, ["<title>t</title><p>one"] * 2))
    assert all(pdf.startswith(b"%PDF-") for pdf in made)


def test_an_eventlet_server_goes_on_meanwhile() -> None:
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", GREEN], capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == ("%PDF- True True", "")


def test_what_takes_too_long_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        print_pdf("<p>late", deadline=0.02)


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert weasyprint.__version__ == typeset.PATCHED_VERSION
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(SystemExit, match=r"71\.0"):
        typeset.main("20")


@pytest.mark.parametrize("url", ["http://outside.example/picture.png", "file:///etc/hostname"])
def test_nothing_is_fetched(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match=url):
        typeset.typeset(f'<title>t</title><img alt="" src="{url}">')

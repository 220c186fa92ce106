"""The PDF says, to whoever reads it by ear or by search, exactly what the page says."""

import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from unicodedata import normalize

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
from tests.unit.documents.papers import PAPERS, sheet

pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*sRGB2014:pytest.PytestUnraisableExceptionWarning"
)
"""WeasyPrint leaves the file of its colour profile for the garbage collector to close."""
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
    return FURNITURE.sub("", pdf_text(pdf, tmp_path).replace("\f", "\n")).split("\n")


def pdf_text(pdf: bytes, tmp_path: Path) -> str:
    (tmp_path / "made.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", str(tmp_path / "made.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def objects(pdf: bytes) -> bytes:
    """All of its objects as they are written, also those that are packed."""
    streams = re.findall(rb"stream\r?\n(.*?)\nendstream", pdf, re.DOTALL)
    packed = [stream for stream in streams if stream.startswith(b"\x78")]
    return b"\n".join([pdf, *(zlib.decompressobj().decompress(stream) for stream in packed)])


def pdfinfo(folder: Path, *options: str) -> str:
    command = ["pdfinfo", *options, str(folder / "made.pdf")]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def as_drawn(text: str) -> str:
    """The ring of ำ below the tone mark, as a font has it."""
    return re.sub("([่-๋])ํ", r"ํ\1", normalize("NFKD", text))


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the process that prints has it."""
    monkeypatch.setattr(drawing, "draw_first_line", typeset.draw_readable_line)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.usefixtures("readable")
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
def test_the_pdf_holds_the_text_of_the_page(kind: str, language: str, given: Context, tmp_path: Path) -> None:
    lines = lines_of(typeset.typeset(page(kind, given, language), terms()), tmp_path)
    text = said(page(kind, given, language)).removeprefix("ร่าง / DRAFT")
    assert squeezed("".join(lines)) == squeezed(text)
    assert ZWSP not in "".join(lines)
    ends = set(accumulate(len(squeezed(line)) for line in lines))
    may_end = set(accumulate(len(word) for stretch in text.split() for word in words(stretch, terms())))
    assert ends - {0} <= may_end


def test_the_pdf_is_kept_for_good_tagged_titled_and_in_its_language(tmp_path: Path) -> None:
    given = context(past_meeting(0))
    made = render("news-release", "th", "pdf", given)
    assert made.data == render("news-release", "th", "pdf", given).data
    assert (made.content_type, made.filename) == ("application/pdf", "news-release-1-2561.th.pdf")
    assert "๓๑ มกราคม ๒๕๖๑" in " ".join(lines_of(made.data, tmp_path))
    for part in (
        b"/StructTreeRoot",
        b"/Lang (th)",
        b"/Marked true",
        b"/DisplayDocTitle true",
        b"/OutputIntents",
    ):
        assert part in objects(made.data)
    about = pdfinfo(tmp_path, "-meta")
    assert 'pdfaid:part="2" pdfaid:conformance="U"' in about
    assert 'pdfuaid:part="1"' in about
    assert "<dc:title>" in about
    read = pdfinfo(tmp_path)
    assert re.search(r"Tagged:\s+yes", read)
    assert re.search(r"Title:\s+ข่าวสารนิเทศ : กระทรวงการต่างประเทศจัดการประชุม", read)
    fonts = subprocess.run(
        ["pdffonts", str(tmp_path / "made.pdf")], capture_output=True, check=True, text=True
    )
    used = fonts.stdout.splitlines()[2:]
    assert used
    assert all("Laksaman" in line and "yes yes yes" in line for line in used)


@pytest.mark.usefixtures("readable")
def test_the_tags_hold_the_text_in_order_and_so_do_the_glyphs(tmp_path: Path) -> None:
    """Also for a reader that passes over ActualText: ำ is then a ring and า, which is the same by NFKD."""
    kind, language, given = PAPERS[5]
    (tmp_path / "made.pdf").write_bytes(typeset.typeset(page(kind, given, language), terms()))
    tree = pdfinfo(tmp_path, "-struct-text")
    assert all(tag in tree for tag in ("H1 ", "H2 ", "H3 ", "P "))
    told = squeezed("".join(re.findall(r'^ *"(.*?)"$', tree, re.DOTALL | re.MULTILINE)))
    assert as_drawn(told) == as_drawn(squeezed(said(page(kind, given, language))))


@pytest.mark.usefixtures("readable")
def test_minutes_of_many_items_go_on_from_page_to_page(tmp_path: Path) -> None:
    """Headings keep to what follows them, but not all of them to each other."""
    pdf = typeset.typeset(page("minutes", context(next_meeting(), MANY)), terms())
    first = pdf_text(pdf, tmp_path).partition("\f")[0]
    assert "ระเบียบวาระที่ ๕" in first


@pytest.mark.usefixtures("readable")
def test_a_table_is_a_table_to_who_hears_it(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(typeset.typeset(page("attendance", sheet())))
    tags = pdfinfo(tmp_path, "-struct").replace(" (block)", "").split()
    assert [tags.count(tag) for tag in ("Table", "THead", "TH", "TR")] == [3, 3, 15, 9]


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
        typeset.made("<p>made")


@pytest.mark.parametrize("url", ["http://outside.example/picture.png", "file:///etc/hostname"])
def test_nothing_is_fetched(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match=url):
        typeset.typeset(f'<title>t</title><img alt="" src="{url}">')

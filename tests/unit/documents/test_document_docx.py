"""The Word file says what the page says, and is set as an official letter is: officers go on from it."""

import pytest

from agenda.documents.looks import LOOKS
from agenda.documents.render import render
from agenda.documents.word import convert
from chassis import child
from chassis.errors import Unavailable
from chassis.words import ZWSP
from tests.support import word_reader
from tests.support.word_reader import W
from tests.unit.documents.builders import Context, context, item, next_meeting, page, past_meeting, said
from tests.unit.documents.papers import PAPERS

SIGNED = {
    "status": "signed",
    "published_at": "2018-02-01T02:00:00Z",
    "signatory": {"name": {"th": {"given": "ผู้ลงนาม", "family": "หนึ่ง"}}, "post": {"th": "อธิบดี"}},
    "acting_for": {"post": {"th": "ปลัดกระทรวง"}, "mode": "ปฏิบัติราชการแทน"},
}
ORDER = {
    "pPr": (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
        ),
        *("suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "smallCaps", "color", "spacing", "kern"),
        *("sz", "szCs", "u", "vertAlign", "lang"),
    ),
    "sectPr": ("headerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"),
}
RESOLVED = item("5.1", "เรื่อง <หนึ่ง> & น้ำดื่ม", resolution={"kind": "noted", "text": {"th": "ตามเสนอ"}})
DECIDED = context(next_meeting(status="closed"), {5: [RESOLVED]}, document=SIGNED)
GIVEN = [
    ("agenda", "th", context(next_meeting(), {5: [RESOLVED]})),
    ("agenda", "en", context(next_meeting(), {5: [RESOLVED]}, document=SIGNED)),
    ("news-release", "th", DECIDED),
    ("news-release", "en", context(past_meeting(0))),
    *PAPERS,
]


@pytest.mark.parametrize(("kind", "language", "given"), GIVEN)
def test_the_file_says_what_the_page_says(kind: str, language: str, given: Context) -> None:
    source = page(kind, given, language)
    file = convert(source)
    assert word_reader.said(file) == said(source)
    assert ZWSP not in "".join(word_reader.part(file, "document").itertext())


@pytest.fixture(scope="module")
def file() -> bytes:
    return convert(page("agenda", context(next_meeting(), {5: [RESOLVED]})))


def test_thai_has_its_font_size_and_language_as_complex_script(file: bytes) -> None:
    styles = word_reader.part(file, "styles")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert default is not None
    font, size, spoken = (default.find(f"{W}{name}") for name in ("rFonts", "szCs", "lang"))
    assert font is not None and font.get(f"{W}cs") == font.get(f"{W}ascii") == "TH Sarabun New"
    assert size is not None and size.get(f"{W}val") == "32"
    assert spoken is not None and spoken.get(f"{W}bidi") == "th-TH"


def test_what_is_bold_is_bold_in_thai_too(file: bytes) -> None:
    styles = word_reader.part(file, "styles")
    named = {style: name for style in styles.iter(f"{W}style") for name in style.iterfind(f"{W}name")}
    ours = [style for style, name in named.items() if name.get(f"{W}val") in LOOKS]
    assert len(ours) == len(LOOKS)
    for style in ours:
        assert (style.find(f".//{W}b") is None) == (style.find(f".//{W}bCs") is None)
        assert style.find(f"{W}rPr/{W}szCs") is not None


def test_the_page_is_a4_with_the_margins_of_an_official_letter(file: bytes) -> None:
    section = word_reader.part(file, "document").find(f"{W}body/{W}sectPr")
    assert section is not None
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None and margins is not None
    millimetres = [round(int(size.get(f"{W}{side}") or 0) / 56.7) for side in ("w", "h")]
    assert millimetres == [210, 297]
    around = [
        round(int(margins.get(f"{W}{side}") or 0) / 56.7) for side in ("top", "right", "bottom", "left")
    ]
    assert around == [25, 20, 20, 30]
    numbers = section.find(f"{W}pgNumType")
    assert numbers is not None and numbers.get(f"{W}fmt") == "thaiNumbers"


@pytest.mark.parametrize(("kind", "language", "given"), GIVEN)
def test_properties_stand_in_the_order_of_the_schema(kind: str, language: str, given: Context) -> None:
    """Word repairs, or refuses, a file in which they do not."""
    made = convert(page(kind, given, language))
    for root in (word_reader.part(made, part) for part in ("styles", "document", "header1", "header2")):
        for name, order in ORDER.items():
            for properties in root.iter(f"{W}{name}"):
                places = [order.index(one.tag.removeprefix(W)) for one in properties]
                assert places == sorted(places)


def test_headings_are_headings(file: bytes) -> None:
    bases = {
        style.get(f"{W}styleId"): base.get(f"{W}val")
        for style in word_reader.part(file, "styles").iter(f"{W}style")
        if (base := style.find(f"{W}basedOn")) is not None
    }
    used = [one.get(f"{W}val") for one in word_reader.part(file, "document").iter(f"{W}pStyle")]
    assert [bases.get(style) for style in used].count("Heading1") == 1
    assert [bases.get(style) for style in used].count("Heading2") == 6


def test_the_same_document_is_the_same_bytes() -> None:
    made = [render("agenda", "th", "docx", DECIDED) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].filename == "agenda-1-2569.th.docx"
    assert made[0].content_type.endswith("wordprocessingml.document")


def test_one_that_takes_too_long_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        child.run("agenda.documents.word:convert", "<p>late", deadline=0.02)

"""Sets a page of HTML as a PDF, in a process of its own (`chassis.child`), because that holds the interpreter
for longer than an event loop may wait.
"""

from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from weasyprint.draw import text as drawing

from chassis.glyphs import characters
from chassis.words import NBSP, ZWSP, set_words
from chassis.xmp import with_ua

PATCHED_VERSION = "70.0"
FORM = {"pdf_variant": "pdf/a-2u", "pdf_tags": True}
draw_line = drawing.draw_first_line


def draw_readable_line(stream: Any, textbox: Any, *place: Any) -> Any:
    """Says beside the glyphs which text they are.

    Thai marks are glyphs moved out of their place, and ำ is two of them: from glyphs alone a reader of
    the file, by ear or by search, gets other words. Nobody searches for spaces of a special kind.
    """
    said = textbox.text.replace(ZWSP, "").replace(NBSP, " ")
    if not said:
        return []
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
    try:
        return draw_line(stream, textbox, *place)
    finally:
        stream.end_marked_content()
        _say_each_glyph(stream)


def _say_each_glyph(stream: Any) -> None:
    """Every glyph has its own character, as PDF/A asks.

    By where it was first met, the า of a ทำ that is drawn as three glyphs would be a ำ for good.
    """
    for font in stream._fonts.values():
        known = characters(font.file_content, font.index)
        font.to_unicode.update({glyph: known[glyph] for glyph in font.to_unicode if glyph in known})


def typeset(html: str, terms: frozenset[str] = frozenset()) -> bytes:
    """The PDF of a page that is whole in itself; one that asks for more fails.

    PDF/A-2u, to be kept and searched for good, and tagged as PDF/UA-1 asks.
    """
    fetcher = weasyprint.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    set_words(page.etree_element, terms)
    document = page.render(**FORM)
    rdf = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *about: with_ua(rdf(*about))
    pdf: bytes = document.write_pdf(**FORM)
    return pdf


def made(html: str, terms: str | None = None) -> bytes:
    """`terms` is a file of words that no dictionary has."""
    if weasyprint.__version__ != PATCHED_VERSION:
        raise SystemExit(f"draw_first_line is patched for {PATCHED_VERSION}, not {weasyprint.__version__}")
    drawing.draw_first_line = draw_readable_line
    known = frozenset(Path(terms).read_text(encoding="utf-8").split()) if terms else frozenset()
    return typeset(html, known)

"""Turns a page of ours into a Word document (DOCX), in a process of its own (`chassis.child`).

It knows the few elements that our templates are made of, and the looks of their classes; no second set of
templates is kept. Nothing is put between Thai words: Word parts them itself.
"""

import base64
import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.shared import Cm
from lxml import html as parser

from agenda.documents import word_styles
from agenda.documents.looks import look_of

Element = Any
BLOCKS = {"p", "h1", "h2", "h3", "li"}
LEFT_OUT = {"head", "style", "script"}
SPREAD = {"masthead", "sent-by"}
LINE_OF_ITS_OWN = {"by", "resolution"}
WIDTH = re.compile(r"width: ([0-9.]+)cm")
SPACE = re.compile(r"[^\S\u00a0]+")
EPOCH = (1980, 1, 1, 0, 0, 0)


def convert(page: str) -> bytes:
    root = parser.document_fromstring(page.encode(), parser=parser.HTMLParser(encoding="utf-8"))
    document = Document()
    word_styles.dress(document, root.get("lang") or "th")
    _describe(document, root)
    Writer(document).write(root.find("body"))
    return _steady(document)


class Writer:
    """Appends to the document what it meets in the page."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.place: Any = document
        self.on_new_page = False

    def write(self, element: Element, around: tuple[str, ...] = ()) -> None:
        own = (element.get("class") or "").split()
        if element.tag in LEFT_OUT:
            return
        if "new-page" in own:
            self.on_new_page = True
        if "draft" in own:
            word_styles.mark(self.document, _said(element))
        elif element.tag == "table":
            self._table(element, (*own, *around))
        elif element.tag in BLOCKS:
            self._paragraph(element, own, around)
        else:
            for child in _elements(element):
                self.write(child, (*own, *around))

    def _paragraph(self, element: Element, own: list[str], around: tuple[str, ...]) -> None:
        paragraph = self.place.add_paragraph()
        look = look_of(element.tag, own, list(around))
        if look:
            paragraph.style = look
        if self.on_new_page:
            paragraph.paragraph_format.page_break_before, self.on_new_page = True, False
        line = Line(paragraph, spread=look in SPREAD)
        line.inside(element)
        line.end()

    def _table(self, element: Element, around: tuple[str, ...]) -> None:
        """Its first row is repeated on each page; a cell holds text or blocks."""
        rows = list(element.iter("tr"))
        columns = max(len(_elements(row)) for row in rows)
        table = self.document.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        widths = [float(one) for one in WIDTH.findall("".join(element.xpath("colgroup/col/@style")))]
        for row in rows:
            self._row(table, row, widths, around)
        word_styles.set_widths(table, widths)

    def _row(self, table: Any, row: Element, widths: list[float], around: tuple[str, ...]) -> None:
        made = table.add_row()
        if row.getparent().tag == "thead":
            word_styles.repeat(made)
        for cell, inner in zip(made.cells, _elements(row), strict=False):
            paragraph = cell.paragraphs[0]
            look = look_of(inner.tag, (inner.get("class") or "").split(), list(around))
            paragraph.style = look or ("cell head" if inner.tag == "th" else "cell")
            line = Line(paragraph)
            line.inside(inner)
            line.end()
        if "tall" in (row.get("class") or "").split():
            made.height = Cm(1.1)


class Line:
    """The runs of one paragraph, white space between them as a browser has it."""

    def __init__(self, paragraph: Any, *, spread: bool = False) -> None:
        self.paragraph = paragraph
        self.spread = spread
        self.space = False
        self.begun = False

    def inside(self, element: Element, *, bold: bool = False, spoken: str | None = None) -> None:
        self._say(element.text, bold, spoken)
        for child in _elements(element):
            self._inline(child, bold, spoken)
            self._say(child.tail, bold, spoken)

    def end(self) -> None:
        """White space at the end of a block is nothing."""
        self.space = False

    def _inline(self, element: Element, bold: bool, spoken: str | None) -> None:
        own = (element.get("class") or "").split()
        if element.tag == "br" or LINE_OF_ITS_OWN.intersection(own):
            self._break()
        if element.tag == "img":
            self._picture(element)
        if self.spread and self.begun:
            self._tab()
        self.inside(
            element, bold=bold or element.tag in ("strong", "b"), spoken=element.get("lang") or spoken
        )
        if "label" in own:
            self._tab()

    def _say(self, text: str | None, bold: bool, spoken: str | None) -> None:
        said = SPACE.sub(" ", text or "")
        if not said:
            return
        bare = said.strip(" ")
        before = (self.space or said.startswith(" ")) and self.begun
        self.space = said.endswith(" ") if bare else self.space or said == " "
        if bare:
            run = self.paragraph.add_run(f" {bare}" if before else bare)
            word_styles.say(run, bold=bold, language=spoken)
            self.begun = True

    def _picture(self, element: Element) -> None:
        """One within the page, as the emblem at the head of a letter: three centimetres high."""
        _, _, packed = element.get("src").partition(";base64,")
        shape = self.paragraph.add_run().add_picture(io.BytesIO(base64.b64decode(packed)), height=Cm(3))
        shape._inline.docPr.set("descr", element.get("alt") or "")

    def _break(self) -> None:
        self.paragraph.add_run().add_break()
        self.begun = self.space = False

    def _tab(self) -> None:
        self.paragraph.add_run("\t")
        self.begun = self.space = False


def _elements(element: Element) -> list[Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _said(element: Element) -> str:
    return SPACE.sub(" ", element.text_content()).strip()


def _describe(document: Any, root: Element) -> None:
    """The file is dated nowhere, so that the same document is the same bytes."""
    properties = document.core_properties
    properties.title = (root.findtext("head/title") or "").strip()
    authors = root.xpath("head/meta[@name='author']/@content")
    properties.author = str(authors[0]) if authors else ""
    properties.language = root.get("lang") or "th"
    properties.comments = ""


def _steady(document: Any) -> bytes:
    """The same bytes for the same document: its parts are zipped without the hour."""
    _drop_preview(document)
    saved, steady = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(steady, "w") as dated:
        for name in parts.namelist():
            dated.writestr(zipfile.ZipInfo(name, EPOCH), parts.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def _drop_preview(document: Any) -> None:
    """The picture that the library's own template has of itself."""
    rels = document.part.package.rels
    for id in [id for id, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[id]

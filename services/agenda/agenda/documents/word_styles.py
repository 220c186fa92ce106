"""The looks as Word's styles, A4 as official letters have it, and Thai as complex script."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from agenda.documents.looks import FONT, LOOKS, PLAIN, TEXT_WIDTH, Look

Node = Any
ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
LANGUAGES = {"th": "th-TH", "en": "en-US"}


def dress(document: Any, language: str) -> None:
    """Page, fonts and styles of a new document in `language`."""
    _defaults(document, language)
    for name, look in {"Normal": PLAIN, **LOOKS}.items():
        styles = document.styles
        style = styles[name] if name == "Normal" else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name != "Normal":
            style.base_style, style.quick_style = styles[look.base], True
        _style(style, look)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.header_distance = Cm(1.25)
    _number(section, language)


def mark(document: Any, text: str) -> None:
    """The word of a draft, at the head of every page."""
    section = document.sections[0]
    section.first_page_header.paragraphs[0].text = text
    section.first_page_header.paragraphs[0].style = "draft"
    section.header.add_paragraph(text, style="draft")


def say(run: Any, *, bold: bool, language: str | None) -> None:
    properties = run._r.get_or_add_rPr()
    if bold:
        properties.append(OxmlElement("w:b"))
        properties.append(OxmlElement("w:bCs"))
    if language:
        properties.append(_node("w:lang", val=LANGUAGES[language], bidi="th-TH"))


def repeat(row: Any) -> None:
    """The head of a table, on each page that it goes on to."""
    row._tr.get_or_add_trPr().append(_node("w:tblHeader", val="true"))


def set_widths(table: Any, widths: list[float]) -> None:
    """In centimetres, a column each."""
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_node("w:cantSplit", val="true"))
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Cm(width)


def _defaults(document: Any, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    for old in list(defaults):
        defaults.remove(old)
    properties = OxmlElement("w:rPr")
    _fill(properties, PLAIN)
    properties.append(_node("w:lang", val=LANGUAGES[language], eastAsia="en-US", bidi="th-TH"))
    defaults.append(properties)


def _style(style: Any, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    _fill(properties, look)
    form = style.paragraph_format
    form.alignment = ALIGNED[look.align]
    form.left_indent, form.first_line_indent = Cm(look.left), Cm(look.first)
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.0
    form.keep_with_next, form.widow_control = look.keep_with_next, True
    if look.tab:
        side = WD_TAB_ALIGNMENT.RIGHT if look.tab == TEXT_WIDTH else WD_TAB_ALIGNMENT.LEFT
        form.tab_stops.add_tab_stop(Cm(look.tab), side)
    if look.ruled:
        _rule(style)


def _fill(properties: Node, look: Look) -> None:
    """Thai has a font, a size and a weight of its own: `cs`, complex script."""
    properties.append(_node("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    if look.bold or look.base != "Normal":
        for name in ("w:b", "w:bCs"):
            properties.append(_node(name, val="true" if look.bold else "false"))
    properties.append(_node("w:color", val=look.colour or "111111"))
    for name in ("w:sz", "w:szCs"):
        properties.append(_node(name, val=str(int(look.size * 2))))


def _rule(style: Any) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_node("w:bottom", val="single", sz="6", space="4", color="111111"))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _number(section: Any, language: str) -> None:
    """- ๒ - on each page but the first."""
    section.different_first_page_header_footer = True
    if language == "th":
        numbers = _node("w:pgNumType", fmt="thaiNumbers")
        section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = "page"
    paragraph.add_run("- ")
    paragraph._p.append(_node("w:fldSimple", instr=" PAGE "))
    paragraph.add_run(" -")


def _node(name: str, **attributes: str) -> Node:
    node = OxmlElement(name)
    for attribute, value in attributes.items():
        node.set(qn(f"w:{attribute}"), value)
    return node

"""What a Word file says, read from its XML and not by the library that wrote it."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GAPS = {f"{W}tab": "\t", f"{W}br": "\n"}


def part(file: bytes, name: str) -> Element:
    return fromstring(zipfile.ZipFile(io.BytesIO(file)).read(f"word/{name}.xml"))


def said(file: bytes) -> str:
    """The mark of a draft at the head of the first page, then all paragraphs, with single plain spaces."""
    heads = [part(file, f"header{number}") for number in (1, 2) if _has(file, f"header{number}")]
    numbered = [head for head in heads if head.find(f".//{W}fldSimple") is None]
    lines = [line for root in (*numbered, part(file, "document")) for line in _lines(root)]
    return " ".join("\n".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())


def _lines(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{W}p"):
        stops = (GAPS.get(one.tag, one.text or "") for one in paragraph.iter() if one.tag in (f"{W}t", *GAPS))
        yield "".join(stops)


def _has(file: bytes, name: str) -> bool:
    return f"word/{name}.xml" in zipfile.ZipFile(io.BytesIO(file)).namelist()


def source(file: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(f"word/{name}.xml").decode()

"""Thai words, so that a line breaks between them: HTML says nothing of them and no PDF library knows."""

import re
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

NBSP = "\N{NO-BREAK SPACE}"
ZWSP = "\N{ZERO WIDTH SPACE}"
THAI = re.compile(r"[ก-๛]")
SPACES = re.compile(rf"([^\S{NBSP}]+)")
# Abbreviations (คสป., ค.ศ.) and numbers (๑/๒๕๖๑, ๐๙.๐๐) are words whole; so is each stretch without Thai.
ATOMS = re.compile(r"((?<![ก-๎])(?:[ก-ฮ]{1,4}\.)+|\d+(?:[./,:]\d+)*|[^ก-๛]+)")
TO_THE_NEXT = re.compile(rf"(?:[(\[“‘]|{NBSP}|/|-|^การ|^ความ)\Z")
TO_THE_LAST = re.compile(rf"[)\]”’.,:;?!ฯๆ{NBSP}/-]|[ะ-ฺๅ-๎]|[ก-ฮ]\Z")
KEPT = {"head", "style", "script"}
LONGEST_KNOWN = 20
LONGEST = 40
"""What is longer is no word, and may break anywhere rather than leave the page."""


def set_words(element: Element, terms: frozenset[str] = frozenset()) -> None:
    """Makes each Thai word below `element` a span that no line breaks, with room for a break between.

    `terms` are words that no dictionary has.
    """
    if element.tag in KEPT or "keep" in (element.get("class") or "").split():
        return
    children = list(element)
    text, element.text = element.text, None
    for child in children:
        element.remove(child)
    _append(element, text, terms)
    for child in children:
        set_words(child, terms)
        tail, child.tail = child.tail, None
        element.append(child)
        _append(element, tail, terms)


def words(text: str, terms: frozenset[str] = frozenset()) -> list[str]:
    """The words of a stretch without spaces, with the marks that belong to them."""
    parts: list[str] = []
    for part in filter(None, ATOMS.split(text)):
        parts += [part] if ATOMS.fullmatch(part) else word_tokenize(part, custom_dict=_dictionary(terms))
    joined = parts[:1]
    for last, part in pairwise(parts):
        if TO_THE_NEXT.search(last) or TO_THE_LAST.match(part):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _append(parent: Element, text: str | None, terms: frozenset[str]) -> None:
    for stretch in SPACES.split(text or ""):
        if not THAI.search(stretch):
            _say(parent, stretch)
            continue
        for index, word in enumerate(words(stretch, terms)):
            _say(parent, ZWSP if index else "")
            SubElement(parent, "span", {"class": "keep"} if len(word) <= LONGEST else {}).text = word


def _say(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


@cache
def _dictionary(terms: frozenset[str]) -> Trie:
    """Without the names of ministries and the like, which are long and made of words."""
    return Trie({word for word in thai_words() if len(word) <= LONGEST_KNOWN} | terms)

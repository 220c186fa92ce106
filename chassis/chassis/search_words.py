"""The words that a text is found by, also in Thai, where nothing stands between them."""

import re
from collections.abc import Iterator
from itertools import accumulate

from pythainlp.tokenize import subword_tokenize, word_dict_trie, word_tokenize

SHORTEST_WITHIN = 3
_ABBREVIATING_DOT = re.compile(r"(?<=[ก-ฮ])\.")
_STRETCH = re.compile(r"[ก-๛]+|[^\W_]+")


def load() -> None:
    """Reads the dictionary, which takes some time, and more on a busy machine."""
    word_tokenize("ไทย", engine="newmm")
    word_dict_trie()


def stretches(text: str) -> list[str]:
    """Of a text in one spelling, without spaces and marks; Thai and other letters apart."""
    return _STRETCH.findall(_ABBREVIATING_DOT.sub("", text))


def cut(stretch: str) -> list[str]:
    return list(word_tokenize(stretch, engine="newmm", keep_whitespace=False))


def within(stretch: str) -> Iterator[str]:
    """Words that begin and end between character clusters, which no reader takes apart."""
    bounds = [0, *accumulate(len(cluster) for cluster in subword_tokenize(stretch, engine="tcc"))]
    for begin in bounds:
        for word in word_dict_trie().prefixes(stretch, begin):
            if len(word) >= SHORTEST_WITHIN and begin + len(word) in bounds:
                yield word

"""Which proposals say something alike: by the words that they share, the rare ones counting most."""

import unicodedata
from collections.abc import Mapping, Sequence
from math import log

from pythainlp.corpus import thai_stopwords

from chassis.search_words import cut, stretches
from chassis.thai import western_digits

WORDS_KEPT, WORDS_ASKED = 200, 24
LETTERS_READ = 5_000
"""Of each text: what it is about stands in its beginning, and to cut all of it into words takes long."""
COMMON = 200
"""A word of more proposals than this tells none of them from the others."""
LEAST = 0.15
SHORTEST = 2
_SAYING_LITTLE = """
a about all also an and are as at be been between by can for from has have in into is it its may more not of
on or other our shall should so such than that
the their there these they this those to under was we were which
who will with would
"""
_ENGLISH = frozenset(_SAYING_LITTLE.split())
Text = Mapping[str, str]


def words_of(*texts: Text) -> list[str]:
    """Each once, in the order of their coming: those of a title before those of its rationale."""
    found: dict[str, None] = {}
    for text in texts:
        for language in sorted(text):
            said = western_digits(unicodedata.normalize("NFKC", text[language][:LETTERS_READ])).casefold()
            found.update(dict.fromkeys(word for stretch in stretches(said) for word in cut(stretch)))
    return [word for word in found if _says_something(word)][:WORDS_KEPT]


def words_asked(*texts: Text) -> list[str]:
    """Of many the longest, which say most."""
    return sorted(words_of(*texts), key=len, reverse=True)[:WORDS_ASKED]


def scores(found: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Of each proposal how much of what is asked it says, from 0 to 1; `found` are those that have a word."""
    telling = {word: ids for word, ids in found.items() if len(ids) <= COMMON}
    weights = {word: 1 / (1 + log(1 + len(ids))) for word, ids in telling.items()}
    all_of_it = sum(weights.values())
    shares: dict[str, float] = {}
    for word, ids in telling.items():
        for id in ids:
            shares[id] = shares.get(id, 0) + weights[word] / all_of_it
    return {id: round(share, 2) for id, share in shares.items() if share >= LEAST}


def _says_something(word: str) -> bool:
    return len(word) >= SHORTEST and word not in _ENGLISH and word not in thai_stopwords()

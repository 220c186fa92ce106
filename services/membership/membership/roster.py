"""How members are found, by words also within Thai, and in which order they stand: a Thai dictionary's.

Each stands on a shelf for everything that may be asked for alone, at the same place on all of them. So one
index is all that the roster needs, and it is read along the shelf that has the fewest.
"""

from functools import cache
from itertools import product

from pyuca import Collator

from chassis import search_words
from chassis.search_words import cut, within
from membership.model.member import Member
from membership.model.names import name_key

ANY = "any"
LONGEST_PLACE = 100  # letters of a name that decide its place
EVERYBODY = f"{ANY} {ANY}"
_END = "\x01"  # before all letters: of two names the shorter comes first


def load() -> None:
    """Reads the dictionary and the collation table, which takes half a second, and more on a busy machine."""
    search_words.load()
    _collator()


def shelves_of(member: Member) -> list[str]:
    return [
        *(standing(*one) for one in product((None, member.status), (None, member.kind))),
        *map(goal, member.sdgs),
        *map(word, words_of(member)),
    ]


def standing(status: str | None, kind: str | None) -> str:
    """The shelf of those in this state and of this kind; None is any."""
    return f"{status or ANY} {kind or ANY}"


def goal(number: int) -> str:
    return f"goal {number}"


def word(text: str) -> str:
    return f"word {text}"


def words_of(member: Member) -> list[str]:
    """What the member is found by, each once: its words, and in Thai all words of the dictionary within them,
    because what is one word there may be asked for by its parts (ต่างประเทศ of กระทรวงการต่างประเทศ)."""
    names = [member.name, member.abbreviation or {}, *(one["name"] for one in member.also_known_as)]
    texts = [text for name in names for text in name.values()]
    stretches = [stretch for text in texts for stretch in _stretches(text)]
    return sorted({word for stretch in stretches for word in (*cut(stretch), *within(stretch))})


def words_asked(text: str) -> list[str]:
    """What a member has to have among its words to be found by this text."""
    return sorted({word for stretch in _stretches(text) for word in cut(stretch)})


def place_of(member: Member) -> str:
    """Sorts as its Thai name, else its English one, by the Unicode collation algorithm; no other has it."""
    name = name_key(member.name.get("th") or member.name["en"])
    return f"{_collated(name)}{_END}{member.id}"


def _stretches(text: str) -> list[str]:
    return search_words.stretches(name_key(text))


def _collated(name: str) -> str:
    """The weights of the letters, then those of their marks, as one text that compares as they do."""
    primary, secondary = _levels(_collator().sort_key(name[:LONGEST_PLACE]))
    return "".join(map(_letter, primary)) + _END + "".join(map(_letter, secondary))


def _levels(key: tuple[int, ...]) -> tuple[list[int], list[int]]:
    first = key.index(0)
    second = key.index(0, first + 1)
    return list(key[:first]), list(key[first + 1 : second])


def _letter(weight: int) -> str:
    """A weight as a character; the surrogates, which are none, are left out."""
    return chr(weight + 2 if weight < 0xD7FE else weight + 0x802)


@cache
def _collator() -> Collator:
    return Collator()

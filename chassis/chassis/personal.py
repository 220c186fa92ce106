"""Classes of what is kept: each service says of every field which one it is of.

identity    who a person is                  forgotten when a person is erased
contact     how a person is reached          forgotten when a person is erased
pseudonym   an id that stands for a person   stays: it says that somebody did something, not who
office      the holder of a public post      stays: they are named because of the post, on the record
content     what somebody wrote, freely      stays; it should name nobody
organisation, technical                      stay: about no person
"""

from collections.abc import Mapping
from typing import Literal

Class = Literal["identity", "contact", "pseudonym", "office", "content", "organisation", "technical"]
FORGOTTEN: frozenset[Class] = frozenset({"identity", "contact"})

Fields = Mapping[str, Class]


def fields(**classes: str) -> dict[str, Class]:
    """`fields(identity="name post", contact="email")`: every field under its class."""
    found: dict[str, Class] = {}
    for name in Class.__args__:  # type: ignore[attr-defined]
        found.update(dict.fromkeys(classes.get(name, "").split(), name))
    return found

"""Letters that say the same to thousands: rendered once, with blanks for what is of one reader, which are
filled in for each.

No template asks what stands in a blank, only whether there is anything.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import escape

from notify import rendering
from notify.model import Language
from notify.rendering import Form

BLANKS = ("recipient", "member", "answer", "unsubscribe")
REMEMBERED = 50
_BLANK = re.compile(f"\ue000({'|'.join(BLANKS)})://\ue001")


class Shared(dict[str, Any]):
    """Values that a letter is rendered with, told apart by what they say."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


def render(template: str, language: Language, form: Form, values: Mapping[str, Any]) -> str:
    own = {name: values[name] for name in BLANKS if values[name]}
    shared = Shared({**values, **{name: f"\ue000{name}://\ue001" for name in own}})
    say = escape if form == "html" else str
    return _BLANK.sub(lambda blank: say(own[blank[1]]), _rendered(template, language, form, shared))


@lru_cache(REMEMBERED)
def _rendered(template: str, language: Language, form: Form, shared: Shared) -> str:
    return rendering.render(template, language, form, shared)

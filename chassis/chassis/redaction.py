"""What may stand in a log line, of all that exceptions and other people's libraries put into one.

Our own words in logs are English and our values are ids. So Thai text is somebody's, and so is an address, a
token, or what an exception quotes, but for the names of fields.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

THAI, ADDRESS, TOKEN, CREDENTIALS, QUOTED = "<thai>", "<address>", "<token>", "<credentials>", "'<value>'"

_LOCAL = r"[\w.!#$%&*+/=?^`{|}~-]"
"""An address is looked for where such a run begins: from each character on, a long one would take minutes."""
_THREE_PARTS = r"(?<![\w-])(?=[\w-]+\.[\w-]+\.)"
"""So is a token; where none of it is left, the run is read once."""
_PATTERNS = (
    (re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]*(?=@)"), CREDENTIALS),
    (re.compile(rf"(?<!{_LOCAL}){_LOCAL}+@[\w-]+(\.[\w-]+)+"), ADDRESS),
    (re.compile(r"(?<![\w.+-])[\w.+-]+%40[\w-]+(\.[\w-]+)+"), ADDRESS),
    (re.compile(rf"{_THREE_PARTS}[\w-]*eyJ[\w-]{{8,}}\.[\w-]+\.[\w-]*"), TOKEN),
    (re.compile(r"\bwara_[0-9a-f]{32}_[\w-]+"), TOKEN),
    (re.compile(r"\bwhsec_[\w+/=-]+"), TOKEN),
    (re.compile(r"[\u0e01-\u0e5b]([\u0e01-\u0e5b\s]*[\u0e01-\u0e5b])?"), THAI),
)
_WORTH_A_LOOK = re.compile(r"[@\u0e01-\u0e5b]|%40|eyJ|wara_|whsec_")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_FIELD = re.compile(r"['\"][a-z][a-z0-9_.]*['\"]")
_LINE_OF_CODE = re.compile(r"\s*(File \"|Traceback |During |The above )|    ")


def redacted(logger: Any, method: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    """A structlog processor, behind the one that turns an exception into text."""
    cleaned = {name: _clean(value) for name, value in line.items()}
    if isinstance(exception := cleaned.get("exception"), str):
        cleaned["exception"] = "\n".join(map(_without_quotations, exception.split("\n")))
    return cleaned


def clean_text(text: str) -> str:
    if _WORTH_A_LOOK.search(text):
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
    return text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(str(name)): _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int | float) else clean_text(str(value))


def _without_quotations(line: str) -> str:
    """Of a traceback the frames stay as they are: they quote our code."""
    if _LINE_OF_CODE.match(line):
        return line
    return _QUOTED.sub(lambda found: found[0] if _FIELD.fullmatch(found[0]) else QUOTED, line)

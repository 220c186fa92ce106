"""What comes in, made safe before a schema sees it: strict JSON bodies, Thai digits, numbers in addresses."""

import json
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

from flask import Request, request
from marshmallow import RAISE, ValidationError
from webargs.core import is_json
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import IntegerConverter

from chassis.errors import Invalid, Malformed
from chassis.schema import field_codes
from chassis.thai import western_digits

LARGEST = 2**31 - 1
MOST_VALUES = 20_000
"""Of a body: a schema takes longer over small ones than it took to read them."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""With halves of a surrogate pair, which UTF-8 cannot say; without tabs and the ends of lines."""


class Counted(IntegerConverter):
    """A number in an address; what is larger than a store counts is the number of nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **kwargs})


class StrictParser(FlaskParser):
    """webargs with our errors: Malformed where nothing can be understood, Invalid with a code a field."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": RAISE}  # noqa: RUF012

    def load_json(self, req: Request, schema: Any) -> dict[str, Any]:
        raw = req.get_data()
        if not raw:
            return {}
        if not is_json(req.mimetype):
            raise UnsupportedMediaType()
        return parse_object(raw)

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """A name twice is no list, where no list is asked for: two readers may take two values of it. Nor is
        what no body may hold to be looked for."""
        given = MultiDict((name, western_digits(value)) for name, value in req.args.items(multi=True))
        found = self._makeproxy(given, schema)
        unsound = [
            name
            for name, values in given.lists()
            if (len(values) > 1 and name not in found.multiple_keys) or not all(map(_is_text, values))
        ]
        if unsound:
            raise Invalid(fields={name: ["invalid"] for name in unsound})
        return found

    def handle_error(self, error: ValidationError, req: Request, schema: Any, **_: Any) -> NoReturn:
        (messages,) = error.messages_dict.values()
        raise Invalid(fields=field_codes(messages)) from error


def check_query(raw: bytes) -> None:
    """Malformed where it is no text: a client that sends bytes as they are sends UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed() from error


def check_form() -> None:
    """Before a page takes what was typed: Malformed where a body of JSON would be."""
    if not all(_is_text(text) for one in request.form.items(multi=True) for text in one):
        raise Malformed()


def parse_object(raw: bytes) -> dict[str, Any]:
    """A JSON object of UTF-8 text, finite numbers, no name twice, no control character and not more values
    than MOST_VALUES; else Malformed."""
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_without_doubles, parse_constant=_refuse, parse_float=_finite
        )
        values = list(islice(_values(value), MOST_VALUES + 1))
        clean = all(_is_text(one) for one in values if isinstance(one, str))
    except (ValueError, RecursionError) as error:
        raise Malformed() from error
    if not clean or len(values) > MOST_VALUES or not isinstance(value, dict):
        raise Malformed()
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(text: str) -> float:
    """Also where it is written in digits: `1e400` is as large as any."""
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _values(value: Any) -> Iterator[Any]:
    """Itself and all that is within it, names too."""
    yield value
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _values(item)


def _is_text(text: str) -> bool:
    return text.isprintable() or _CONTROLS.search(text) is None

"""Whether an event that was told is what `contracts/` promises under its type."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

EVENTS = Path(__file__).parents[2] / "contracts/events"


def broken(event: Mapping[str, Any]) -> str | None:
    """What is wrong with it; None when the promise is kept."""
    promise = _promise(event["type"])
    if promise is None:
        return f"{event['type']}: promised nowhere"
    error = next(promise.iter_errors(event), None)
    return error and f"{event['type']}: {error.json_path}: {error.message}"


@cache
def _promise(type: str) -> Draft202012Validator | None:
    path = EVENTS / f"{type}.json"
    if not path.is_file():
        return None
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

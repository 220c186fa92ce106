"""The names of the 17 goals. Their Thai wording varies by source: it is reviewed data, not code."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def names() -> Mapping[int, Mapping[str, str]]:
    text = files("agenda").joinpath("goals.json").read_text(encoding="utf-8")
    return {one["goal"]: one["name"] for one in json.loads(text)}

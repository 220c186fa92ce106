"""The views that documents are made of, from the data that the installation and its demo are given."""

import html
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from agenda.documents.render import render
from agenda.documents.texts import NBSP
from agenda.documents.thai import digits

LOCAL = Path(__file__).parents[3] / "deploy" / "local"
DRAFT = {"status": "draft"}
NOT_SAID = re.compile(r"<head>.*?</head>|<[^>]+>", re.DOTALL)
Context = dict[str, Any]


def committee() -> dict[str, Any]:
    stated: dict[str, Any] = json.loads((LOCAL / "committee.json").read_text(encoding="utf-8"))
    return stated


def demo(name: str) -> Any:
    return json.loads((LOCAL / "demo" / f"{name}.json").read_text(encoding="utf-8"))


def number(ordinal: int, year_be: int) -> dict[str, Any]:
    en = f"{ordinal}/{year_be}"
    return {"ordinal": ordinal, "year_be": year_be, "display": {"th": digits(en), "en": en}}


def past_meeting(index: int) -> dict[str, Any]:
    """The view of a meeting on record: 0 is the first."""
    body = demo("meetings")["meetings"][index]
    held = body.pop("held")
    given = held.pop("number")
    numbered = {"number": number(**given)} if given else {}
    return {**body, **held, **numbered, "status": "closed", "held": True, "first": index == 0}


def next_meeting(**about: Any) -> dict[str, Any]:
    plan = {
        "status": "convened",
        "number": number(1, 2569),
        "starts_at": "2026-01-15T02:00:00.000Z",
        "ends_at": "2026-01-15T05:00:00.000Z",
        "held": False,
        "first": False,
    }
    return {**demo("next-meeting")["meeting"], **plan, **about}


def item(ordinal: str, title: str, **about: Any) -> dict[str, Any]:
    return {
        "number": {"th": digits(ordinal), "en": ordinal},
        "title": {"th": title, "en": title},
        "status": "listed",
        **about,
    }


def context(meeting: dict[str, Any], items: dict[int, Any] | None = None, **about: Any) -> Context:
    stated = committee()
    sections = [
        {**section, "items": (items or {}).get(section["ordinal"], [])}
        for section in stated["agenda_template"]
    ]
    return {
        "meeting": meeting,
        "committee": stated,
        "agenda": {"sections": sections},
        "document": DRAFT,
        **about,
    }


def changed(given: Context, path: str, value: Any = None) -> Context:
    """A copy with another value at `path`, or without it."""
    copy = deepcopy(given)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = copy
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return copy


def page(kind: str, given: Context, language: str = "th") -> str:
    return render(kind, language, "html", given).data.decode()


def said(source: str) -> str:
    """What a page says, with single plain spaces."""
    return " ".join(html.unescape(NOT_SAID.sub("", source)).replace(NBSP, " ").split())


def release(given: Context, language: str = "th") -> str:
    return said(page("news-release", given, language))


def agenda(given: Context, language: str = "th") -> str:
    return said(page("agenda", given, language))

"""What letters there are, and what one would say."""

from typing import Any

from jinja2 import TemplateError

from chassis.mongo import Document, Transaction
from notify import examples, letters, store
from notify.audiences import TABLE, TEMPLATES
from notify.doors import Doors
from notify.errors import TEMPLATE_DOES_NOT_FIT, TEMPLATE_NOT_FOUND, Conflict, NotFound
from notify.letters import Correspondence, Letter
from notify.model import LANGUAGES
from notify.routing import CHANNELS
from notify.store import COMMITTEES, MEETINGS, PROPOSALS


def list_templates() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "category": template.category,
            "kind": template.kind,
            "languages": LANGUAGES,
            "channels": CHANNELS,
            "events": [row.event for row in TABLE if row.template.name == name],
        }
        for name, template in TEMPLATES.items()
    ]


def preview_template(tx: Transaction, query: dict[str, Any], doors: Doors) -> Letter:
    """The letter as a made-up representative would get it, about what is asked for or what is made up too."""
    name, about = query["name"], query["about"] or examples.ABOUT
    if name not in TEMPLATES:
        raise NotFound(TEMPLATE_NOT_FOUND, name=name)
    made_up = {
        "facts": examples.FACTS[name],
        "committee": examples.COMMITTEE,
        "meeting": examples.MEETING,
    }
    correspondence = Correspondence(
        template=name,
        language=query["language"],
        about=about,
        at=tx.now,
        representative=examples.REPRESENTATIVE,
        member=examples.MEMBER,
        **{**made_up, **(_known(tx, name, query["about"]) if query["about"] else {})},
    )
    try:
        return letters.write(correspondence, doors.ways(correspondence))
    except TemplateError as error:
        raise Conflict(TEMPLATE_DOES_NOT_FIT, name=name, about=about) from error


def _known(tx: Transaction, name: str, about: str) -> dict[str, Document]:
    """What is known of a meeting or proposal; what the template needs besides stays made up."""
    collection, id = about.split("/")
    found = store.known_by_id(tx, collection, [id]).get(id) if collection in (MEETINGS, PROPOSALS) else None
    if found is None:
        raise NotFound(id=id)
    committee = {"committee": store.known(tx, COMMITTEES, found["committee"])}
    if collection == MEETINGS:
        return {"meeting": found, **committee}
    stated = {field: value for field, value in found.items() if value is not None}
    if not stated.get("handover", {}).get("until"):  # never offered: how that would be said stays made up
        stated.pop("handover", None)
    meeting = store.known_by_id(tx, MEETINGS, [stated.get("meeting", "")]).get(stated.get("meeting", ""))
    shown = {"facts": {**examples.FACTS[name], **stated}, **committee}
    return {**shown, "meeting": meeting} if meeting else shown

"""What a letter would say: to anybody, of anything that happened, in words that are saved or not yet."""

from dataclasses import replace
from typing import Any

from jinja2 import TemplateError

from chassis.mongo import Document, Transaction
from notify import examples, letters, store
from notify.doors import Doors
from notify.editing import checking
from notify.editing import store as templates
from notify.editing.grammar import Faulty
from notify.editing.template import Words
from notify.errors import TEMPLATE_DOES_NOT_FIT, Conflict, NotFound
from notify.handlers.editing import known
from notify.handlers.gathering import gather, known_for
from notify.handlers.notifications import must_be_officer
from notify.letters import Correspondence, Letter, Ways
from notify.store import COMMITTEES, MEETINGS, MEMBERS, PROPOSALS, REPRESENTATIVES, known_by_id

UNFIT = (TemplateError, Faulty, TypeError, ValueError, LookupError, AttributeError)


def preview_template(tx: Transaction, query: dict[str, Any], doors: Doors) -> Letter:
    """In the words that are in use."""
    must_be_officer(tx)
    of = _correspondence(tx, known(query["name"]), query)
    return _letter(of, templates.load(tx, of.template).words(of.language), doors)


def try_template(tx: Transaction, query: dict[str, Any], doors: Doors) -> Letter:
    """In words that are not saved; Invalid where they could not be."""
    must_be_officer(tx)
    name, language, source = known(query["name"]), query["language"], query["source"]
    checking.check(name, language, source)
    return _letter(_correspondence(tx, name, query), Words(language, source), doors)


def _letter(of: Correspondence, words: Words, doors: Doors) -> Letter:
    try:
        return letters.compose(of, _ways(of, doors), words)
    except UNFIT as error:
        raise Conflict(TEMPLATE_DOES_NOT_FIT, name=of.template, about=of.about) from error


def _ways(of: Correspondence, doors: Doors) -> Ways:
    """Who looks at a letter must not hold the keys that its recipient would have: they are of nobody."""
    nobody = {**of.representative, "_id": examples.REPRESENTATIVE_ID}
    token = {"token": examples.ASKED["token"]} if "token" in of.facts else {}
    return doors.ways(replace(of, representative=nobody, facts={**of.facts, **token}))


def _correspondence(tx: Transaction, name: str, query: dict[str, Any]) -> Correspondence:
    """About what happened, or what is asked for, or what is made up; to whom is asked for, or to the one who
    was written to, or to somebody made up."""
    id, recipient = query["notification"], query["recipient"]
    of = _sent(tx, name, id) if id else _made_up(tx, name, query["about"])
    if recipient:
        of = _to(tx, of, recipient, everything=not id and not query["about"])
    return replace(of, language=query["language"] or of.language)


def _sent(tx: Transaction, name: str, id: str) -> Correspondence:
    """As that notification tells it; to somebody made up where its recipient is forgotten."""
    notification = store.notifications.get(tx, id)
    if notification.template != name:
        raise Conflict(TEMPLATE_DOES_NOT_FIT, name=name, about=f"notifications/{id}")
    of = gather(known_for(tx, [notification]), notification)
    return of if "name" in of.representative else replace(of, representative=examples.REPRESENTATIVE)


def _to(tx: Transaction, of: Correspondence, id: str, *, everything: bool) -> Correspondence:
    """To this person; where `everything` else is made up, in the name of their committee."""
    person = known_by_id(tx, REPRESENTATIVES, [id]).get(id)
    if person is None or "name" not in person:
        raise NotFound(id=id)
    member = known_by_id(tx, MEMBERS, [person["member"]]).get(person["member"])
    committee = known_by_id(tx, COMMITTEES, [person["committee"]]).get(person["committee"])
    return replace(
        of,
        representative=person,
        language=person["language"],
        member=member or of.member,
        committee=committee if committee and everything else of.committee,
    )


def _made_up(tx: Transaction, name: str, about: str | None) -> Correspondence:
    made_up: dict[str, Any] = {
        "facts": examples.FACTS[name],
        "committee": examples.COMMITTEE,
        "meeting": examples.MEETING,
    }
    return Correspondence(
        template=name,
        language="th",
        about=about or examples.ABOUT,
        at=tx.now,
        representative=examples.REPRESENTATIVE,
        member=examples.MEMBER,
        **{**made_up, **(_known(tx, name, about) if about else {})},
    )


def _known(tx: Transaction, name: str, about: str) -> dict[str, Document]:
    """What is known of a meeting or proposal; what the template needs besides stays made up."""
    collection, id = about.split("/")
    found = known_by_id(tx, collection, [id]).get(id) if collection in (MEETINGS, PROPOSALS) else None
    if found is None:
        raise NotFound(id=id)
    committee = {"committee": store.known(tx, COMMITTEES, found["committee"])}
    if collection == MEETINGS:
        return {"meeting": found, **committee}
    stated = {field: value for field, value in found.items() if value is not None}
    if not stated.get("handover", {}).get("until"):  # never offered: how that would be said stays made up
        stated.pop("handover", None)
    meeting = known_by_id(tx, MEETINGS, [stated.get("meeting", "")]).get(stated.get("meeting", ""))
    shown = {"facts": {**examples.FACTS[name], **stated}, **committee}
    return {**shown, "meeting": meeting} if meeting else shown

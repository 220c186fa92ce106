"""Who is to hear of a fact, decided from what is kept after it.

That may be newer than the fact, because facts come late or because a rebuild was faster: so nothing here
asks whether the fact itself was news.
"""

from collections.abc import Sequence
from typing import Any

from chassis.envelope import Event
from chassis.mongo import Transaction
from notify import store, webhooks
from notify.addressees import RELEASE
from notify.handlers.digesting import look_again
from notify.handlers.reconciliation import announce, complete, write_to
from notify.store import COMMITTEES, MEETINGS, PROPOSALS, REPRESENTATIVES

PAPERS = {"agenda.meeting.agenda_published.v1": "agenda", "agenda.meeting.minutes_adopted.v1": "minutes"}
REVISED = "membership.representative.revised.v1"


def committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    of_it, facts = {"committee": data["id"]}, {"reason": data["reason"]}
    announce(tx, event, about=event.subject, edition=event.version, data=of_it, facts=facts)


def member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    facts = {name: data[name] for name in ("reason", "until")} if data["status"] == "suspended" else {}
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts=facts)
    complete(tx, data["id"], data["committee"])


def representative(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    if data["status"] == "ended":
        webhooks.remove(tx, data["id"])
    complete(tx, data["member"], data["committee"])
    if event.type == REVISED:
        look_again(tx, data["id"])


def asked(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """About the member, whose page says nothing of the link. None goes to who has left, or is erased."""
    if store.known(tx, REPRESENTATIVES, data["id"])["status"] == "ended":
        return
    facts = {name: data[name] for name in ("token", "confirm_by")}
    write_to(tx, event, about=f"members/{data['member']}", person=data, facts=facts)


def request(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """To the person, while they are in office: of whoever has left no address is known here."""
    person = store.known(tx, REPRESENTATIVES, data["representative"])
    if person["status"] != "ended":
        facts = {name: data[name] for name in ("kind", "status", "ground", "received_at")}
        about = f"data-requests/{data['id']}"
        write_to(tx, event, about=about, person={**person, "id": person["_id"]}, facts=facts)


def term(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """All who speak for the member hear of it, for they have to name another; whose it is says the page."""
    about = f"members/{data['member']}/{event.subject}"
    announce(tx, event, about=about, edition=event.version, data=data, facts={"term_ends": data["term_ends"]})


def proposal(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    facts = {name: value for name, value in data.items() if name != "id"}
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts=facts)


def meeting(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    entry = store.known(tx, MEETINGS, data["id"])["calendar_sequence"]
    facts = {"meeting": data["id"], "calendar_sequence": entry}
    announce(tx, event, about=event.subject, edition=entry, data=data, facts=facts)


def minutes_overdue(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    told, facts = with_secretariat(tx, data), {"meeting": data["id"]}
    announce(tx, event, about=event.subject, edition=event.version, data=told, facts=facts)


def called(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """One occasion for each member, of the time the meeting has now."""
    entry = store.known(tx, MEETINGS, data["meeting"])["calendar_sequence"]
    about, facts = f"meetings/{data['meeting']}", {"meeting": data["meeting"], "calendar_sequence": entry}
    announce(tx, event, about=about, edition=f"{data['member']}/{entry}", data=data, facts=facts)


def referral(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """To those who made the proposal that went there and who support it; of other items to nobody."""
    if data["proposal"] is None:
        return
    of = store.known(tx, PROPOSALS, data["proposal"])
    stated = {name: of[name] for name in ("reference", "title", "proposed_by")}
    facts = stated | {name: data[name] for name in ("to", "letter_number", "sent_on", "answer")}
    announce(tx, event, about=event.subject, edition=event.version, data=of, facts=facts)


def correction(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    about = f"meetings/{data['meeting']}/minutes/{event.subject}"
    facts = {"meeting": data["meeting"], "answer": data["status"]}
    announce(tx, event, about=about, edition=event.version, data=data, facts=facts)


def action(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    facts = {name: data[name] for name in ("title", "due_on")}
    told = {**data, "owner": data["owner"] or with_secretariat(tx, data)["secretariat"]}
    announce(tx, event, about=event.subject, edition=event.version, data=told, facts=facts)


def window(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    facts = {"meeting": data["id"], "proposals_until": data["proposals_until"]}
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts=facts)


def document(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Of a release the page of its meeting tells; another is read by itself."""
    meeting, kind = data["meeting"], data["kind"]
    told = {**store.known(tx, MEETINGS, meeting), "document": kind}
    about, facts = f"meetings/{meeting}", {"meeting": meeting}
    if kind != RELEASE:
        about = f"{about}/documents/{kind}"
        facts = _paper(event, meeting, kind, data["languages"])
    announce(tx, event, about=about, edition=event.version, data=told, facts=facts)


def paper(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """What a fact of the meeting itself made public."""
    kind = PAPERS[event.type]
    about, told = f"{event.subject}/{kind}", {**data, "document": kind}
    facts = _paper(event, data["id"], kind, None)
    announce(tx, event, about=about, edition=event.version, data=told, facts=facts)


def _paper(event: Event, meeting: str, kind: str, languages: Sequence[str] | None) -> dict[str, Any]:
    """`languages` are those that it is there in, where that was said."""
    return {"meeting": meeting, "document": kind, "published_at": event.time, "languages": languages}


def with_secretariat(tx: Transaction, data: dict[str, Any]) -> dict[str, Any]:
    """With the member that the committee names for that, if it does."""
    of = store.known(tx, COMMITTEES, data["committee"])
    return {**data, "secretariat": of.get("secretariat")}

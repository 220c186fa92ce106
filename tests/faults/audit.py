"""Clean: nothing acknowledged is lost, no effect is done twice, every subscriber has heard everything.

Compares what clients were told with the store, the logs, the feed, an independent subscriber and the mails
that arrived.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.e2e.client import Client
from tests.faults.books import SERVICES, WORKERS, Books, Row, opened, queued
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.support.polling import until
from wara.stack import Stack

SUBMITTED = "agenda.proposal.submitted.v1"
DELIVERED = "notify.notification.delivered.v1"
RECEIPT = "proposal-receipt"
DONE = ("delivered", "permanent_failure", "technical_failure", "suppressed", "cancelled", "expired")
SETTLE_SECONDS = 120.0
SHOWN = 5
QUEUES = tuple(f"{service}.{kind}" for service in SERVICES for kind in ("inbox", "dead"))


@dataclass
class Findings:
    """What is not as it must be; and the figures, for who keeps them."""

    wrong: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    def expect(self, what: str, expected: set[Any], found: set[Any]) -> None:
        for kind, ones in (("lost", expected - found), ("too many", found - expected)):
            if ones:
                self.wrong.append(f"{what}: {len(ones)} {kind}: {sorted(ones)[:SHOWN]}")

    def once(self, what: str, found: list[Any]) -> None:
        doubled = [one for one, count in Counter(found).items() if count > 1]
        if doubled:
            self.wrong.append(f"{what}: {len(doubled)} done twice: {doubled[:SHOWN]}")


Logs = dict[tuple[str, str], list[Row]]


def clean(
    stack: Stack, load: Load, listener: Listener, sends_killed: int = 0, settle: float = SETTLE_SECONDS
) -> dict[str, int]:
    """Waits until everything has come to rest, compares, and returns the figures.

    `sends_killed` is how many letters may have been on their way when a sender was killed.
    """
    settled(stack, load, listener, settle)
    findings = Findings()
    with opened(stack) as books:
        logs = {
            (s, log): books.entries(s, log, since, books.end(s, log))
            for (s, log), since in load.since.logs.items()
        }
        _proposals(findings, books, load, logs["agenda", "events"])
        _sequences(findings, load, logs)
        _subscribers(findings, books, logs)
        _dead_rows(findings, books, load)
        sent = _letters(findings, books, load, logs["notify", "events"])
    _feed(findings, stack, load, logs)
    _listened(findings, listener, load, logs)
    _mails(findings, stack, load, sent, sends_killed)
    findings.figures |= {
        "acknowledged": len(load.submitted),
        "events": sum(len(entries) for entries in logs.values()),
        "answered_503": sum(refusal.status == 503 for refusal in load.refusals),
        "unanswered": sum(refusal.status == 0 for refusal in load.refusals),
    }
    assert not findings.wrong, "not clean:\n" + "\n".join(findings.wrong)
    return findings.figures


def settled(stack: Stack, load: Load, listener: Listener, seconds: float = SETTLE_SECONDS) -> None:
    """Returns when nothing is under way any more; says what still is when nothing moves for so long."""
    with opened(stack) as books:
        try:
            at_rest(lambda: under_way(stack, books, load, listener), seconds)
        except AssertionError as stuck:
            aside = [why for service in SERVICES for why in books.set_aside(service)]
            raise AssertionError(f"{stuck}, set aside: {aside}") from None


def at_rest(ask: Callable[[], dict[str, int]], seconds: float) -> None:
    """Returns when `ask` finds nothing under way; says what it last found when that stayed for so long."""
    left = ask()

    def moved() -> bool:
        nonlocal left
        before, left = left, ask()
        return left != before or not left

    while left:
        try:
            until(moved, seconds, every=0.5)
        except AssertionError:
            raise AssertionError(f"nothing moved for {seconds} s: {left}") from None


def under_way(stack: Stack, books: Books, load: Load, listener: Listener) -> dict[str, int]:
    """What is still to be done, by name; empty when everything is at rest."""
    return first_left(
        lambda: queued(stack.urls.amqp, *QUEUES),
        lambda: {f"{service} untold": books.untold(service) for service in SERVICES},
        lambda: {f"{service} to be tried again": books.failed(service, "waiting") for service in SERVICES},
        lambda: {
            f"{service} to the listener": _unheard(books, load, listener, service) for service in SERVICES
        },
        lambda: {"receipts": _receipts_under_way(books, load)},
    )


def first_left(*asked: Callable[[], dict[str, int]]) -> dict[str, int]:
    """The first answer that has anything above zero, without its zeros.

    What costs the store most to be asked comes last: who keeps it counting keeps it from its work.
    """
    for ask in asked:
        if left := {name: count for name, count in ask().items() if count > 0}:
            return left
    return {}


def _unheard(books: Books, load: Load, listener: Listener, service: str) -> int:
    since = load.since.logs[service, "events"]
    heard = {one.id for one in listener.of(service, since)}
    return books.end(service, "events") - since - len(heard)


def _receipts_under_way(books: Books, load: Load) -> int:
    """Also those of what was submitted and, with the broker away, not acknowledged."""
    receipts = _receipts(books, load)
    done = sum(one["status"] in DONE for one in receipts)
    return max(len(load.submitted), len(receipts)) - done


def _receipts(books: Books, load: Load) -> list[Row]:
    return [row for row in _written_to(books, load) if row["template"] == RECEIPT]


def _written_to(books: Books, load: Load) -> list[Row]:
    """Every letter to the load's member: the receipts, and the welcome before them."""
    fields = dict.fromkeys(("template", "status", "about", "message_id"), 1)
    return list(books.of("notify")["notifications"].find({"member": load.member.id}, fields))


def _proposals(findings: Findings, books: Books, load: Load, log: list[Row]) -> None:
    rows = list(books.of("agenda")["proposals"].find({"proposed_by": load.member.id}))
    submitted = [row for row in rows if row["status"] == "submitted"]
    findings.expect("proposals", set(load.drafted), {row["_id"] for row in rows})
    findings.expect("submitted", set(load.submitted), {row["_id"] for row in submitted})
    findings.once(
        "reference numbers", [(row["reference"]["year_be"], row["reference"]["ordinal"]) for row in submitted]
    )
    told = [entry["subject"] for entry in log if entry["type"] == SUBMITTED]
    own = {f"proposals/{id}" for id in load.drafted}
    findings.once("submissions told", told)
    findings.expect("submissions told", {f"proposals/{id}" for id in load.submitted}, own & set(told))


def _sequences(findings: Findings, load: Load, logs: Logs) -> None:
    """Without gaps, every id once, and each aggregate's versions in their order."""
    for (service, log), entries in logs.items():
        first = load.since.logs[service, log] + 1
        found = [entry["sequence"] for entry in entries]
        if found != list(range(first, first + len(entries))):
            findings.wrong.append(f"{service} {log}: a gap between {first} and {found[-1]}")
        findings.once(f"{service} {log}", [entry["event_id"] for entry in entries])
        _ordered(findings, f"{service} {log}", [(one["subject"], one["event"]["version"]) for one in entries])


def _ordered(findings: Findings, what: str, told: list[tuple[str, int]]) -> None:
    newest: dict[str, int] = {}
    for subject, version in told:
        if version < newest.get(subject, 0):
            findings.wrong.append(f"{what}: {subject} version {version} after {newest[subject]}")
        newest[subject] = max(version, newest.get(subject, 0))


def _subscribers(findings: Findings, books: Books, logs: Logs) -> None:
    """Every event is in the inbox of each service that hears its type."""
    entries = [entry for found in logs.values() for entry in found]
    for service, worker in WORKERS.items():
        types = {one.type for one in worker.subscriptions}
        ids = [entry["event_id"] for entry in entries if entry["type"] in types]
        findings.expect(f"heard by {service}", set(ids), books.heard(service, ids))


def _dead_rows(findings: Findings, books: Books, load: Load) -> None:
    for service, before in load.since.dead.items():
        if (dead := books.failed(service, "dead")) != before:
            findings.wrong.append(f"{service}: {dead - before} dead rows")


def _letters(findings: Findings, books: Books, load: Load, log: list[Row]) -> set[str]:
    """One receipt for each submission, delivered, and told once; gives the Message-IDs of all letters."""
    receipts = _receipts(books, load)
    delivered = [row for row in receipts if row["status"] == "delivered"]
    findings.once("receipts", [row["about"] for row in receipts])
    findings.expect(
        "receipts", {f"proposals/{id}" for id in load.submitted}, {row["about"] for row in delivered}
    )
    told = [entry["subject"] for entry in log if entry["type"] == DELIVERED]
    findings.once("deliveries told", told)
    missing = {f"notifications/{row['_id']}" for row in delivered} - set(told)
    findings.expect("deliveries told", missing, set())
    return {row["message_id"] for row in _written_to(books, load) if row["status"] == "delivered"}


def _feed(findings: Findings, stack: Stack, load: Load, logs: Logs) -> None:
    """All its pages give the log, in its order."""
    reader = Client(stack.urls.gateway, stack.token("operator"))
    for service in SERVICES:
        after, shown = load.since.logs[service, "events"], list[str]()
        expected = [entry["event_id"] for entry in logs[service, "events"]]
        while True:
            page = reader.read(f"/v1/events?source={service}&after={after}&limit=100")
            shown += [event["id"] for event in page["items"]]
            if page["scanned_to"] == after or len(shown) >= len(expected):
                break
            after = page["scanned_to"]
        if shown[: len(expected)] != expected:
            findings.wrong.append(
                f"the feed of {service} shows {len(shown)} events, the log has {len(expected)}"
            )


def _listened(findings: Findings, listener: Listener, load: Load, logs: Logs) -> None:
    for service in SERVICES:
        heard = listener.of(service, load.since.logs[service, "events"])
        told = {entry["event_id"]: entry["sequence"] for entry in logs[service, "events"]}
        findings.expect(
            f"{service} to the listener", set(told.items()), {(one.id, one.sequence) for one in heard}
        )
        first = {one.id: one for one in reversed(heard)}
        in_order = [first[id] for id in dict.fromkeys(one.id for one in heard)]
        _ordered(findings, f"{service} to the listener", [(one.subject, one.version) for one in in_order])
        findings.figures["repeated"] = findings.figures.get("repeated", 0) + len(heard) - len(first)


def _mails(findings: Findings, stack: Stack, load: Load, sent: set[str], sends_killed: int) -> None:
    """Distinct Message-IDs are the notifications; extra copies are no more than sends that were killed."""
    listed = requests.get(f"{stack.urls.mail}/messages.json", timeout=30).json()
    ids = [mail["message_id"] for mail in listed if load.member.email in mail["to"]]
    findings.expect("mails", sent, set(ids))
    extra = len(ids) - len(set(ids))
    findings.figures |= {"mails": len(set(ids)), "mails_repeated": extra}
    if extra > sends_killed:
        findings.wrong.append(f"mails: {extra} extra copies, {sends_killed} sends were killed")

"""Which variables each letter has: what its facts state, what is known of its recipient and of its matter."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from notify.audiences import ACCOUNT, CONFIRM_ADDRESS, JOIN_US, JUDGED, RECEIPT, SIGN_IN, WELCOME
from notify.editing.entries import Entries, Entry, Kind, flag, group, link, maybe, moment, text
from notify.editing.stated import FACTS, MEETING, PROPOSAL
from notify.relevance import CALLS

KNOWN: Entries = {
    "recipient": text("ชื่อผู้รับ", "The recipient's name"),
    "member": text("ชื่อหน่วยงานหรือองค์กรของผู้รับ", "The recipient's organisation"),
    "committee": text("ชื่อเต็มของคณะทำงาน", "The committee's name in full"),
    "group": text("ชื่อสั้นของคณะทำงาน", "The committee's short name"),
    "office": text("หน่วยงานเจ้าของเรื่อง (อาจว่าง)", "Whose the secretariat is; may be empty"),
    "at": moment("วันที่เกิดเรื่อง", "When it happened"),
    "link": link("ที่อยู่ของหน้าเรื่องนี้", "Where it is to be read"),
}
OWN = flag("เป็นข้อเสนอของผู้รับเองหรือไม่", "Whether it is the recipient's own proposal")
CONFIRM = link("ลิงก์ยืนยันของผู้รับ", "The recipient's own link to confirm by")
ANSWER = link("ลิงก์ตอบรับของผู้รับ", "The recipient's own link to answer by")
ENTER = link("ลิงก์เข้าสู่ระบบของผู้รับ", "The recipient's own link that signs in, once")
OF_MEETING = group("การประชุมที่เกี่ยวข้อง", "The meeting that it is about", **MEETING)
NEXT_MEETING = maybe(group("การประชุมครั้งต่อไป", "The next meeting", **MEETING))
TARGET = maybe(
    group(
        "ข้อเสนอที่รวมเข้าด้วยหรือซ้ำกัน",
        "The proposal that it was merged into or repeats",
        **{name: PROPOSAL[name] for name in ("reference", "title", "purpose")},
    )
)
STATED = ("ข้อเท็จจริงของเรื่อง", "What the event states")


@cache
def of(template: str) -> Entries:
    """By their names; what belongs together is a group."""
    facts = FACTS[template]
    found: dict[str, Entry] = {**KNOWN, "facts": group(*STATED, **facts)}
    if "proposed_by" in facts:
        found["own"] = OWN
    if "meeting" in facts:
        found["meeting"] = replace(OF_MEETING, optional=facts["meeting"].optional)
    if template == JUDGED.name:
        found["target"] = TARGET
    if template in (WELCOME.name, RECEIPT.name):
        found["next_meeting"] = NEXT_MEETING
    if template in CALLS:
        found["answer"] = ANSWER
    if template in (CONFIRM_ADDRESS.name, JOIN_US.name):
        found["confirm"] = CONFIRM
    if template in (SIGN_IN.name, ACCOUNT.name):
        found["sign_in"] = ENTER
    return found


def listed(template: str) -> list[tuple[str, Entry]]:
    """Each by its path, those of a group after it."""
    return list(_listed(of(template), "", optional=False))


def find(template: str, path: tuple[str, ...]) -> bool:
    """Whether there is such a variable; what words and numbers are made of may be named too."""
    entries: Entries = of(template)
    for place, name in enumerate(path):
        if name not in entries:
            return False
        entry = entries[name]
        if entry.kind is not Kind.GROUP:
            parts = {Kind.WORDS: {"th", "en"}, Kind.NUMBER: {"display"}}.get(entry.kind, set())
            return set(path[place + 1 : place + 2]) <= parts
        entries = entry.inner
    return True


def completed(template: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """With nothing for what may be missing: facts that were told before it was thought of leave it out."""
    return {**_nothing(template), **facts}


@cache
def _nothing(template: str) -> Mapping[str, None]:
    return {name: None for name, entry in FACTS.get(template, {}).items() if entry.optional}


def _listed(entries: Entries, prefix: str, *, optional: bool) -> Iterator[tuple[str, Entry]]:
    for name, entry in entries.items():
        missing = optional or entry.optional
        yield f"{prefix}{name}", replace(entry, optional=missing)
        yield from _listed(entry.inner, f"{prefix}{name}.", optional=missing)

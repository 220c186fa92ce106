"""The installation's own words of a letter: in use at once, proven by each letter, and never lost."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Invalid, NotFound, Stale
from chassis.ids import new_id
from notify import rendering
from notify.editing import store as editing
from notify.errors import (
    NOTIFICATION_NOT_FOUND,
    TEMPLATE_BROKEN,
    TEMPLATE_DOES_NOT_FIT,
    TEMPLATE_LAST_LANGUAGE,
    TEMPLATE_NOT_FOUND,
)
from notify.letters import NOT_TRANSLATED
from tests.integration.notify.desk import PUBLIC, Desk, representing
from tests.integration.notify.facts import (
    DEPUTY,
    MEETING,
    MEMBER,
    PERSON,
    committee,
    meeting,
    member,
    person,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_forgetting import ERASED
from tests.unit.notify.sources import source

JOINED = (committee(), member(), person(), person(id=DEPUTY, language="en", email="rep2@org1.example"))
THAI = source("ยินดีต้อนรับ{{ member }}", "ยินดีต้อนรับ{{ member }}", "th")
ENGLISH = source("Welcome, {{ recipient }}.", "Welcome, {{ member }}")
NAME = "welcome"


def subjects(mailbox: Mailbox) -> dict[str, str]:
    """By address."""
    return {letter["To"].addresses[0].addr_spec: str(letter["Subject"]) for letter in mailbox.letters}


def test_what_is_saved_is_what_leaves_next_and_every_letter_says_which_it_was(
    house: House, desk: Desk, mailbox: Mailbox, new_sender: Any, send: Callable[[], int]
) -> None:
    other = new_sender()  # as in another process
    house.hear(*JOINED)
    saved = desk.ask(
        "revise_template", name=NAME, sources={"th": THAI, "en": ENGLISH}, note="shorter", if_match=0
    )
    send()
    by_language = {row["language"]: row["edition"] for row in house.rows(NAME)}
    assert by_language == {"th": saved["wordings"]["th"]["edition"], "en": saved["wordings"]["en"]["edition"]}
    assert (by_language["th"][:2], by_language["en"][:2]) == ("1-", "2-")
    assert set(subjects(mailbox).values()) == {
        "ยินดีต้อนรับองค์กรภาคประชาสังคม ๑",
        "Welcome, Civil Society Organisation 1",
    }
    mailbox.letters.clear()
    desk.ask("restore_template", name=NAME, language="en")
    for row in house.rows(NAME):
        desk.ask("resend_notification", id=row["_id"])
    other.send_due(threading.Event())
    assert subjects(mailbox) == {
        "rep1@org1.example": "ยินดีต้อนรับองค์กรภาคประชาสังคม ๑",
        "rep2@org1.example": "Welcome to the Joint Working Group",
    }
    assert re.fullmatch("[0-9a-f]{12}", house.rows(NAME)[-1]["edition"])


def test_every_step_is_kept_with_who_took_it_when_and_why(house: House, desk: Desk) -> None:
    desk.ask("revise_template", name=NAME, sources={"th": THAI}, note="shorter")
    desk.ask("revise_template", name=NAME, sources={"th": source("ข", "ข", "th")}, if_match=1)
    back = desk.ask("restore_template", name=NAME, note="as it was", if_match=2)
    assert (back["version"], back["edited"], back["wordings"]["th"]["state"]) == (3, [], "shipped")
    assert back["wordings"]["th"]["source"] == rendering.shipped(NAME, "th")
    first = desk.ask("list_template_versions", name=NAME, limit=2)
    second = desk.ask("list_template_versions", name=NAME, limit=2, after=first["next"])
    steps = [*first["items"], *second["items"]]
    assert [(one["number"], one["step"], one.get("note")) for one in steps] == [
        (3, "restored", "as it was"),
        (2, "revised", None),
        (1, "revised", "shorter"),
    ]
    assert {one["by"] for one in steps} == {"officer-1"}
    assert all("source" not in one for one in steps)
    assert desk.ask("get_template_version", name=NAME, number=1)["source"] == THAI
    again = desk.ask("revise_template", name=NAME, sources={"th": THAI}, if_match=3)
    assert (again["wordings"]["th"]["number"], again["wordings"]["en"]["behind"]) == (4, True)


def test_of_two_who_save_at_once_one_hears_of_the_other(house: House, desk: Desk) -> None:
    def save(number: int) -> str:
        try:
            written = source(f"{number}")
            desk.ask("revise_template", name=NAME, sources={"en": written}, if_match=0)
        except Stale:
            return "stale"
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(4))) == ["saved", "stale", "stale", "stale"]
    assert len(desk.ask("list_template_versions", name=NAME)["items"]) == 1
    with pytest.raises(Stale):
        desk.ask("restore_template", name=NAME, if_match=0)


def test_of_what_cannot_be_used_nothing_is_kept(house: House, desk: Desk) -> None:
    broken = source("{{ facts.nothing }}")
    with pytest.raises(Invalid) as refused:
        desk.ask("revise_template", name=NAME, sources={"th": THAI, "en": broken})
    assert (refused.value.code, refused.value.params["line"]) == (TEMPLATE_BROKEN, 4)
    assert desk.ask("get_template", name=NAME)["version"] == 0
    assert house.store.db[editing.VERSIONS].count_documents({}) == 0


def test_one_call_brings_back_all_that_was_shipped(house: House, desk: Desk) -> None:
    for name in (NAME, "meeting-invitation"):
        desk.ask("revise_template", name=name, sources={"en": ENGLISH, "th": THAI})
    desk.ask("withdraw_template", name="meeting-near", language="en")
    restored = desk.ask("restore_templates", note="over")["items"]
    assert sorted(one["name"] for one in restored) == ["meeting-invitation", "meeting-near", NAME]
    assert {name for one in desk.ask("list_templates")["items"] for name in one["edited"]} == set()
    assert len(desk.ask("list_template_versions", name=NAME)["items"]) == 4
    assert desk.ask("restore_templates")["items"] == []


def test_who_has_no_words_in_their_language_gets_the_others_and_is_told(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    desk.ask("revise_template", name=NAME, sources={"th": THAI})
    shown = desk.ask("withdraw_template", name=NAME, language="en", note="not translated yet")
    assert (shown["wordings"]["en"]["state"], shown["edited"]) == ("withdrawn", ["th", "en"])
    with pytest.raises(Conflict) as refused:
        desk.ask("withdraw_template", name=NAME, language="th")
    assert refused.value.code == TEMPLATE_LAST_LANGUAGE
    house.hear(*JOINED)
    send()
    said: Any = {
        letter["To"].addresses[0].addr_spec: letter.get_body(("plain",)) for letter in mailbox.letters
    }
    texts = {address: part.get_content() for address, part in said.items()}
    assert set(subjects(mailbox).values()) == {"ยินดีต้อนรับองค์กรภาคประชาสังคม ๑"}
    assert texts["rep2@org1.example"].startswith(NOT_TRANSLATED["en"])
    assert NOT_TRANSLATED["en"] not in texts["rep1@org1.example"]
    assert {row["language"]: row["edition"][:5] for row in house.rows(NAME)}["en"] == "th:1-"
    preview = desk.ask("preview_template", name=NAME, recipient=DEPUTY)
    assert preview["text"].startswith(NOT_TRANSLATED["en"])


def test_a_letter_is_shown_to_whom_and_about_what_is_asked_for(house: House, desk: Desk) -> None:
    house.hear(*JOINED, meeting("convened"))
    rows = {row["language"]: row["_id"] for row in house.rows("meeting-invitation")}
    name = "meeting-invitation"
    sent = desk.ask("preview_template", name=name, notification=rows["en"])
    assert (sent["language"], "meetings/" + MEETING in sent["text"]) == ("en", True)
    thai = desk.ask("preview_template", name=name, notification=rows["en"], language="th")
    assert (thai["language"], "วิเทศสโมสร" in thai["text"]) == ("th", True)
    to = desk.ask("preview_template", name=name, recipient=PERSON, about=f"meetings/{MEETING}")
    assert to["text"].startswith("เรียน ผู้แทน หนึ่ง ผู้แทนองค์กรภาคประชาสังคม ๑")
    tried = desk.ask(
        "try_template", name=name, language="en", source=ENGLISH, recipient=PERSON, notification=rows["en"]
    )
    assert tried["subject"] == "Welcome, Civil Society Organisation 1"
    assert "Welcome, ผู้แทน หนึ่ง." in tried["text"]
    assert desk.ask("get_template", name=name)["version"] == 0


def test_who_looks_at_a_letter_does_not_get_its_recipients_links(house: House, desk: Desk) -> None:
    house.hear(*JOINED, meeting("convened"))
    row = house.rows("meeting-invitation")[0]
    shown = desk.ask("preview_template", name="meeting-invitation", notification=row["_id"])
    (token,) = set(re.findall(r"answer\?token=([\w.-]+)", shown["text"]))
    with pytest.raises(Denied):
        desk.ask("read_link", by=PUBLIC, purpose="answer", token=token)


def test_of_who_is_forgotten_nothing_is_shown(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    row = next(row for row in house.rows(NAME) if row["recipient"] == PERSON)
    house.hear(person("ended", 2), ERASED)
    with pytest.raises(NotFound):
        desk.ask("preview_template", name=NAME, recipient=PERSON)
    shown = desk.ask("preview_template", name=NAME, notification=row["_id"])
    assert shown["text"].startswith("เรียน ผู้แทน หนึ่ง ผู้แทนองค์กร"), "the made-up person has that name too"


def test_only_officers_may(desk: Desk) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("list_templates", {}),
        ("get_template", {"name": NAME}),
        ("revise_template", {"name": NAME, "sources": {"en": ENGLISH}}),
        ("restore_template", {"name": NAME}),
        ("restore_templates", {}),
        ("withdraw_template", {"name": NAME, "language": "en"}),
        ("list_template_versions", {"name": NAME}),
        ("get_template_version", {"name": NAME, "number": 1}),
        ("preview_template", {"name": NAME, "recipient": PERSON}),
        ("try_template", {"name": NAME, "language": "en", "source": ENGLISH, "recipient": PERSON}),
    ]
    for method, body in asked:
        for by in (PUBLIC, representing(MEMBER)):
            with pytest.raises(Denied):
                desk.ask(method, by=by, **body)


def test_what_there_is_not_cannot_be_shown(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    row = house.rows(NAME)[0]["_id"]
    for refusal, code, method, body in (
        (NotFound, TEMPLATE_NOT_FOUND, "get_template", {"name": "a"}),
        (NotFound, TEMPLATE_NOT_FOUND, "restore_template", {"name": "a"}),
        (NotFound, "not_found", "get_template_version", {"name": NAME, "number": 1}),
        (NotFound, "not_found", "preview_template", {"name": NAME, "recipient": new_id()}),
        (NotFound, NOTIFICATION_NOT_FOUND, "preview_template", {"name": NAME, "notification": new_id()}),
        (Conflict, TEMPLATE_DOES_NOT_FIT, "preview_template", {"name": "meeting-near", "notification": row}),
        (
            Invalid,
            "invalid",
            "preview_template",
            {"name": NAME, "notification": row, "about": f"meetings/{row}"},
        ),
        (Invalid, "invalid", "revise_template", {"name": NAME, "sources": {"en": "x" * 20_001}}),
    ):
        with pytest.raises(refusal) as refused:
            desk.ask(method, **body)
        assert refused.value.code == code

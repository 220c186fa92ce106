"""The small rules of the demo: what is promised, which day is meant, what a page says."""

from datetime import date
from typing import Any

import pytest

from wara.demo.coming import a_day_next_month
from wara.demo.promises import DELIVERED, Promises
from wara.demo.wording import Paragraphs, in_words

LETTER = {"template": "welcome", "about": "members/m", "member": "m"}


def event(subject: str, version: int, type: str = "any.thing.happened.v1", **data: str) -> dict[str, Any]:
    return {"subject": subject, "version": version, "type": type, "data": data}


def test_a_fact_is_kept_when_its_newest_version_is_told() -> None:
    promises = Promises()
    promises.told("proposals", {"id": "p", "version": 3})
    promises.told("proposals", {"id": "p", "version": 2})
    assert not promises.kept_by([event("proposals/p", 2)])
    assert promises.kept_by([event("proposals/p", 2), event("proposals/p", 3)])


def test_a_letter_is_kept_when_it_is_delivered_to_that_member() -> None:
    promises = Promises()
    promises.written("welcome", "members/m", ["m"])
    assert not promises.kept_by([event("notifications/n", 2, "notify.notification.queued.v1", **LETTER)])
    assert not promises.kept_by([event("notifications/n", 3, DELIVERED, **LETTER | {"member": "other"})])
    assert promises.kept_by([event("notifications/n", 3, DELIVERED, **LETTER)])


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        (date(2026, 11, 22), date(2026, 12, 9)),
        (date(2026, 12, 31), date(2027, 1, 13)),
        (date(2027, 1, 31), date(2027, 2, 10)),
    ],
)
def test_the_meeting_to_come_is_on_the_second_wednesday_of_next_month(today: date, meant: date) -> None:
    assert a_day_next_month(today) == meant
    assert meant.strftime("%A") == "Wednesday"


def test_a_meeting_is_told_of_as_far_as_it_is_on_record() -> None:
    held = {"starts_at": "2019-09-04T17:00:00.000Z", "participants": {"count": 70, "approximate": True}}
    assert in_words(held) == "5 September 2562 (2019), about 70 people"


def test_a_page_is_read_as_its_paragraphs() -> None:
    page = "<style>p {}</style><h1>ข่าว</h1><p>การ\u200bประชุม <span>ครั้งที่</span>\u00a0๑</p>"
    assert Paragraphs(page).lines == ["ข่าว", "การประชุม ครั้งที่ ๑"]

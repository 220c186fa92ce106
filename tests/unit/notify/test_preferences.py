"""When a letter that is not essential leaves, by what its recipient chose."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.thai import BANGKOK
from notify import examples
from notify.audiences import RELEASE, TEMPLATES, Category
from notify.model import Status
from notify.preferences import Hold, hold, next_digest, quiet_until, wants
from notify.relevance import unwanted
from tests.unit.notify.builders import notification

MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
NIGHT = {"from": "22:00", "until": "07:30"}
NOON = {"from": "12:00", "until": "13:00"}
MINUTE = timedelta(minutes=1)


def person(**changes: Any) -> dict[str, Any]:
    return {**examples.REPRESENTATIVE, **changes}


def bangkok(hour: int, minute: int = 0, day: int = 10) -> datetime:
    """In January 2018, of which the 10th is a Wednesday."""
    return datetime(2018, 1, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        (NIGHT, bangkok(21, 59), None),
        (NIGHT, bangkok(22), bangkok(7, 30, day=11)),
        (NIGHT, bangkok(23, 59), bangkok(7, 30, day=11)),
        (NIGHT, bangkok(0), bangkok(7, 30)),
        (NIGHT, bangkok(7, 29), bangkok(7, 30)),
        (NIGHT, bangkok(7, 30), None),
        (NOON, bangkok(11, 59), None),
        (NOON, bangkok(12), bangkok(13)),
        (NOON, bangkok(13), None),
        (None, bangkok(3), None),
    ],
)
def test_quiet_lasts_until_its_end_also_past_midnight(
    hours: dict[str, str] | None, at: datetime, until: datetime | None
) -> None:
    assert quiet_until(person(quiet_hours=hours), at) == until


@given(TIMES, TIMES, MOMENTS)
def test_after_the_quiet_it_is_not_quiet_and_until_then_it_is(begin: time, end: time, at: datetime) -> None:
    if begin == end:
        return
    one = person(quiet_hours={"from": f"{begin:%H:%M}", "until": f"{end:%H:%M}"})
    until = quiet_until(one, at)
    local = at.astimezone(BANGKOK).time()
    among = begin <= local < end if begin < end else not end <= local < begin
    assert (until is not None) is among
    if until is not None:
        assert timedelta(0) < until - at <= timedelta(days=1)
        assert f"{until.astimezone(BANGKOK):%H:%M}" == f"{end:%H:%M}"
        assert quiet_until(one, until) is None
        assert quiet_until(one, until - MINUTE) == until or until - MINUTE < at


@pytest.mark.parametrize(
    ("digest", "at", "slot"),
    [
        ("daily", bangkok(6, 59), bangkok(7)),
        ("daily", bangkok(7), bangkok(7, day=11)),
        ("daily", bangkok(23), bangkok(7, day=11)),
        ("weekly", bangkok(9), bangkok(7, day=15)),
        ("weekly", bangkok(6, day=15), bangkok(7, day=15)),
        ("weekly", bangkok(7, day=15), bangkok(7, day=22)),
        ("none", bangkok(9), None),
        (None, bangkok(9), None),
    ],
)
def test_a_digest_comes_at_seven_in_bangkok(digest: str | None, at: datetime, slot: datetime | None) -> None:
    assert next_digest(person(digest=digest), at) == slot


@given(st.sampled_from(["daily", "weekly"]), MOMENTS)
def test_the_next_digest_is_the_first_that_is_still_to_come(digest: str, at: datetime) -> None:
    one = person(digest=digest)
    slot = next_digest(one, at)
    assert slot is not None
    local = slot.astimezone(BANGKOK)
    assert timedelta(0) < slot - at <= timedelta(days=7 if digest == "weekly" else 1)
    assert (local.time(), digest == "daily" or local.weekday() == 0) == (time(7), True)
    assert next_digest(one, slot - timedelta(milliseconds=1)) == slot


def test_who_says_nothing_gets_each_letter_at_once_as_before_there_were_preferences() -> None:
    assert hold(of("release-published"), examples.REPRESENTATIVE, bangkok(3)) is None


def of(template: str, **changes: Any) -> Any:
    return notification(template=template, facts=examples.FACTS[template], **changes)


WISHES = person(digest="weekly", quiet_hours=NIGHT, channels={"email": []})


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_what_is_essential_is_neither_muted_nor_held(template: str) -> None:
    """Of one's own proposal all is; the examples are of the person's own."""
    own = TEMPLATES[template].kind in (None, "supported")
    one = of(template)
    assert (unwanted(template, "email", one.facts, WISHES) is None) is own
    assert (hold(one, WISHES, bangkok(23)) is None) is own


def test_what_is_normal_waits_for_the_digest_or_for_the_end_of_the_quiet() -> None:
    one, at = of("release-published"), bangkok(23)
    slot, morning = bangkok(7, day=11), bangkok(7, 30, day=11)
    assert hold(one, person(quiet_hours=NIGHT), at) == Hold(morning, in_digest=False)
    assert hold(one, person(quiet_hours=NIGHT, digest="daily"), at) == Hold(slot, in_digest=True)
    assert hold(one, person(quiet_hours=NOON), at) is None


def test_a_digest_is_in_no_digest_but_keeps_the_quiet() -> None:
    wishes = person(digest="daily", quiet_hours=NIGHT)
    assert hold(of("digest"), wishes, bangkok(7)) == Hold(bangkok(7, 30), in_digest=False)
    assert hold(of("digest"), wishes, bangkok(8)) is None


def test_what_was_tried_or_is_sent_again_by_the_secretariat_goes_by_itself() -> None:
    tried = of("release-published", attempts=1)
    assert hold(tried, person(digest="daily"), bangkok(9)) is None
    put_back = of("release-published", status=Status.SENDING)
    assert hold(put_back, person(digest="daily"), bangkok(9)) is None
    again = of("release-published", resends=examples.NOTIFICATION_ID)
    assert hold(again, WISHES, bangkok(23)) is None


def test_news_of_others_are_for_those_who_take_a_digest() -> None:
    facts = {**examples.PROPOSAL, "proposed_by": examples.OTHER_PROPOSAL_ID, "supporters": []}
    for wishes, wanted in (
        ({}, False),
        ({"digest": "none"}, False),
        ({"digest": "daily"}, True),
        ({"digest": "daily", "channels": {"email": ["releases"]}}, False),
        ({"digest": "weekly", "channels": {"email": ["news"]}}, True),
    ):
        verdict = unwanted("proposal-of-others", "email", facts, person(**wishes))
        assert (verdict is None) is wanted, wishes


@pytest.mark.parametrize("how", ["proposed_by", "cosponsors", "supporters"])
def test_who_has_a_letter_of_it_is_not_told_it_as_news(how: str) -> None:
    facts = {**examples.PROPOSAL, "proposed_by": examples.OTHER_PROPOSAL_ID}
    facts[how] = examples.MEMBER_ID if how == "proposed_by" else [examples.MEMBER_ID]
    verdict = unwanted("proposal-of-others", "email", facts, person(digest="daily"))
    assert verdict is not None
    assert verdict.reason == "told_by_letter"


def test_without_any_kind_there_is_no_digest() -> None:
    assert wants("digest", "email", person(digest="daily"))
    assert wants("digest", "email", person(channels={"email": ["releases"]}))
    for none in ([], ["circulars"]):
        assert not wants("digest", "email", person(channels={"email": none})), "circulars come by themselves"


def test_every_category_has_its_templates() -> None:
    assert {one.category for one in TEMPLATES.values()} == set(Category)
    assert RELEASE.category is Category.NORMAL

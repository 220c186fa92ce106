"""What a partner tells over AMQP, at the desk that hears it: whatever comes is answered, by an event."""

from typing import Any

import pytest

from chassis.errors import NotYetKnown, Unavailable
from gateway.commands.answers import ACCEPTED, REFUSED
from gateway.commands.desk import Desk
from gateway.commands.office import Office
from tests.unit.gateway.commanding import CHANGED, RENAME, TOLD, TRACE, answered, answering, desk_of, message
from tests.unit.gateway.house import Services
from tests.unit.gateway.rows import Rows


@pytest.fixture
def office(services: Services) -> Office:
    return Office(Rows(), answering(services))


def test_a_message_is_answered_by_an_event_that_names_it(office: Office) -> None:
    event = answered(desk_of(office, []), message({**TOLD, "traceparent": TRACE}))
    assert (event["type"], event["causationid"], event["traceparent"]) == (ACCEPTED.name, "c-1", TRACE)
    assert event["data"] == {"id": "c-1", "command": RENAME, **CHANGED}
    assert answered(desk_of(office, []), message())["id"] == event["id"]


def test_binary_mode_is_read(office: Office, services: Services) -> None:
    for prefix in ("cloudEvents_", "cloudEvents:", "ce-"):
        named = {f"{prefix}{name}": TOLD[name] for name in ("specversion", "id", "type")}
        told = message(TOLD["data"], named, content_type="application/json")
        assert answered(desk_of(office, []), told)["type"] == ACCEPTED.name
    assert services.last.body == TOLD["data"]


@pytest.mark.parametrize(
    ("told", "code", "about"),
    [
        (message(user_id=None), "user_id_required", "c-1"),
        (message(user_id="partner.another"), "user_id_required", "c-1"),
        (message(b"\xff"), "malformed", None),
        (message(b"[1]"), "malformed", None),
        (message(b"[" * 20_000), "malformed", None),
        (message(b"x" * 70_000), "too_large", None),
        (message(TOLD | {"id": ""}), "invalid", None),
        (message(TOLD | {"id": "ค-1"}), "invalid", None),
        (message(TOLD | {"specversion": "0.3"}), "invalid", "c-1"),
        (message(TOLD | {"type": None}), "invalid", "c-1"),
        (message(TOLD | {"type": "agenda.attendance.record.v1"}), "command_not_granted", "c-1"),
        (message(TOLD | {"data": {}}), "invalid", "c-1"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_refused_by_an_event(told: Any, code: str, about: str | None, office: Office) -> None:
    noted: list[tuple[str, str]] = []
    event = answered(desk_of(office, noted), told)
    assert (event["type"], event["data"]["code"]) == (REFUSED.name, code)
    assert event["data"]["id"] == (about or "-")
    assert set(event["data"]["title"]) == {"th", "en"}
    [(noted_code, noted_about)] = noted
    assert noted_code == code and (about is None or noted_about == about)


def test_who_repeats_rightly_what_was_refused_is_told_something_else(office: Office) -> None:
    told = [message(user_id=None), message(TOLD | {"specversion": "0.3"}), message()]
    events = [answered(desk_of(office, []), one) for one in told]
    assert len({event["id"] for event in events}) == 3
    assert {event["causationid"] for event in events} == {"c-1"}


def test_what_cannot_be_read_is_told_apart(office: Office) -> None:
    ids = {answered(desk_of(office, []), message(body))["id"] for body in (b"1", b"2", b"1")}
    assert len(ids) == 2


def test_fields_at_fault_are_named_in_both_languages(office: Office) -> None:
    data = {**TOLD["data"], "authority": ""}
    event = answered(desk_of(office, []), message(TOLD | {"data": data}))
    [fault] = event["data"]["errors"]
    assert (fault["field"], fault["code"]) == ("authority", "too_short")
    assert set(fault["text"]) == {"th", "en"}


def test_who_is_away_is_waited_for(office: Office, services: Services) -> None:
    desk = desk_of(office, [])
    services.answers["rename_agency"] = Unavailable()
    assert desk._answer(message()) is None


def test_a_fact_that_does_not_arrive_is_waited_for_a_minute(office: Office, services: Services) -> None:
    desk, told = desk_of(office, []), message()
    services.answers["rename_agency"] = NotYetKnown()
    desk._hold(told)
    assert desk._answer(told) is None
    desk._since -= 61
    assert answered(desk, told)["data"]["code"] == "not_yet_known"


@pytest.mark.parametrize(
    "told",
    [
        message({**TOLD, "type": "a" * 600}),
        message({**TOLD, "type": "membership.agency.rename.v1\n"}),
        message(b'{"id": "c-1", "id": "c-2"}'),
        message(headers={b"\xff": "1"}),  # type: ignore[dict-item]
    ],
    ids=["long", "of lines", "a name twice", "a name of bytes"],
)
def test_whatever_a_partner_sends_it_is_answered(told: Any, office: Office) -> None:
    assert answered(desk_of(office, []), told)


def test_a_fault_of_ours_is_tried_for_a_minute_and_then_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, told = desk_of(office, []), message()
    monkeypatch.setattr(Office, "carry_out", lambda *_: 1 / 0)
    desk._hold(told)
    assert desk._answer(told) is None
    desk._since -= 61
    assert answered(desk, told)["data"]["code"] == "internal"


def test_what_cannot_be_read_ends_no_gateway(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, faults = desk_of(office, []), iter([UnicodeDecodeError("utf-8", b"\xff", 0, 1, ""), TypeError()])

    def listen(desk: Desk) -> None:
        for fault in faults:
            raise fault
        desk.close()

    monkeypatch.setattr(Desk, "_listen", listen)
    monkeypatch.setattr("gateway.commands.desk.AWAY_SECONDS", 0)
    desk.run()
    assert next(faults, None) is None


def test_each_answer_has_an_id_of_its_own_and_the_same_answer_the_same(office: Office) -> None:
    """Who keeps ids, as the guide says, must not take the acceptance for a refusal that it knows."""
    desk, other = desk_of(office, []), {**TOLD, "data": {**TOLD["data"], "on": "2019-05-03"}}
    desk.granted = []
    ids = [answered(desk, message())["id"], answered(desk, message(other))["id"]]
    desk.granted = [RENAME]
    ids += [answered(desk, told)["id"] for told in (message({**TOLD, "data": {}}), message(), message(other))]
    assert len(set(ids)) == 5
    assert answered(desk, message())["id"] == ids[3]
    assert answered(desk, message(other))["id"] == ids[4]


def test_a_refusal_names_so_many_faults(office: Office) -> None:
    data = {**TOLD["data"], **{f"f{number}": 1 for number in range(1_000)}}
    assert len(answered(desk_of(office, []), message({**TOLD, "data": data}))["data"]["errors"]) == 100

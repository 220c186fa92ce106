"""What a partner is handed, and its keys over the years."""

from datetime import timedelta
from typing import Any

import pytest
import typer

from chassis import clock
from chassis.call import Caller
from gateway.gate.keys import Keys
from gateway.partners.register import Register
from gateway.webhooks import webhook
from tests.unit.gateway.rows import Rows
from wara.definitions import FOR_A_PARTNER
from wara.partners import findings
from wara.partners.granted import PUBLIC, types_of
from wara.partners.guide import text_of
from wara.partners.records import KEY_NAME, Records
from wara.partners.replaying import after
from wara.partners.welcome import Welcome

PLACE = "@broker.example:5671/wara"
HANDED = {
    "gateway": "https://wara.example",
    "user": "partner.office",
    "queue": "partner.office.events",
    "exchange": "partner.office.commands",
}


class NoDeeds:
    def append(self, rows: Any) -> None:
        """They are not looked at here."""


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def records(rows: Rows) -> Records:
    return Records(Register(Rows()), Keys(rows), NoDeeds(), "operator-1", Rows())  # type: ignore[arg-type]


def test_an_address_has_the_secrets_of_the_partner_and_none_of_the_operator() -> None:
    ours = f"amqps://operator:theirs{PLACE}?cacertfile=/keys/ca.pem"
    welcome = Welcome(broker=ours, password="a/b", key="wara_key", **HANDED)
    assert welcome.settings().splitlines() == [
        "export QUEUE='partner.office.events'",
        "export COMMANDS='partner.office.commands'",
        "export WARA='https://wara.example'",
        f"export AMQP_URI='amqps://partner.office:a%2Fb{PLACE}'",
        "export TOKEN='wara_key'",
    ]


def test_what_is_not_new_is_not_shown() -> None:
    welcome = Welcome(broker="amqp://broker.example/wara", **HANDED)
    assert "AMQP_URI" not in welcome.settings() and "TOKEN" not in welcome.settings()


def test_a_nameko_service_with_handlers_is_handed_its_name_and_its_program() -> None:
    welcome = Welcome(broker="amqp://broker.example/wara", service="office", **HANDED)
    assert "export SERVICE='office'" in welcome.settings().splitlines()
    assert text_of("handle.py") in welcome.programs() and text_of("partner.py") not in welcome.programs()


def test_a_key_takes_the_place_of_another_or_follows_it_when_that_ends(records: Records, rows: Rows) -> None:
    records.new_key("office")
    [id] = rows.rows
    assert records.another_key("office").startswith(f"wara_{id.replace('-', '')}_")
    ends = clock.now() + timedelta(days=20)
    rows.change(id, expires_at=ends)
    [finding] = findings.of_key(records, "office")
    assert finding == f"the key of partner office ends on {ends:%Y-%m-%d}: run `wara partners rotate office`"
    records.another_key("office")
    assert len(rows.rows) == 2
    assert list(findings.of_key(records, "office")) == []


def test_only_a_key_of_ours_that_is_good_counts(records: Records, rows: Rows) -> None:
    by_hand = {"name": "by hand", "owner": "office", "roles": ["partner"], "scopes": [], "days": 300}
    records.keys.make(by_hand, Caller(id="operator-1"), "one")
    assert records.good_key("office") is None
    records.new_key("office")
    found = records.good_key("office")
    assert found and found["name"] == KEY_NAME
    records.revoke_keys("office")
    assert records.good_key("office") is None
    assert all(row["revoked_at"] for row in rows.rows.values())
    assert "has no key that is good" in "".join(findings.of_key(records, "office"))


def test_a_key_that_is_not_for_all_that_a_partner_may_is_no_good_one(records: Records, rows: Rows) -> None:
    records.new_key("office")
    [row] = rows.rows.values()
    assert records.good_key("office")
    row["scopes"] = ["events:read"]
    assert records.good_key("office") is None


def test_a_webhook_that_does_not_work_is_said() -> None:
    row = webhook.made("office", "https://hooks.example/", "seed", {}, "command", clock.now())
    assert [*findings.of_webhook(None), *findings.of_webhook(row)] == []
    row |= {"failing_since": clock.now() - timedelta(hours=23), "last": {"said": "503"}}
    assert [*findings.of_webhook(row)] == []
    row["failing_since"] -= timedelta(hours=2)
    since = clock.to_wire(row["failing_since"])
    failing = f"partner office has a webhook failing since {since} (503): ask who runs it"
    assert [*findings.of_webhook(row)] == [failing]
    [finding] = findings.of_webhook(row | webhook.disabled(webhook.GONE))
    assert finding == "partner office has a webhook disabled (gone): ask who runs it"


def test_patterns_grant_public_events_alone() -> None:
    assert types_of(["agenda.#", "membership.#", "notify.#"]) == list(PUBLIC)
    assert types_of(["agenda.meeting.*.v1", "membership.#"], "agenda") == [
        one for one in PUBLIC if one.startswith("agenda.meeting.")
    ]
    assert types_of(["notify.person.*.v1"]) == []


def test_where_a_replay_begins_is_a_time_or_a_cursor() -> None:
    assert (after("agenda/1200").source, after("agenda/1200").sequence) == ("agenda", 1200)
    assert after("2026-11-20T09:00").time is not None
    for wrong in ("nobody/7", "agenda", "yesterday"):
        with pytest.raises(typer.BadParameter, match="agenda/1200"):
            after(wrong)


def test_a_partner_may_be_away_for_a_week_and_break_down_as_often_as_it_likes() -> None:
    assert timedelta(milliseconds=FOR_A_PARTNER["x-message-ttl"]) >= timedelta(days=28)
    assert FOR_A_PARTNER["x-overflow"] == "drop-head"
    assert FOR_A_PARTNER["x-delivery-limit"] > 100 * 24 * 3600

"""The demo's summary holds, whatever is killed while it runs, and on its own data again."""

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
from rich.console import Console

from gateway.partners.tested import TESTED
from tests.e2e.node_consumer import hearing
from tests.e2e.partner import WITHOUT_SUBJECT, Partner, provisioned
from tests.support.operator import Operator
from tests.support.polling import until
from tests.support.stack import ROOT
from wara.definitions import SERVICES
from wara.demo.replay import replay
from wara.demo.summary import Summary
from wara.partners import trial
from wara.stack import Stack

FACTS = ROOT / "deploy/local/demo"
Facts = Mapping[str, Any]


class Killing(io.StringIO):
    """A terminal on which certain words are the end of a process."""

    def __init__(self, stack: Stack, victims: list[tuple[str, str]]) -> None:
        super().__init__()
        self._stack, self._victims = stack, victims
        self.killed: list[str] = []

    def write(self, text: str) -> int:
        written = super().write(text)
        while self._victims and self._victims[0][0] in self.getvalue():
            _, victim = self._victims.pop(0)
            self._stack.wait_ready(victim)
            self._stack.kill(victim)
            self.killed.append(victim)
        return written


def facts(name: str) -> Facts:
    found: Facts = json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def plans() -> list[Facts]:
    found: list[Facts] = facts("proposals")["proposals"]
    return found


@pytest.fixture(scope="module")
def terminal(stack: Stack) -> Killing:
    """Work dies among the past meetings and before the invitations, serve among the proposals."""
    fourth = plans()[3]["body"]["title"]["th"]
    last_item = facts("next-meeting")["items"][-1]["title"]["th"]
    victims = [("2/2561", "agenda-work"), (fourth, "agenda-serve"), (last_item, "agenda-work")]
    return Killing(stack, victims)


@pytest.fixture(scope="module")
def partner(stack: Stack, operator: Operator) -> Iterator[Partner]:
    """Granted all, and away while the demo runs."""
    with provisioned(stack, operator) as partner:
        yield partner


@pytest.fixture(scope="module")
def summary(stack: Stack, terminal: Killing, partner: Partner) -> Summary:
    return replay(stack, Console(file=terminal, width=250))


@pytest.mark.timeout(150)
def test_a_kill_in_the_middle_changes_nothing_of_the_summary(summary: Summary, terminal: Killing) -> None:
    assert terminal.killed == ["agenda-work", "agenda-serve", "agenda-work"]
    assert summary.settled
    assert summary.agrees, summary.rows
    counts = {row.what: row.count for row in summary.rows}
    assert counts["organisations"] == len(facts("organisations")["organisations"])
    assert counts["proposals"] == len(plans())


def test_each_organisation_has_the_mails_that_the_facts_call_for(stack: Stack, summary: Summary) -> None:
    addresses = {one["representative"]["email"] for one in facts("organisations")["organisations"]}
    mails = requests.get(f"{stack.urls.mail}/messages.json", timeout=10).json()
    received = {mail["message_id"] for mail in mails if addresses & set(mail["to"])}
    to_all = 3  # welcome, the first meeting's release, the invitation
    asked = sum(one["kind"] != "government_agency" for one in facts("organisations")["organisations"])
    letters = asked + to_all * len(addresses) + sum(letters_about(plan) for plan in plans())
    assert len(received) == letters


def letters_about(plan: Facts) -> int:
    """A receipt and each judgement go to the proposer; deferral and selection to the supporters too."""
    concerned, verbs = 1 + len(plan["supporters"]), [verdict["verb"] for verdict in plan["verdicts"]]
    judgements = sum(concerned if verb == "defer" else 1 for verb in verbs)
    return 1 + judgements + (concerned if plan["selected"] else 0)


def test_the_release_begins_with_the_facts(summary: Summary) -> None:
    opening = " ".join(summary.opening)
    for fact in ("ครั้งที่ ๑/๒๕๖๑", "๓๑ มกราคม ๒๕๖๑", "วิเทศสโมสร", "ประมาณ ๘๐ คน"):
        assert fact in opening


def test_on_its_own_data_it_finds_what_is_there(stack: Stack, summary: Summary) -> None:
    again = replay(stack, Console(file=io.StringIO(), width=250))
    assert again.agrees, again.rows
    before, after = ({row.what: row.count for row in one.rows} for one in (summary, again))
    assert after["organisations"] == before["organisations"]
    assert after["proposals"] == before["proposals"]
    assert after["mails"] == before["mails"]
    assert again.release == summary.release


def test_a_consumer_in_node_hears_all_of_it_and_finds_no_fault(
    partner: Partner, summary: Summary, tmp_path: Path
) -> None:
    told, broken = partner.told(), partner.send_broken()
    assert {type.split(".")[0] for type in told.values()} == set(SERVICES)
    trial.send(partner.stack.urls.amqp, partner.corner)
    with hearing(partner.settings, tmp_path) as heard:
        until(lambda: {*told, broken} <= {one.id for one in heard()}, seconds=60, every=0.2)
        until(lambda: TESTED.name in {one.type for one in heard()})
        said = heard()
    assert {one.id: one.faults for one in said if one.faults} == {broken: [WITHOUT_SUBJECT]}
    assert {one.id: one.type for one in said if one.id in told} == told

"""The report on the goals says what was done in a year, from the data."""

from typing import Any

from chassis import clock
from chassis.thai import BANGKOK, BUDDHIST_ERA
from tests.integration.agenda.office import PUBLIC, Office
from tests.integration.agenda.test_following_up import AGENCY, ANSWER, UP, charged, decided

THIS_YEAR = clock.now().astimezone(BANGKOK).year + BUDDHIST_ERA


def report(office: Office, **asked: Any) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    found = office.ask("report_goals", by=PUBLIC, **asked)
    return found, {one["goal"]: one for one in found["goals"]}


def test_it_counts_what_was_done_in_the_year_under_each_goal(office: Office, member: str) -> None:
    agency = office.member(**AGENCY)
    action, other = charged(office, member, agency), charged(office, member, member)
    office.ask("complete_action", id=action["id"])
    office.ask("start_action", id=other["id"])
    referral = office.ask("prepare_referral", **decided(office, member, UP), sent_on="2030-02-15")
    office.ask("answer_referral", id=referral["id"], **ANSWER)
    office.admissible(member, sdgs=[11, 13])
    office.draft(member, sdgs=[1])
    found, goals = report(office)
    assert (found["year_be"], found["committee"], len(found["goals"])) == (THIS_YEAR, office.committee, 17)
    assert goals[3]["name"]["en"] == "Good health and well-being"
    assert {goal: one["proposals"] for goal, one in goals.items() if one["proposals"]} == {3: 3, 11: 4, 13: 1}
    assert goals[3]["decisions"] == {"total": 3, "noted": 0, "agreed": 0, "referred_up": 1, "action": 2}
    assert goals[3]["referrals"] == {"total": 1, "answered": 1}
    assert goals[3]["actions"] == {"total": 2, "done": 1, "overdue": 0}
    assert goals[3]["lead_agencies"] == [{"member": agency, "name": AGENCY["name"], "actions": 1}]
    assert goals[13]["lead_agencies"] == []
    assert (found["total"]["proposals"], found["total"]["decisions"]["total"]) == (4, 3)


def test_another_year_and_another_committee_have_their_own(office: Office, member: str) -> None:
    charged(office, member, member)
    assert report(office, year_be=THIS_YEAR)[0]["total"]["actions"]["total"] == 1
    for year in (THIS_YEAR - 1, THIS_YEAR + 1):
        found = report(office, year_be=year)[0]["total"]
        assert (found["proposals"], found["decisions"]["total"], found["actions"]["total"]) == (0, 0, 0)

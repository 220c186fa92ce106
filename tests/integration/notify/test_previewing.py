from notify.audiences import INVITATION
from tests.integration.notify.desk import Desk
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    MEMBER,
    PERSON,
    SUPPORTER,
    committee,
    meeting,
    member,
    person,
)
from tests.integration.notify.house import House

EXPERT = "0198a6c0-5d00-7c3e-8f11-000000000021"
SUSPENDED = "0198a6c0-5d00-7c3e-8f11-000000000022"


def test_a_dry_run_names_those_that_are_written_to_when_it_is_done(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), member("suspended", id=SUSPENDED), member(id=SUPPORTER))
    house.hear(person(), person(id=DEPUTY, language="en"), person("nominated", id=EXPERT))
    house.hear(person(id="0198a6c0-5d00-7c3e-8f11-000000000023", member=SUSPENDED))
    members = [MEMBER, SUSPENDED, SUPPORTER]
    found = desk.ask("preview_recipients", committee=COMMITTEE, members=members)
    assert house.rows(INVITATION.name) == []
    why = {one["representative"]: (one["member"], one["language"], one.get("why")) for one in found["items"]}
    assert why == {
        PERSON: (MEMBER, "th", None),
        DEPUTY: (MEMBER, "en", None),
        EXPERT: (MEMBER, "th", "representative_not_in_office"),
        "0198a6c0-5d00-7c3e-8f11-000000000023": (SUSPENDED, "th", "member_not_active"),
    }
    assert found["counts"] == {"th": 1, "en": 1}
    house.hear(meeting("convened"))
    written_to = {row["recipient"] for row in house.rows(INVITATION.name)}
    assert written_to == {id for id, (_, _, reason) in why.items() if reason is None}

import pytest

from agenda.errors import CALENDAR_NOT_FOUND
from chassis.errors import Denied, NotFound
from tests.integration.agenda.office import PUBLIC, Office, representing

LINK = "https://meet.example/1"


def read(office: Office, member: str, token: str) -> list[str | None]:
    found = office.ask("list_member_meetings", by=PUBLIC, member=member, token=token)
    return [one.get("online_url") for one in found["items"]]


def test_whoever_has_its_address_reads_a_members_calendar_until_it_is_revoked(
    office: Office, member: str
) -> None:
    office.plan(online_url=LINK)
    by = representing(member)
    with pytest.raises(Denied):
        office.ask("renew_calendar", by=representing(office.member()), member=member)
    first = office.ask("renew_calendar", by=by, member=member)["token"]
    assert read(office, member, first) == [LINK]
    second = office.ask("renew_calendar", by=by, member=member)["token"]
    assert read(office, member, second) == [LINK]
    row = office.store.db.calendars.find_one({"_id": member})
    assert second not in str(row)
    revoked = office.ask("revoke_calendar", by=by, member=member)
    assert "made_at" not in revoked and "token" not in revoked
    for token in (first, second, "anything"):
        with pytest.raises(NotFound) as missing:
            read(office, member, token)
        assert missing.value.code == CALENDAR_NOT_FOUND


def test_who_is_suspended_meets_nobody_on_line(office: Office, member: str) -> None:
    office.plan(online_url=LINK)
    token = office.ask("renew_calendar", by=representing(member), member=member)["token"]
    office.hears("membership.member.suspended.v1", 2, **office.known(member, "suspended"))
    assert read(office, member, token) == [None]

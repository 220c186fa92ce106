"""Who somebody is: by issuer and name together, of the issuer that is meant; on record when they come.

Who speaks for a member does so while in office.
"""

from typing import Any

import pytest

from chassis import clock
from chassis.call import Caller
from chassis.errors import Denied, Unavailable
from gateway.audit.trail import EXTENSION, Trail
from gateway.identity import provider
from gateway.identity.accounts import Accounts
from gateway.identity.people import speaks, stands
from gateway.identity.provider import Away, Provider
from gateway.identity.sessions import LOOKED_AT
from gateway.roles import SECRETARIAT
from tests.unit.gateway.house import MEMBER, OTHER, THING
from tests.unit.gateway.rows import Rows
from tests.unit.gateway.signing import Entrance, issuer

HERE, THERE = "https://id.agency.example/", "https://id.other.example/"
DESK = frozenset({SECRETARIAT})


def test_the_same_name_at_another_issuer_is_somebody_else() -> None:
    accounts = Accounts(Rows())
    first = accounts.caller(HERE, "officer-1", DESK, stands)
    assert accounts.caller(HERE, "officer-1", DESK, stands) == first
    for url, name in ((THERE, "officer-1"), (HERE, "officer-2"), (HERE[:-1], "/officer-1")):
        assert accounts.caller(url, name, DESK, stands).id != first.id


class Office:
    """Membership, which is asked who is in office."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.accounts = Accounts(self.rows)
        self.asked: list[Caller] = []
        self.answer: bool | Exception = True

    def __call__(self, caller: Caller) -> bool:
        self.asked.append(caller)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def who(self, *roles: str) -> Caller:
        return self.accounts.caller(HERE, "officer-1", frozenset(roles), self)

    def time_passes(self) -> None:
        (row,) = self.rows.rows.values()
        row["looked_at"] = clock.now() - LOOKED_AT
        self.accounts = Accounts(self.rows)


@pytest.fixture
def office() -> Office:
    """Which knows somebody of an issuer as a representative."""
    made = Office()
    made.accounts.speak_for(HERE, "officer-1", speaks(THING, MEMBER))
    return made


def test_who_speaks_for_a_member_is_asked_about_every_few_minutes(office: Office) -> None:
    assert office.who() == office.who() == speaks(THING, MEMBER) and not office.asked
    office.time_passes()
    assert office.who() == office.who() == speaks(THING, MEMBER)
    assert office.asked == [speaks(THING, MEMBER)]


def test_who_has_left_office_speaks_for_nobody_again(office: Office) -> None:
    office.time_passes()
    office.answer = False
    with pytest.raises(Denied):
        office.who()
    office.answer = True
    with pytest.raises(Denied):
        office.who()
    assert len(office.asked) == 1


def test_what_they_are_besides_they_stay(office: Office) -> None:
    assert office.who(SECRETARIAT).roles == {SECRETARIAT, "representative"}
    office.time_passes()
    office.answer = False
    left = office.who(SECRETARIAT)
    assert left.roles == {SECRETARIAT} and left.member is None and left.id != THING


def test_while_nobody_can_tell_it_is_as_it_was_and_asked_again(office: Office) -> None:
    office.time_passes()
    office.answer = Unavailable()
    assert office.who() == speaks(THING, MEMBER)
    office.answer = False
    with pytest.raises(Denied):
        office.who()


def test_for_whom_they_speak_by_now_is_not_taken_from_them(office: Office) -> None:
    """Who left one office has another, which another replica has just found."""
    office.time_passes()
    office.answer = False

    def meanwhile(caller: Caller) -> bool:
        Accounts(office.rows).speak_for(HERE, "officer-1", speaks(OTHER, MEMBER))
        return office(caller)

    with pytest.raises(Denied):
        office.accounts.caller(HERE, "officer-1", frozenset(), meanwhile)
    assert office.who() == speaks(OTHER, MEMBER)


def test_by_a_link_they_come_in_office_too(office: Office) -> None:
    (account,) = office.rows.rows
    assert office.accounts.by_id(account, office) == speaks(THING, MEMBER)
    office.answer = False
    with pytest.raises(Denied):
        office.accounts.by_id(account, office)


def test_what_goes_on_after_its_request_asks_nobody() -> None:
    with pytest.raises(Unavailable):
        stands(speaks(THING, MEMBER))


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": THERE},
        {"issuer": HERE.upper()},
        {"issuer": HERE[:-1]},
        {"issuer": None},
        {"jwks_uri": "http://id.agency.example/keys"},
        {"token_endpoint": "http://id.agency.example/token"},
    ],
    ids=str,
)
def test_who_says_to_be_another_issuer_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    about: dict[str, Any] = {"issuer": HERE, "jwks_uri": f"{HERE}keys", "keys": []}
    about |= {"authorization_endpoint": f"{HERE}authorize", "token_endpoint": f"{HERE}token"}
    monkeypatch.setattr(provider, "fetch", lambda url: about)
    assert Provider(issuer(HERE)).about() == about
    about |= said
    with pytest.raises(Away):
        Provider(issuer(HERE)).about()


def test_who_comes_in_and_who_does_not_is_on_record() -> None:
    entrance = Entrance.of()
    trail: Trail = entrance.app.extensions[EXTENSION]
    account = entrance.identity.accounts.first()
    assert account
    link = entrance.identity.links.for_account(account)
    browsers = [entrance.app.test_client() for _ in range(2)]
    answers = [browser.post("/sign-in/link", data={"token": link}) for browser in browsers]
    assert [answer.status_code for answer in answers] == [303, 409]
    came, refused = trail.records.take(all=True)
    assert (came["origin"]["by"], came["event"]["type"]) == (account, "POST /sign-in/link")
    assert refused["event"]["data"]["outcome"] == "sign_in_link_used"
    assert link not in str([came, refused])

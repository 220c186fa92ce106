"""Who somebody is: by issuer and name together, of the issuer that is meant; on record when they come."""

from typing import Any

import pytest

from gateway.audit.trail import EXTENSION, Trail
from gateway.identity import provider
from gateway.identity.accounts import Accounts
from gateway.identity.provider import Away, Provider
from gateway.roles import SECRETARIAT
from tests.unit.gateway.rows import Rows
from tests.unit.gateway.signing import Entrance, issuer

HERE, THERE = "https://id.agency.example/", "https://id.other.example/"
DESK = frozenset({SECRETARIAT})


def test_the_same_name_at_another_issuer_is_somebody_else() -> None:
    accounts = Accounts(Rows())
    first = accounts.caller(HERE, "officer-1", DESK)
    assert accounts.caller(HERE, "officer-1", DESK) == first
    for url, name in ((THERE, "officer-1"), (HERE, "officer-2"), (HERE[:-1], "/officer-1")):
        assert accounts.caller(url, name, DESK).id != first.id


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

from typing import Any

import pytest

from membership.errors import MEMBER_ENDED, Conflict
from membership.model.representative import Representative
from tests.unit.membership.builders import (
    AT,
    COMMITTEE,
    LATER,
    MEMBER,
    OTHER_MEMBER,
    OTHER_PERSON,
    member,
    person,
    representative,
)


def test_a_nominated_person_speaks_for_the_member_and_its_committee() -> None:
    named, facts = Representative.nominate(member(), at=AT, **person())
    assert (named.status, facts) == ("nominated", ("nominated",))
    assert (named.member, named.committee) == (MEMBER, COMMITTEE)


def test_an_ended_record_names_nobody() -> None:
    gone = member()
    gone.withdraw(LATER)
    with pytest.raises(Conflict) as refused:
        Representative.nominate(gone, at=LATER, **person())
    assert refused.value.code == MEMBER_ENDED


def test_an_end_has_its_reason_and_time() -> None:
    leaving = representative()
    assert leaving.confirm(AT) == ("confirmed",)
    assert leaving.end(LATER, "term") == ("ended",)
    assert (leaving.reason, leaving.updated_at) == ("term", LATER)


@pytest.mark.parametrize(
    ("former", "newcomer", "replaced"),
    [
        ({"role": "principal"}, {"role": "principal"}, True),
        ({"role": "alternate"}, {"role": "principal"}, False),
        ({"role": "principal"}, {"role": "alternate"}, False),
        ({"role": "alternate"}, {"role": "alternate"}, False),
    ],
)
def test_only_a_principal_replaces_a_principal(
    former: dict[str, Any], newcomer: dict[str, Any], replaced: bool
) -> None:
    one, other = representative(**former), representative(**newcomer, id=OTHER_PERSON)
    one.confirm(AT)
    assert not one.is_replaced_by(other)
    other.confirm(LATER)
    assert one.is_replaced_by(other) is replaced


def test_nobody_replaces_themselves_or_another_members_principal() -> None:
    one, stranger = representative(), representative(member(id=OTHER_MEMBER), id=OTHER_PERSON)
    for each in (one, stranger):
        each.confirm(AT)
    assert not one.is_replaced_by(one)
    assert not one.is_replaced_by(stranger)

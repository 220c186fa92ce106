"""Who asks to sign in is found by their address, whichever of its letters are large."""

from notify.people import REPRESENTATIVES
from notify.refiling import REFILED, refile
from tests.integration.notify.desk import PUBLIC, Desk
from tests.integration.notify.facts import DEPUTY, PERSON, committee, member, person
from tests.integration.notify.house import House

WRITTEN, ASKED = "Rep1@Org1.example", "rEP1@oRG1.EXAMPLE"


def found(desk: Desk, email: str = ASKED) -> list[str]:
    return [
        one["representative"] for one in desk.ask("find_representatives", by=PUBLIC, email=email)["items"]
    ]


def file_as_before(house: House) -> None:
    where, before = {"under": f"address {WRITTEN.casefold()}"}, {"$set": {"under.$": f"address {WRITTEN}"}}
    assert house.store.db[REPRESENTATIVES].update_many(where, before).modified_count


def test_large_letters_make_no_other_address(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), person(email=WRITTEN), person(id=DEPUTY, email="rep2@org1.example"))
    assert found(desk) == found(desk, WRITTEN) == found(desk, WRITTEN.lower()) == [PERSON]
    house.hear(person("revised", 2, id=DEPUTY, status="confirmed", email=WRITTEN.upper()))
    assert found(desk) == [PERSON, DEPUTY]


def test_who_was_kept_before_is_found_too_and_looked_for_once(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), person(email=WRITTEN))
    file_as_before(house)
    assert found(desk) == []
    refile(house.store)
    assert found(desk) == [PERSON]
    assert house.store.db[REFILED].count_documents({}) == 1
    file_as_before(house)
    refile(house.store)
    assert found(desk) == []
    house.hear(person("revised", 2, status="confirmed", email=WRITTEN))
    assert found(desk) == [PERSON]

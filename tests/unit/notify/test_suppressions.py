"""Which reports say that there is no such address."""

import pytest

from notify.outgoing.suppressions import is_of_the_address


@pytest.mark.parametrize("status", ["5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"])
def test_nothing_more_is_sent_to_an_address_that_does_not_exist(status: str) -> None:
    assert is_of_the_address(status)


@pytest.mark.parametrize("status", ["5.1.5", "5.1.7", "5.1.8", "5.1.9", "5.2.2", "5.4.1", "5.7.1", "4.4.7"])
def test_what_is_wrong_with_us_or_will_pass_is_held_against_nobody(status: str) -> None:
    """As `5.1.8`, that the domain of the sender is not found: all would fall silent for a fault of ours."""
    assert not is_of_the_address(status)

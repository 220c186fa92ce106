"""What a process has to its end is no garbage, and is not looked through for any."""

import gc

import pytest

from chassis import permanent


def test_no_garbage_is_looked_for_in_what_was_made_within() -> None:
    with permanent.generation():
        assert not gc.isenabled()
        kept = [object()]
    assert gc.isenabled()
    assert not any(one is kept for one in gc.get_objects())


def test_after_a_failure_it_is_looked_for_again() -> None:
    with pytest.raises(LookupError), permanent.generation():
        raise LookupError
    assert gc.isenabled()

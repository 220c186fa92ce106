"""What of the store's errors a caller may repeat, and what is a fault of ours."""

import pytest
from pymongo.errors import AutoReconnect, DuplicateKeyError, NetworkTimeout, OperationFailure, PyMongoError

from chassis.errors import Unavailable
from chassis.mongo import store_errors

CONFLICT = OperationFailure("conflict", 112, {"errorLabels": ["TransientTransactionError"]})


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("away"),
        NetworkTimeout("slow"),
        CONFLICT,
        OperationFailure("internal server error", 1),
        OperationFailure("no space left on device", 14031),
        OperationFailure("authentication failed", 18),
    ],
    ids=lambda error: str(error)[:20],
)
def test_the_store_being_away_full_or_broken_is_unavailable(error: PyMongoError) -> None:
    with pytest.raises(Unavailable), store_errors():
        raise error


@pytest.mark.parametrize("error", [DuplicateKeyError("key", 11000), OperationFailure("bad query", 2)])
def test_a_fault_of_ours_stays_what_it_is(error: PyMongoError) -> None:
    with pytest.raises(type(error)), store_errors():
        raise error

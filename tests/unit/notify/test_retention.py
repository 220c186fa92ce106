"""For how long the words of letters are kept."""

import pytest
from environs import Env, EnvError

from notify.outgoing import retention


@pytest.mark.parametrize("days", ["6", "91", "many"])
def test_it_is_said_within_bounds(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("LETTER_RETENTION_DAYS", days)
    with pytest.raises(EnvError, match="LETTER_RETENTION_DAYS"):
        retention.days(Env())


def test_it_is_thirty_days_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LETTER_RETENTION_DAYS", raising=False)
    assert retention.days(Env()) == 30

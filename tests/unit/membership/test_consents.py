"""What is agreed to: a wording that was once used is never changed."""

import hashlib
import json
from typing import get_args

from gateway.schemas.consents import TO
from membership.model.consent import WORDING, WORDINGS, ConsentTo

AS_USED = {1: "e9c286108b75e83f83e99774049a67b0aa56552730406ce947d9460ac1c1522b"}


def test_a_wording_never_changes_and_the_newest_is_in_use() -> None:
    digests = {
        number: hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        for number, words in WORDINGS.items()
    }
    assert digests == AS_USED, "another wording has the next number"
    assert max(WORDINGS) == WORDING


def test_each_says_all_that_may_be_agreed_to_in_both_languages() -> None:
    for words in WORDINGS.values():
        assert set(words) == set(get_args(ConsentTo)) == set(TO)
        assert all(text.keys() == {"th", "en"} for text in words.values())

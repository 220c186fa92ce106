"""Who does without the mail of a kind may find it in the inbox."""

from typing import Any

import pytest

from notify.relevance import in_the_inbox_only

OWN: dict[str, Any] = {"member": "a"}


@pytest.mark.parametrize(
    ("template", "channels", "only"),
    [
        ("release-published", None, False),
        ("release-published", {"inbox": ["releases"]}, False),
        ("release-published", {"email": []}, False),
        ("release-published", {"email": [], "inbox": []}, False),
        ("release-published", {"email": [], "inbox": ["releases"]}, True),
        ("release-published", {"email": ["releases"], "inbox": ["releases"]}, False),
        ("meeting-invitation", {"email": [], "inbox": ["releases"]}, False),
    ],
)
def test_where_a_letter_goes(template: str, channels: Any, only: bool) -> None:
    assert in_the_inbox_only(template, "email", {}, OWN | {"channels": channels}) is only

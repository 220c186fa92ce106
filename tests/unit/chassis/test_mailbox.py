"""One address is the same in every spelling of its domain."""

import pytest

from chassis import mailbox


def test_a_domain_is_sent_in_ascii() -> None:
    assert mailbox.on_the_wire("Rep1@ไทย.ไทย") == "Rep1@xn--o3cw4h.xn--o3cw4h"
    assert mailbox.on_the_wire("Rep1@Org1.example") == "Rep1@Org1.example"


def test_what_cannot_be_a_domain_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        mailbox.on_the_wire(f"x@{'ก' * 70}.example")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("x@ไทย.ไทย", True),
        ("X@XN--O3CW4H.xn--o3cw4h", True),
        ("y@ไทย.ไทย", False),
        ("x@ไทย.example", False),
        (f"x@{'ก' * 70}.ไทย", False),
        ("", False),
    ],
)
def test_an_address_is_known_however_it_is_written(other: str, same: bool) -> None:
    assert mailbox.is_same("x@ไทย.ไทย", other) is same

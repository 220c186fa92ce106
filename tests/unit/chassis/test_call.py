"""Only what the gateway signed, unaltered and in time, is believed."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis import clock
from chassis.call import Call, Caller, sign, verify
from chassis.errors import Denied, Unavailable

KEY = Ed25519PrivateKey.generate()
BODY = {"id": "1", "title": {"th": "น้ำสะอาด"}}


def a_call(seconds: float = 5) -> Call:
    return Call(
        caller=Caller(id="abc", roles=frozenset({"representative"}), member="m1"),
        command_id="k1",
        deadline=clock.now() + timedelta(seconds=seconds),
        language="th",
        correlation_id="c1",
    )


def signed(seconds: float = 5) -> str:
    return sign(a_call(seconds), "agenda", "submit_proposal", BODY, KEY)


def test_a_signed_call_arrives_whole() -> None:
    call = verify(signed(), "agenda", "submit_proposal", BODY, KEY.public_key())
    assert call.caller == a_call().caller
    assert (call.command_id, call.language, call.correlation_id) == ("k1", "th", "c1")
    assert call.caller.represents("m1")
    assert not call.caller.represents("m2")


@pytest.mark.parametrize(
    ("service", "method", "body"),
    [
        ("notify", "submit_proposal", BODY),
        ("agenda", "withdraw_proposal", BODY),
        ("agenda", "submit_proposal", {**BODY, "id": "2"}),
    ],
    ids=["another service", "another method", "another body"],
)
def test_a_call_is_good_for_nothing_else(service: str, method: str, body: dict[str, object]) -> None:
    with pytest.raises(Denied):
        verify(signed(), service, method, body, KEY.public_key())


def test_another_key_is_refused() -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(Denied):
        verify(signed(), "agenda", "submit_proposal", BODY, stranger.public_key())


def test_nonsense_is_refused() -> None:
    with pytest.raises(Denied):
        verify("nonsense", "agenda", "submit_proposal", BODY, KEY.public_key())


def test_a_call_past_its_deadline_is_too_late() -> None:
    with pytest.raises(Unavailable):
        verify(signed(seconds=-1), "agenda", "submit_proposal", BODY, KEY.public_key())

"""Only what the gateway signed, unaltered, in time and in its own message, is believed."""

from dataclasses import replace
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis import clock
from chassis.call import Call, Caller, Carrier, sign, verify
from chassis.errors import Denied, Unavailable
from chassis.keys import SigningKey, thumbprint


def a_key() -> SigningKey:
    key = Ed25519PrivateKey.generate()
    return SigningKey(key, thumbprint(key.public_key()))


KEY, STRANGER = a_key(), a_key()
RING = {KEY.id: KEY.private.public_key()}
BODY = {"id": "1", "title": {"th": "น้ำสะอาด"}}
CARRIER = Carrier(id="m1", reply_to="gateway")


def a_call(seconds: float = 5) -> Call:
    return Call(
        caller=Caller(id="abc", roles=frozenset({"representative"}), member="m1"),
        command_id="k1",
        deadline=clock.now() + timedelta(seconds=seconds),
        language="th",
        correlation_id="c1",
    )


def signed(seconds: float = 5, key: SigningKey = KEY) -> str:
    return sign(a_call(seconds), "agenda", "submit_proposal", BODY, key, CARRIER)


def verified(token: str, carrier: Carrier = CARRIER) -> Call:
    return verify(token, "agenda", "submit_proposal", BODY, RING, carrier)


def test_a_signed_call_arrives_whole() -> None:
    call = verified(signed())
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
        verify(signed(), service, method, body, RING, CARRIER)


@pytest.mark.parametrize(
    "carrier",
    [replace(CARRIER, id="m2"), replace(CARRIER, reply_to="stranger"), Carrier(id="", reply_to="")],
    ids=["another id", "another reply queue", "neither"],
)
def test_a_call_is_good_in_no_other_message(carrier: Carrier) -> None:
    with pytest.raises(Denied):
        verified(signed(), carrier)


def test_a_call_handed_out_again_is_the_same_call() -> None:
    assert verified(signed(), replace(CARRIER, redelivered=True)).command_id == "k1"


@pytest.mark.parametrize(
    "key", [STRANGER, replace(STRANGER, id=KEY.id)], ids=["under its own name", "under ours"]
)
def test_another_key_is_refused(key: SigningKey) -> None:
    with pytest.raises(Denied):
        verified(signed(key=key))


def test_a_call_without_the_name_of_a_key_is_refused() -> None:
    claims = jwt.decode(signed(), options={"verify_signature": False})
    with pytest.raises(Denied):
        verified(jwt.encode(claims, KEY.private, algorithm="EdDSA"))


def test_nonsense_is_refused() -> None:
    with pytest.raises(Denied):
        verified("nonsense")


def test_a_call_past_its_deadline_is_too_late() -> None:
    with pytest.raises(Unavailable):
        verified(signed(seconds=-1))

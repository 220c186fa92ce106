"""Signatures as receivers' libraries check them."""

import base64

from chassis import signing

SECRET = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
"""With what follows, the example that Standard Webhooks publishes."""
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_published_example_is_signed_as_published() -> None:
    assert signing.in_text(SECRET) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    assert signing.headers(ID, AT, BODY, [SECRET]) == {
        "webhook-id": ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_two_secrets_sign_side_by_side() -> None:
    signatures = signing.headers(ID, AT, BODY, [b"another", SECRET])["webhook-signature"].split(" ")
    assert signatures == [signing.signature(b"another", ID, AT, BODY), SIGNATURE]


def test_whatever_is_changed_changes_the_signature() -> None:
    others = [
        signing.signature(SECRET, f"{ID}x", AT, BODY),
        signing.signature(SECRET, ID, AT + 1, BODY),
        signing.signature(SECRET, ID, AT, BODY + b" "),
        signing.signature(SECRET + b"x", ID, AT, BODY),
    ]
    assert len({SIGNATURE, *others}) == 5

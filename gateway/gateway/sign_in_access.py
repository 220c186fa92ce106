"""The rows of `access` about signing in, and who is signed in."""

from gateway.roles import ANYONE, DELIVERY, OFFICE, SIGNED_IN

OF_SIGN_IN: dict[str, frozenset[str]] = {
    "GET /sign-in": ANYONE,
    "POST /sign-in": ANYONE,
    "GET /sign-in/link": ANYONE,
    "POST /sign-in/link": ANYONE,
    "GET /sign-in/callback": ANYONE,
    "GET /sign-in/{issuer}": ANYONE,
    "POST /sign-out": ANYONE,
    "POST /v1/sign-in/links": ANYONE,
    "GET /v1/accounts": OFFICE,
    "POST /v1/accounts": OFFICE,
    "POST /v1/accounts/{id}/close": OFFICE,
    "GET /v1/sessions": SIGNED_IN,
    "POST /v1/sessions/{id}/end": SIGNED_IN,
    "POST /v1/sessions/end": DELIVERY,
}

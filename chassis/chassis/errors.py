"""The error tree that crosses process borders.

WaraError
├── Malformed        not to be understood at all
├── Unauthenticated  who is calling is not known
├── Denied           the caller may not
├── NotFound         no such thing, or not for this caller
├── Conflict         the state of the thing forbids it
│   └── NotYetKnown  another service's fact has not arrived; worth repeating soon
├── TooLarge         more than the limit
├── Stale            somebody else changed it first
├── Invalid          understood, and against the schema or a rule
├── Reused           a command id that came with another body before
└── Unavailable      a part of the system is away; worth repeating

`kind` is what the gateway maps to a status, `code` is the stable name a client may rely on, `params` are
the values a text may mention, `fields` maps dotted field paths to codes of their own.
"""

from collections.abc import Mapping
from typing import Any

INVALID = "invalid"
MALFORMED = "malformed"
NOT_FOUND = "not_found"
STALE = "stale"
TRANSITION_FORBIDDEN = "transition_forbidden"
NOT_YET_KNOWN = "not_yet_known"
DENIED = "denied"
UNAUTHENTICATED = "unauthenticated"
SIGNATURE_INVALID = "signature_invalid"
COMMAND_REUSED = "command_reused"
TOO_LARGE = "too_large"
FILE_INFECTED = "file_infected"
FILE_TOO_LARGE_TO_SCAN = "file_too_large_to_scan"
UNAVAILABLE = "unavailable"
INTERNAL = "internal"
CODES = (
    INVALID,
    MALFORMED,
    NOT_FOUND,
    STALE,
    TRANSITION_FORBIDDEN,
    NOT_YET_KNOWN,
    DENIED,
    UNAUTHENTICATED,
    SIGNATURE_INVALID,
    COMMAND_REUSED,
    TOO_LARGE,
    FILE_INFECTED,
    FILE_TOO_LARGE_TO_SCAN,
    UNAVAILABLE,
    INTERNAL,
)


class WaraError(Exception):
    """A refusal that a caller is meant to understand."""

    kind = "internal"
    default_code = INTERNAL

    def __init__(
        self, code: str | None = None, *, fields: Mapping[str, list[str]] | None = None, **params: Any
    ) -> None:
        self.code = code or self.default_code
        self.params = params
        self.fields = dict(fields or {})
        super().__init__(self.code)

    def to_wire(self) -> dict[str, Any]:
        return {"kind": self.kind, "code": self.code, "params": self.params, "fields": self.fields}


class Malformed(WaraError):
    kind = "malformed"
    default_code = MALFORMED


class Unauthenticated(WaraError):
    kind = "unauthenticated"
    default_code = UNAUTHENTICATED


class Denied(WaraError):
    kind = "denied"
    default_code = DENIED


class NotFound(WaraError):
    kind = "not_found"
    default_code = NOT_FOUND


class Conflict(WaraError):
    kind = "conflict"
    default_code = TRANSITION_FORBIDDEN


class NotYetKnown(Conflict):
    kind = "not_yet_known"
    default_code = NOT_YET_KNOWN


class TooLarge(WaraError):
    kind = "too_large"
    default_code = TOO_LARGE


class Stale(WaraError):
    kind = "stale"
    default_code = STALE


class Invalid(WaraError):
    kind = "invalid"
    default_code = INVALID


class Reused(WaraError):
    kind = "reused"
    default_code = COMMAND_REUSED


class Unavailable(WaraError):
    kind = "unavailable"
    default_code = UNAVAILABLE


KINDS: dict[str, type[WaraError]] = {
    error.kind: error
    for error in (
        WaraError,
        Malformed,
        Unauthenticated,
        Denied,
        NotFound,
        Conflict,
        NotYetKnown,
        TooLarge,
        Stale,
        Invalid,
        Reused,
        Unavailable,
    )
}


def from_wire(error: Mapping[str, Any]) -> WaraError:
    """The error that `to_wire` described; an unknown kind becomes an internal error."""
    kind = KINDS.get(error.get("kind", ""), WaraError)
    return kind(error.get("code"), fields=error.get("fields"), **error.get("params", {}))

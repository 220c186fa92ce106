"""A command as it comes: a CloudEvent in structured mode, over HTTP too, or in the binary mode of AMQP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.call import trace_of
from chassis.config import EVENT_LIMIT
from chassis.errors import Invalid, TooLarge
from gateway.collection import Row
from gateway.inputs import parse_object

STRUCTURED = "application/cloudevents+json"
PREFIXES = ("cloudEvents_", "cloudEvents:", "ce-")
PRINTABLE = re.compile(r"[!-~]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`id` is the partner's own; the same one again is the same command."""

    id: str
    type: str
    data: Row
    traceparent: str | None = None

    @classmethod
    def of(cls, attributes: Mapping[str, Any]) -> "Command":
        """Invalid with a code for each attribute at fault."""
        faults = {name: code for name in ("id", "type", "data") if (code := _fault(name, attributes))}
        if attributes.get("specversion", "1.0") != "1.0":
            faults["specversion"] = "not_one_of"
        if faults:
            raise Invalid(fields={name: [code] for name, code in faults.items()})
        return cls(
            id=attributes["id"],
            type=attributes["type"],
            data=attributes["data"],
            traceparent=trace_of(attributes.get("traceparent")),
        )


def attributes_of(body: bytes, content_type: str | None, headers: Mapping[str, Any]) -> Row:
    """Of a message, in either mode; TooLarge, or Malformed where it is no JSON object."""
    if len(body) > EVENT_LIMIT:
        raise TooLarge(limit=EVENT_LIMIT)
    content = parse_object(body)
    if (content_type or "").startswith(STRUCTURED):
        return content
    named = {
        name.removeprefix(prefix): value
        for name, value in headers.items()
        for prefix in PREFIXES
        if isinstance(name, str) and name.startswith(prefix)
    }
    return {**named, "data": content} if named else content


def id_of(attributes: Mapping[str, Any]) -> str | None:
    """None where it is none that a command may have."""
    return None if _fault("id", attributes) else str(attributes["id"])


def _fault(name: str, attributes: Mapping[str, Any]) -> str | None:
    value = attributes.get(name)
    if value is None:
        return "required"
    if name == "data":
        return None if isinstance(value, dict) else "wrong_type"
    if not isinstance(value, str):
        return "wrong_type"
    return None if PRINTABLE.fullmatch(value) else "invalid"

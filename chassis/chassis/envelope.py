"""Events as CloudEvents 1.0: structured JSON in the body, the attributes again as AMQP headers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar, cast

from marshmallow import Schema

from chassis import clock

Value = TypeVar("Value")
Classification = Literal["public", "restricted"]

CONTENT_TYPE = "application/cloudevents+json"
TEXT_LIMIT = 500
HEADER_ATTRIBUTES = ("id", "type", "source", "specversion", "time", "subject", "dataschema")


class Undecodable(Exception):
    """Bytes that are no event of ours; the reason is the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact. `version` is the aggregate's after the change; `sequence` its place in the source's log."""

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    version: int
    data: dict[str, Any]
    dataclassification: Classification
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None
    sequence: int | None = None

    @property
    def dataschema(self) -> str:
        return f"/contracts/events/{self.type}.json"

    def to_dict(self) -> dict[str, Any]:
        """The CloudEvent as JSON values; attributes without a value are left out."""
        attributes: dict[str, Any] = {
            "specversion": "1.0",
            "id": self.id,
            "type": self.type,
            "source": self.source,
            "subject": self.subject,
            "time": clock.to_wire(self.time),
            "datacontenttype": "application/json",
            "dataschema": self.dataschema,
            "dataclassification": self.dataclassification,
            "version": self.version,
            "sequence": self.sequence,
            "correlationid": self.correlationid,
            "causationid": self.causationid,
            "traceparent": self.traceparent,
            "data": self.data,
        }
        return {name: value for name, value in attributes.items() if value is not None}

    @classmethod
    def from_dict(cls, attributes: Mapping[str, Any]) -> "Event":
        try:
            return cls(
                id=_text(attributes, "id"),
                type=_text(attributes, "type"),
                source=_text(attributes, "source"),
                subject=_text(attributes, "subject"),
                time=clock.from_wire(_text(attributes, "time")),
                version=_whole(attributes, "version"),
                data=_mapping(attributes, "data"),
                dataclassification=cast(Classification, attributes.get("dataclassification", "public")),
                correlationid=_if_given(_text, attributes, "correlationid") or _text(attributes, "id"),
                causationid=_if_given(_text, attributes, "causationid"),
                traceparent=_if_given(_text, attributes, "traceparent"),
                sequence=_if_given(_whole, attributes, "sequence"),
            )
        except KeyError as error:
            raise Undecodable(f"not an event: {error.args[0]} is missing") from error
        except (TypeError, ValueError, OverflowError) as error:
            raise Undecodable(f"not an event: {error}") from error


def encode(event: Event) -> bytes:
    return json.dumps(event.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()


def headers_of(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Those by which a message is sorted without being read, as they stand beside its body."""
    return {f"cloudEvents_{name}": attributes[name] for name in HEADER_ATTRIBUTES if name in attributes}


def decode(body: bytes) -> Event:
    try:
        attributes = json.loads(body.decode())
    except UnicodeDecodeError as error:
        raise Undecodable(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise Undecodable(f"not JSON: {error}") from error
    if not isinstance(attributes, dict):
        raise Undecodable("not a JSON object")
    return Event.from_dict(attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event before the transaction gives it its id, time and cause."""

    type: str
    subject: str
    version: int
    data: dict[str, Any]
    dataclassification: Classification


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event that a service publishes: a written name, the schema of its data, a real example."""

    name: str
    schema: Schema
    summary: str
    example: dict[str, Any] = field(repr=False)
    classification: Classification = "public"

    def make(self, *, subject: str, version: int, data: Any) -> Told:
        """`data` holds Python values; the schema dumps them and then checks its own output."""
        dumped = self.schema.dump(data)
        errors = self.schema.validate(dumped)
        if errors:
            raise ValueError(f"{self.name}: {errors}")
        return Told(
            type=self.name,
            subject=subject,
            version=version,
            data=dumped,
            dataclassification=self.classification,
        )


def _text(attributes: Mapping[str, Any], name: str) -> str:
    value = attributes[name]
    if not isinstance(value, str) or not 0 < len(value) <= TEXT_LIMIT:
        raise TypeError(f"{name} must be a text of 1 to {TEXT_LIMIT} characters")
    value.encode()  # a ValueError for half a surrogate pair, which no store takes
    return value


def _whole(attributes: Mapping[str, Any], name: str) -> int:
    value = attributes[name]
    if type(value) is not int or not 0 <= value < 2**63:
        raise TypeError(f"{name} must be a whole number")
    return value


def _if_given(
    read: Callable[[Mapping[str, Any], str], Value], attributes: Mapping[str, Any], name: str
) -> Value | None:
    return None if attributes.get(name) is None else read(attributes, name)


def _mapping(attributes: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = attributes[name]
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be an object")
    return value

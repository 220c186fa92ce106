"""The shapes of a route: list, read, plain, create, change, act, note, batch. A resource is a list of these.

Each is one RPC method, and what it takes and answers is documented from the same schemas that check it.
"""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import request
from flask_smorest import Blueprint
from flask_smorest.spec.plugins import FlaskPlugin
from marshmallow import Schema

from chassis.errors import from_wire
from gateway import ask, problems
from gateway.access import ACCESS
from gateway.etags import conditional, etag, if_match
from gateway.inputs import StrictParser
from gateway.roles import PUBLIC

View = dict[str, Any]
Answer = tuple[View, dict[str, str]]
Route = Callable[..., Any]
Decorator = Callable[[Route], Route]

VERSIONED = {"ETag": "ETag"}
LINKED = {"Link": "Link"}
MADE = VERSIONED | {"Location": "Location"}
REFUSALS = {401: "Unauthenticated", 403: "Denied", 503: "Unavailable"}
REFUSED_LIST = {422: "Invalid"}
REFUSED_READ = {304: "NotModified", 404: "NotFound"}
REFUSED_CREATE = {400: "Malformed", 409: "Conflict", 422: "Invalid"}
REFUSED_ACT = {**REFUSED_CREATE, 404: "NotFound", 412: "Stale"}
REFUSED_CHANGE = {**REFUSED_ACT, 428: "PreconditionRequired"}


class Nothing(Schema):
    """An empty object, or no body at all."""

    EXAMPLE: ClassVar[View] = {}


class Resource(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """Routes under one prefix that one service answers."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, service: str, prefix: str, description: str) -> None:
        super().__init__(name, __name__, url_prefix=prefix, description=description)
        self._service = service

    def listing(self, path: str, method: str, query: type[Schema], page: type[Schema], summary: str) -> None:
        @self.arguments(query, location="query")
        @self.response(200, page, headers=LINKED)
        def view(query: View, **ids: Any) -> Answer:
            return linked(ask.query(self._service, method, {**query, **texts(ids)}))

        self.publish("GET", path, method, view, summary, REFUSED_LIST)

    def reading(
        self, path: str, method: str, answer: type[Schema], summary: str, *, leave_out: str = ""
    ) -> None:
        """`leave_out` is a part of the path that the service does not ask for."""

        @conditional
        @self.response(200, answer, headers=VERSIONED)
        def view(**ids: Any) -> Answer:
            ids.pop(leave_out, None)
            return versioned(ask.query(self._service, method, texts(ids)))

        self.publish("GET", path, method, view, summary, REFUSED_READ, "IfNoneMatch")

    def plain(self, path: str, method: str, answer: type[Schema], summary: str) -> None:
        """What has no version of its own."""

        @self.response(200, answer)
        def view(**ids: Any) -> View:
            return ask.query(self._service, method, texts(ids))

        self.publish("GET", path, method, view, summary, {404: "NotFound"})

    def creating(
        self,
        path: str,
        method: str,
        body: type[Schema],
        answer: type[Schema],
        summary: str,
        *,
        named_by: str = "id",
    ) -> None:
        """201, with the address of what was made, which ends in what it is `named_by`."""

        @self.arguments(body)
        @self.response(201, answer, headers=MADE)
        def view(body: View, **ids: Any) -> Answer:
            made, headers = versioned(ask.command(self._service, method, {**body, **texts(ids)}))
            return made, headers | {"Location": f"{request.path}/{made[named_by]}"}

        self.publish("POST", path, method, view, summary, REFUSED_CREATE, "IdempotencyKey")

    def changing(
        self,
        path: str,
        method: str,
        body: type[Schema],
        answer: type[Schema],
        summary: str,
        *,
        leave_out: str = "",
    ) -> None:
        """PATCH: only what is named changes, and only the version that the client has read.

        `leave_out` is a part of the path that the service does not ask for.
        """

        @self.arguments(body)
        @self.response(200, answer, headers=VERSIONED)
        def view(body: View, **ids: Any) -> Answer:
            guard = if_match(required=True)
            ids.pop(leave_out, None)
            return versioned(ask.command(self._service, method, {**body, **guard, **texts(ids)}))

        self.publish(
            "PATCH", path, method, view, summary, REFUSED_CHANGE, "IfMatchRequired", "IdempotencyKey"
        )

    def acting(
        self,
        path: str,
        method: str,
        answer: type[Schema],
        summary: str,
        body: type[Schema] = Nothing,
        *,
        leave_out: str = "",
        guarded: bool = False,
        then: Callable[[View], object] = lambda done: None,
    ) -> None:
        """A transition or another verb: POST, on the version of `If-Match` where the client names one, which
        it must where that is `guarded`. `leave_out` is a part of the path that the service does not ask for;
        `then` is what the gateway itself does once the service has, given its answer.
        """

        @self.arguments(body, required=body is not Nothing)
        @self.response(200, answer, headers=VERSIONED)
        def view(body: View, **ids: Any) -> Answer:
            ids.pop(leave_out, None)
            guard = if_match(required=guarded)
            done = ask.command(self._service, method, {**body, **guard, **texts(ids)})
            then(done)
            return versioned(done)

        refused, header = (REFUSED_CHANGE, "IfMatchRequired") if guarded else (REFUSED_ACT, "IfMatch")
        self.publish("POST", path, method, view, summary, refused, header, "IdempotencyKey")

    def noting(self, path: str, method: str, body: type[Schema], answer: type[Schema], summary: str) -> None:
        """What a client says of another thing, the last word counts: POST, needing no version."""

        @self.arguments(body)
        @self.response(200, answer, headers=VERSIONED)
        def view(body: View, **ids: Any) -> Answer:
            return versioned(ask.command(self._service, method, {**body, **texts(ids)}))

        self.publish(
            "POST", path, method, view, summary, {**REFUSED_CREATE, 404: "NotFound"}, "IdempotencyKey"
        )

    def batch(self, path: str, method: str, body: type[Schema], answer: type[Schema], summary: str) -> None:
        """Many at once: POST, answered with a verdict for each; what refuses one is told as if alone."""

        @self.arguments(body)
        @self.response(200, answer)
        def view(body: View, **ids: Any) -> View:
            found = ask.command(self._service, method, {**body, **texts(ids)})
            for one in found["items"]:
                if "error" in one:
                    one["problem"] = problems.document(from_wire(one.pop("error")))
            return found

        self.publish("POST", path, method, view, summary, REFUSED_CREATE, "IdempotencyKey")

    def publish(
        self,
        verb: str,
        path: str,
        name: str,
        view: Route,
        summary: str,
        refusals: dict[int, str],
        *headers: str,
    ) -> None:
        """Registers `view` under `name`, its operation id too, and documents who may call it."""
        allowed = ACCESS[route_of(verb, f"{self.url_prefix}{path}")]
        anyone = PUBLIC in allowed
        documentation: View = {
            "operationId": name,
            "summary": summary,
            "description": f"For: {'anyone' if anyone else ', '.join(sorted(allowed))}.",
            "responses": {**REFUSALS, **refusals},
        }
        if headers:
            documentation["parameters"] = list(headers)
        self.add_url_rule(path, name, self.doc(**documentation)(view), methods=[verb])

    def arguments(self, *args: Any, **kwargs: Any) -> Decorator:
        """As flask-smorest has it, but for the response it would document, whose name varies with Python."""
        decorate: Decorator = super().arguments(*args, **kwargs)

        def decorator(view: Route) -> Route:
            decorated = decorate(view)
            del decorated._apidoc["arguments"]["responses"]  # type: ignore[attr-defined]
            return decorated

        return decorator

    def response(self, *args: Any, **kwargs: Any) -> Decorator:
        decorate: Decorator = super().response(*args, **kwargs)
        return decorate

    def alt_response(self, *args: Any, **kwargs: Any) -> Decorator:
        decorate: Decorator = super().alt_response(*args, **kwargs)
        return decorate


def route_of(verb: str, rule: str) -> str:
    """`GET /v1/members/{id}` for `/v1/members/<uuid:id>`: as the document and the access table write it."""
    return f"{verb} {FlaskPlugin.flaskpath2openapi(rule)}"


def texts(ids: View) -> dict[str, str]:
    return {name: str(value) for name, value in ids.items()}


def versioned(view: View) -> Answer:
    return view, etag(view["version"])


def linked(page: View) -> Answer:
    """The page, with a `Link` to the next one where there is one (RFC 8288)."""
    if page.get("next") is None:
        return page, {}
    asked = request.args.to_dict(flat=False) | {"after": [str(page["next"])]}
    return page, {"Link": f'<{request.path}?{urlencode(asked, doseq=True)}>; rel="next"'}

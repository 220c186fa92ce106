"""What other systems tell us over HTTP: the same as over AMQP, and the answer is the response."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, g

from chassis import clock
from chassis.envelope import encode
from chassis.errors import WaraError
from gateway import ask, negotiation
from gateway.commands.answers import answer
from gateway.commands.command import Command
from gateway.commands.office import EXTENSION, Office, Outcome, passes
from gateway.problems import STATUS_BY_KIND
from gateway.resource import REFUSED_CREATE, Resource, View
from gateway.routes.partners import register
from gateway.schemas.commands import CommandAnswer, CommandDone, NewCommand

EVENT = negotiation.ANSWERS["event"]

commands = Resource("commands", "", "/v1/commands", "What other systems tell us")


@commands.arguments(NewCommand)
@commands.response(200, CommandDone)
@commands.alt_response(200, schema=CommandAnswer, content_type=EVENT, success=True)
def telling(body: View) -> Any:
    command = Command.of(body)
    g.about, g.asked = command.id, True
    outcome = _outcome(command)
    if negotiation.answer_format() == "event":
        return _by_event(command, outcome)
    if outcome.refusal is not None:
        raise outcome.refusal
    return {"id": command.id, "command": command.type, "changed": outcome.changed, "at": outcome.at}


def _outcome(command: Command) -> Outcome:
    """What is refused before it comes to a service is refused too."""
    office = Office(current_app.extensions[EXTENSION], current_app.extensions[ask.EXTENSION])
    try:
        return office.carry_out(replace(g.caller, place=g.place), register().may_tell(g.caller), command)
    except WaraError as error:
        if passes(error):
            raise
        return Outcome(at=clock.to_wire(clock.now()), refusal=error)


def _by_event(command: Command, outcome: Outcome) -> Response:
    status: int = HTTPStatus.OK
    if outcome.refusal is not None:
        status, g.refusal = STATUS_BY_KIND[outcome.refusal.kind], outcome.refusal.code
    return Response(encode(answer(g.caller.id, command, outcome)), status, content_type=EVENT)


commands.publish(
    "POST",
    "",
    "tell_command",
    telling,
    "Tell a fact that we act on",
    {**REFUSED_CREATE, 404: "NotFound"},
)

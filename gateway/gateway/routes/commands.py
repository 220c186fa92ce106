"""What other systems tell us over HTTP: the same as over AMQP, and the answer is the response."""

from dataclasses import replace

from flask import current_app, g

from gateway import ask
from gateway.commands.command import Command
from gateway.commands.office import EXTENSION, Office
from gateway.resource import REFUSED_CREATE, Resource, View
from gateway.routes.partners import register
from gateway.schemas.commands import CommandDone, NewCommand

commands = Resource("commands", "", "/v1/commands", "What other systems tell us")


@commands.arguments(NewCommand)
@commands.response(200, CommandDone)
def telling(body: View) -> View:
    command = Command.of(body)
    g.about, g.asked = command.id, True
    office = Office(current_app.extensions[EXTENSION], current_app.extensions[ask.EXTENSION])
    outcome = office.carry_out(replace(g.caller, place=g.place), register().may_tell(g.caller), command)
    if outcome.refusal is not None:
        raise outcome.refusal
    return {"id": command.id, "command": command.type, "changed": outcome.changed, "at": outcome.at}


commands.publish(
    "POST",
    "",
    "tell_command",
    telling,
    "Tell a fact that we act on",
    {**REFUSED_CREATE, 404: "NotFound"},
)

"""What is kept of commands in the gateway's own database."""

from chassis.mongo import Index

COMMANDS = "partner_commands"
INDEXES = (Index("partner_commands_ends_at", COMMANDS, [("ends_at", 1)]),)

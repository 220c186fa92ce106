"""pika's connection to the broker, as everything that hears or tells events opens it.

A broker that stands still takes a connection and then says nothing. pika reports that by an error of its
connector, outside of its own tree of AMQPError, which whoever waits for the broker does not expect.
"""

import pika
from pika.adapters.utils.connection_workflow import AMQPConnectorException

from chassis import address

CONNECT_SECONDS = 5.0
HEARTBEAT_SECONDS = 20
BLOCKED_SECONDS = 30.0


def parameters(uri: str) -> pika.URLParameters:
    """With the password as it is now; OSError where the file that the URI names cannot be read."""
    chosen = pika.URLParameters(address.resolve(uri))
    if trusted := address.tls(uri):
        chosen.ssl_options = pika.SSLOptions(trusted)
    chosen.heartbeat = HEARTBEAT_SECONDS
    chosen.socket_timeout = chosen.stack_timeout = CONNECT_SECONDS
    chosen.blocked_connection_timeout = BLOCKED_SECONDS
    return chosen


def connect(uri: str, seconds: float = CONNECT_SECONDS) -> pika.BlockingConnection:
    """AMQPError or OSError when the broker is away, refuses, or has not answered in so many seconds."""
    chosen = parameters(uri)
    chosen.socket_timeout = chosen.stack_timeout = seconds
    try:
        return pika.BlockingConnection(chosen)
    except AMQPConnectorException as error:
        raise pika.exceptions.AMQPConnectionError(repr(error)) from error

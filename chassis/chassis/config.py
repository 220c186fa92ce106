"""Settings, read once from the environment.

A missing or malformed key stops the process with its name; nothing else in the code reads the environment.
"""

import socket
import sys
from dataclasses import dataclass

from environs import Env, EnvError

from chassis import address

DEADLINE_SECONDS = 2.5
BODY_LIMIT = 1024 * 1024
EVENT_LIMIT = 64 * 1024
RETRY_DELAYS = (0.5, 2.0, 10.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every process needs; `env` is for the keys of one service alone.

    `instance` names the process among its like, the same after a restart. `retry_delays` are the seconds
    between the tries of an event that failed; after as many retries it is dead.
    """

    service: str
    instance: str
    amqp_uri: str
    mongodb_uri: str
    database: str
    health_host: str
    health_port: int
    log_level: str
    retry_delays: tuple[float, ...]
    env: Env

    @classmethod
    def read(cls, service: str, env: Env | None = None) -> "Settings":
        env = env or Env()
        health_port = env.int("HEALTH_PORT")
        return cls(
            service=service,
            instance=env.str("INSTANCE", f"{socket.gethostname()}:{health_port}"),
            amqp_uri=_usable("AMQP_URI", env.str("AMQP_URI")),
            mongodb_uri=_usable("MONGODB_URI", env.str("MONGODB_URI")),
            database=env.str("MONGODB_DATABASE", service),
            health_host=env.str("HEALTH_HOST", "127.0.0.1"),
            health_port=health_port,
            log_level=env.str("LOG_LEVEL", "INFO"),
            retry_delays=tuple(env.list("RETRY_DELAYS", list(RETRY_DELAYS), subcast=float)),
            env=env,
        )


def _usable(key: str, uri: str) -> str:
    try:
        address.resolve(uri)
    except (OSError, ValueError) as error:
        raise EnvError(f"{key}: {error}") from error
    return uri


def read_or_exit(service: str) -> Settings:
    try:
        return Settings.read(service)
    except EnvError as error:
        sys.exit(f"{service}: setting {error}")

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway import ask
from gateway.app import HttpSettings, create_app
from gateway.gate.keys import Keys
from gateway.gate.limits import Limits
from gateway.identity.identity import Identity
from gateway.partners.register import Register
from tests.unit.gateway.house import KEY, KID, Services
from tests.unit.gateway.rows import Memory, Rows
from tests.unit.gateway.signing import HERE


@pytest.fixture(scope="session")
def app() -> Flask:
    """All tests together ask more than one person may, so they may ask more."""
    settings = HttpSettings(
        token_keys={KID: KEY.public_key()},
        checks={"broker": lambda: True},
        keys=Keys(Rows()),
        partners=Register(Rows()),
        commands=Rows(),
        identity=Identity.of(Memory(), (), HERE, Limits(times=1000)),
        limits=Limits(times=1000),
    )
    return create_app(Services(), settings)


@pytest.fixture
def services(app: Flask) -> Services:
    """Fresh ones behind the application, which is costly to make."""
    fresh = Services()
    app.extensions[ask.EXTENSION] = fresh
    return fresh


@pytest.fixture
def http(app: Flask, services: Services) -> FlaskClient:
    return app.test_client()

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway import ask
from gateway.app import HttpSettings, create_app
from tests.unit.gateway.house import KEY, Services


@pytest.fixture(scope="session")
def app() -> Flask:
    settings = HttpSettings(token_key=KEY.public_key(), checks={"broker": lambda: True})
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

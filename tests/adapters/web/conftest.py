import pytest
from fastapi.testclient import TestClient

from adapters.settings import Settings
from adapters.web.server import create_app


@pytest.fixture(scope="session")
def client_of(ieum):
    """Clients of the application, each under settings of its own."""
    return lambda **settings: TestClient(
        create_app(ieum, Settings(**{"requests_per_minute": 0} | settings))
    )


@pytest.fixture(scope="session")
def client(client_of):
    return client_of()

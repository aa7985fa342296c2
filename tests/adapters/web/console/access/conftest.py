import pytest


@pytest.fixture
def mina(staff_of):
    """Somebody who may log in with the usual password."""
    return staff_of(name="mina")

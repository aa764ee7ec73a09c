import pytest

from tests.agents.presence.build import forget_presence


@pytest.fixture(autouse=True)
def _nobody_is_present() -> None:
    """What an earlier test left in Redis says nothing about this one."""
    forget_presence()

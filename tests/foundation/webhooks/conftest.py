"""A receiver, and an endpoint that leads to it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings
from tests.foundation.webhooks.receiver import Receiver, receiving

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.webhooks.actions import add_endpoint
from zhicheng.foundation.webhooks.models import Endpoint


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOKS_PRIVATE = True
    with receiving() as found:
        yield found


@pytest.fixture
def secret() -> list[str]:
    """The key of the endpoint's signatures, once there is one."""
    return []


@pytest.fixture
def endpoint(receiver: Receiver, secret: list[str], administrator: User, now: datetime) -> Endpoint:
    """Told of everything about access tokens."""
    made, key = add_endpoint(
        name="数据平台", url=receiver.url, kinds=["access."], by=administrator, at=now
    )
    secret.append(key)
    return made

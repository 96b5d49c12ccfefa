"""A request as it reaches a template, without a database behind it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory


@pytest.fixture
def asked() -> Callable[..., Any]:
    def build(path: str = "/", **extra: Any) -> Any:
        return RequestFactory().get(path, **extra)

    return build

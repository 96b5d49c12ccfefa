"""City alerts above every page of the portal: who has some to say registers a teller from `AppConfig.ready()`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from madoguchi.core.registry import Registry

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CityAlert:
    title: Any
    text: Any = ""
    level: Literal["warn", "bad"] = "warn"
    at: datetime | None = None
    area: Any = ""
    source: Any = ""
    url: str = ""
    url_label: Any = ""


Teller = Callable[[Any], list[CityAlert]]
TELLERS: Registry[Teller] = Registry("tellers of city alerts")


def alerts_for(request: Any) -> list[CityAlert]:
    """Everything to be said now, gravest first. A teller that fails is logged and does not take the page with it."""
    found: list[CityAlert] = []
    for code, tell in TELLERS.items():
        try:
            found += tell(request)
        except Exception:
            log.exception("city alerts of %s could not be told", code)
    return sorted(found, key=lambda alert: alert.level != "bad")

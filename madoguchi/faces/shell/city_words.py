"""What every page says of the city: its counter's name, telephone, place, hours. No page fails for want of it."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined, Text, city

SERVICE = _("窓口")
FRESH = 30.0
"""Seconds for which a process believes what it read."""


@dataclass(frozen=True)
class CityWords:
    """Texts print themselves in the language of the page. What is not known is empty."""

    service: Any = SERVICE
    name: Any = ""
    phone: str = ""
    phone_note: Any = ""
    postal_code: str = ""
    address: Any = ""
    hours: Any = ""
    demo_note: Any = ""

    @property
    def notice(self) -> Any:
        """Of a demo: always something."""
        return self.demo_note or _("デモ：市の公式サイトではありません")


_remembered: tuple[float, CityWords] | None = None


def city_words() -> CityWords:
    """As published, else as last known, else as the city's folder says."""
    global _remembered
    if _remembered and time.monotonic() - _remembered[0] < FRESH:
        return _remembered[1]
    try:
        info = city()
    except NotDefined:
        return known_words()
    found = CityWords(
        service=info.service_name,
        name=info.name,
        phone=info.phone,
        phone_note=info.phone_note or "",
        postal_code=info.postal_code,
        address=info.address,
        hours=info.hours,
        demo_note=info.demo_note or "",
    )
    _remembered = (time.monotonic(), found)
    return found


def known_words() -> CityWords:
    """Without asking the database: for pages that say that something is out of order."""
    return _remembered[1] if _remembered else _from_folder(Path(settings.MADO_CITY) / "city.yaml")


def forget() -> None:
    """After the city's definitions were published anew."""
    global _remembered
    _remembered = None


def _from_folder(path: Path) -> CityWords:
    try:
        raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return CityWords(
            service=Text(raw["service_name"]),
            name=Text(raw["name"]),
            phone=str(raw["phone"]),
            phone_note=Text(raw["phone_note"]) if raw.get("phone_note") else "",
            postal_code=str(raw.get("postal_code", "")),
            address=Text(raw["address"]),
            hours=Text(raw["hours"]),
            demo_note=Text(raw["demo_note"]) if raw.get("demo_note") else "",
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        return CityWords()

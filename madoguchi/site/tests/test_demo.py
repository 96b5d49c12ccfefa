"""The demo goes on where it ended."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from madoguchi.city import public as city
from madoguchi.engines.people.public import SYSTEM
from madoguchi.site.demo.definitions import load_definitions

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


def test_definitions__after_something_was_published_at_the_desk__are_loaded_and_it_stays() -> None:
    version = city.current("procedure", "dog-registration")
    assert version is not None
    city.publish("procedure", {**version.written, "standard_days": 3}, by=SYSTEM, at=timezone.now())

    load_definitions(print)

    kept = city.current("procedure", "dog-registration")
    assert kept is not None
    assert kept.written["standard_days"] == 3


def test_definitions__with_a_mistake_in_the_folder__say_which(tmp_path: Path, settings: Any) -> None:
    settings.MADO_CITY = tmp_path
    (tmp_path / "city.yaml").write_text("code: 122271\nnaem: 見本市\n", encoding="utf-8")
    said: list[str] = []
    with pytest.raises(SystemExit):
        load_definitions(said.append)
    assert "naem" in said[0]

"""Sections of an example city: こども課 may look people up, 市民課 also those under protection, 総務課 neither."""

from types import SimpleNamespace
from typing import Any

import pytest

from madoguchi.city import public as city
from madoguchi.engines.people import rights

SECTIONS = {"kodomo": (True, False), "shimin": (True, True), "somu": (False, False)}


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    def department(code: str) -> Any:
        if code not in SECTIONS:
            raise city.NotDefined("department", code)
        looks_up, sees = SECTIONS[code]
        return SimpleNamespace(looks_up_people=looks_up, sees_suppressed=sees)

    monkeypatch.setattr(rights.city, "department", department)

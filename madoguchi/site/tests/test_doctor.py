"""What `doctor` says of the side on which the house stands."""

from typing import Any

import pytest
from django.utils import timezone

from madoguchi.core.health import Level
from madoguchi.engines.people.testing import an_addressee
from madoguchi.site.examinations import zone

pytestmark = pytest.mark.django_db


def failures() -> list[str]:
    return [finding.sentence for finding in zone(timezone.now()) if finding.level is Level.FAILURE]


def test_zone__all_in_a_real_city__is_refused_and_in_the_demo_not(settings: Any) -> None:
    settings.MADO_ZONE, settings.MADO_DEMO = "all", False
    assert any("public と office に分けて" in said for said in failures())
    settings.MADO_DEMO = True
    assert failures() == []


def test_zone__public_with_residents_in_its_registers__is_refused(settings: Any) -> None:
    settings.MADO_ZONE, settings.MADO_DEMO = "public", False
    assert failures() == []
    an_addressee()
    assert any("庁内側の表" in said for said in failures())

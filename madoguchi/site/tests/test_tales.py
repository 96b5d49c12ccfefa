"""The demo's tales: every procedure of the city has one on any day, and what is decided is decided as its example says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from madoguchi.city.public import current_all
from madoguchi.city.testing import load_city
from madoguchi.engines.cases import public as cases
from madoguchi.site.demo.cast import make_cast
from madoguchi.site.demo.story import PROCEDURE
from madoguchi.site.demo.tales import fitting, tales, tell_tales

pytestmark = pytest.mark.django_db


def test_tales__on_any_day__every_procedure_has_one() -> None:
    load_city("urayasu", at=timezone.now())
    for on in (date(2026, 11, 28), date(2027, 6, 20)):
        for version in current_all("procedure"):
            assert list(fitting(version.definition, on)), (version.code, on)


def test_tales__so_many__are_of_different_procedures_and_told_to_their_plots() -> None:
    now = timezone.now()
    load_city("urayasu", at=now - timedelta(days=60))
    make_cast(now)
    wanted = {tale.version.code for tale in tales(8, timezone.localdate())}
    assert len(wanted) == 8
    assert PROCEDURE not in wanted
    assert tell_tales(8, now) == 8
    told = list(cases.Case.objects.all())
    assert {case.procedure for case in told} == wanted
    assert any(case.decisions.exists() for case in told)
    assert any(not case.decisions.exists() for case in told)

"""The rows for measuring keep what the room keeps true."""

from datetime import datetime

import pytest

from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.cases.bulk import bulk
from madoguchi.engines.cases.models import Case, Standing
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.cases.testing import ANSWERS, a_procedure

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 15, 12, 0, tzinfo=TOKYO)


def test_bulk__rows__equal_the_rebuilt():
    for stand in bulk(60, version=a_procedure(), answers=ANSWERS, now=NOW, open_share=0.5, batch=25):
        last = stand
    assert last == Case.objects.count() == 60
    assert list(differing()) == []
    assert Standing.objects.count() > 10
    assert Case.objects.first().application.answers == ANSWERS

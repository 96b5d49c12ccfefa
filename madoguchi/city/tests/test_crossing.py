"""What was published at the desk holds on the public side: the same version, by the same digest, from the same moment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from madoguchi.city import crossing
from madoguchi.city.models import Change, Publication, Version
from madoguchi.city.public import current, publish, retire
from madoguchi.city.testing import NOON, a_city, load_city, raw_department
from madoguchi.core.acting import SYSTEM
from madoguchi.core.relay.public import CROSSINGS, Outgoing
from madoguchi.core.relay.testing import Taken, Writing, as_carried

LATER = NOON + timedelta(days=17)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city() -> None:
    a_city()


def at_the_office(at: datetime, name: str) -> Version:
    with override_settings(MADO_ZONE="office"):
        return publish("department", raw_department(name=name), by=SYSTEM, at=at)


def carried() -> Any:
    """The last that was noted, as it comes out of its envelope."""
    row = Outgoing.objects.filter(kind=crossing.KIND).latest("id")
    assert row.subject == "department/kodomo"
    return as_carried(crossing.write(row.subject, row.item, Writing()))


def forgotten() -> None:
    """The public side, where the old one is in force."""
    row = Publication.objects.get(kind="department", code="kodomo")
    row.version, row.since = Version.objects.filter(kind="department", code="kodomo").earliest("pk"), NOON
    row.save()


def test_published_at_the_desk__is_in_force_outside_from_the_same_moment() -> None:
    new = at_the_office(LATER, "子育て課")
    said = carried()
    forgotten()
    with override_settings(MADO_ZONE="public"):
        crossing.take("department/kodomo", said, Taken(1, LATER))
    row = Publication.objects.get(kind="department", code="kodomo")
    assert (row.version_id, row.since, row.taken_from, row.retired_at) == (new.pk, LATER, "desk", None)
    assert Change.objects.filter(publication=row).latest("id").by == "staff"


def test_published_twice__the_newest_crosses_alone() -> None:
    at_the_office(LATER, "子育て課")
    newest = at_the_office(LATER + timedelta(hours=1), "こども家庭課")
    assert carried()["version"]["sha256"] == newest.sha256
    assert CROSSINGS.get(crossing.KIND).whole


def test_loaded_from_a_folder__does_not_cross() -> None:
    with override_settings(MADO_ZONE="office"):
        loaded = load_city("example", at=LATER)
    assert loaded
    assert not Outgoing.objects.exists()


def test_retired_at_the_desk__is_no_longer_in_force_outside() -> None:
    with override_settings(MADO_ZONE="office"):
        publish("department", raw_department("gone", name="なくなる課", mark="例な"), by=SYSTEM, at=NOON)
        retire("department", "gone", by=SYSTEM, at=LATER)
    row = Outgoing.objects.filter(kind=crossing.KIND, subject="department/gone").latest("id")
    said = as_carried(crossing.write(row.subject, row.item, Writing()))
    Publication.objects.filter(code="gone").update(retired_at=None)
    crossing.take("department/gone", said, Taken(1, LATER))
    assert Publication.objects.get(code="gone").retired_at == LATER
    assert current("department", "gone") is None


def test_name__that_is_long__fits_the_ledger() -> None:
    assert len(crossing.named("a" * 30 + "/" + "b" * 60)) == 64
    assert crossing.named("department/kodomo") == "department/kodomo"

from datetime import UTC, datetime

import pytest
from django.db import models

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotFound
from madoguchi.engines.people.actor import ANONYMOUS
from madoguchi.engines.people.models import Addressee
from madoguchi.engines.people.scope import SCOPED, ScopedQuerySet, look
from madoguchi.engines.people.testing import SYSTEM, a_resident, an_addressee, an_officer

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)


class Forgetful(ScopedQuerySet[Addressee]):
    pass


def test_visible_to__subclass_that_forgot__shows_nothing_at_all() -> None:
    with pytest.raises(NotImplementedError, match="Forgetful"):
        Forgetful(Addressee).visible_to(ANONYMOUS)


@pytest.mark.django_db
def test_look__hidden_record__is_not_found_and_leaves_no_trace(sections: None) -> None:
    person = an_addressee()
    for by in (ANONYMOUS, a_resident(), an_officer("somu")):
        with pytest.raises(NotFound):
            look(Addressee.objects.all(), by=by, at=NOON, purpose="counter", pk=person.pk)
    assert not Entry.objects.filter(action="looked").exists()


@pytest.mark.django_db
def test_look__twice_in_an_hour__is_written_once_with_its_purpose(sections: None) -> None:
    person, by = an_addressee(), an_officer("kodomo")
    for _ in range(2):
        assert look(Addressee.objects.all(), by=by, at=NOON, purpose="inquiry", pk=person.pk) == person
    entry = Entry.objects.get(action="looked")
    assert (entry.by, entry.subject_kind, entry.subject_id, entry.purpose) == (
        by.code,
        "addressee",
        str(person.pk),
        "inquiry",
    )


@pytest.mark.django_db
def test_scoped_record_types__nobody_signed_in__see_nothing() -> None:
    an_addressee()
    for _key, scoped in SCOPED.items():
        manager: models.Manager[models.Model] = scoped.model._default_manager
        rows = manager.get_queryset()
        assert isinstance(rows, ScopedQuerySet), scoped.model
        assert not rows.visible_to(ANONYMOUS).exists(), scoped.model
        assert rows.visible_to(SYSTEM) is not None

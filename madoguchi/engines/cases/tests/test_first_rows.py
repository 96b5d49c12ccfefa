"""A page of what lies with several sections is the page that anybody would have got by sorting all of it."""

from datetime import date, timedelta

import pytest
from django.db.models import Q, QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.core.sealing.public import new_key
from madoguchi.engines.cases.models import Memo
from madoguchi.engines.cases.testing import NOON
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db
SECTIONS = ("kodomo", "kaigo", "zaisei", "shimin")


@pytest.fixture
def key():
    return new_key("test", "memos")


def memos(key, rows):
    """`rows`: which section, how many minutes after noon, over or not."""
    Memo.objects.all().delete()
    common = {"key": key, "sealed_text": b"x", "by_code": "x", "expires_on": date(2027, 4, 1)}
    Memo.objects.bulk_create(
        Memo(section=section, at=NOON + timedelta(minutes=n), done_at=NOON if over else None, done_by="x" if over else "", **common)
        for section, n, over in rows
    )


def plain(rows, wanted):
    return list(QuerySet.__getitem__(rows, wanted))


A_MEMO = st.tuples(st.sampled_from(SECTIONS), st.integers(0, 9), st.booleans())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(A_MEMO, max_size=25),
    seen=st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True),
    order=st.sampled_from([("at", "id"), ("-at", "-id"), ("section", "at", "id"), ("done_at", "at", "id")]),
    first=st.integers(0, 6),
    many=st.integers(1, 8),
)
def test_page__of_any_sections_in_any_order__is_that_of_all_rows_sorted(key, rows, seen, order, first, many):
    memos(key, rows)
    for found in (
        Memo.objects.of_sections(seen).order_by(*order),
        Memo.objects.of_sections(seen).filter(Q(done_at=None) | Q(at__gt=NOON)).order_by(*order),
        Memo.objects.of_sections(seen).filter(section=seen[0]).order_by(*order),
        Memo.objects.of_sections(seen).select_related("key").order_by(*order),
    ):
        wanted = slice(first, first + many)
        assert list(found[wanted]) == plain(found, wanted)


def test_page__of_several_sections__is_put_together_from_the_first_rows_of_each(key):
    memos(key, [("kodomo", 1, False), ("kaigo", 2, False), ("zaisei", 0, False)])
    page = Memo.objects.of_sections(["kodomo", "kaigo"]).order_by("at", "id")[:2]
    assert str(page.query).count("UNION ALL") == 1
    assert [one.section for one in page] == ["kodomo", "kaigo"]


def test_page__where_nothing_can_be_found__is_empty(key):
    memos(key, [("kodomo", 1, False)])
    assert list(Memo.objects.of_sections(["kodomo", "kaigo"]).filter(pk__in=[]).order_by("at")[:5]) == []
    assert list(Memo.objects.of_sections([]).order_by("at")[:5]) == []


def test_page__asked_otherwise__is_the_same_page(key):
    memos(key, [(SECTIONS[n % 4], n, n % 3 == 0) for n in range(20)])
    seen = Memo.objects.visible_to(an_officer("kodomo", more=[("kaigo", "clerk"), ("shimin", "clerk")])).order_by("at", "id")
    page = seen[2:7]
    ids = [one.pk for one in page]
    assert list(page.values_list("pk", flat=True)) == ids
    assert [one.pk for one in page.only("at")] == ids
    assert (page.count(), page.exists()) == (5, True)
    assert set(Memo.objects.filter(pk__in=seen[:7].values("pk")).values_list("pk", flat=True)) >= set(ids)
    assert [one.pk for one in (seen | Memo.objects.filter(section="zaisei")).order_by("at", "id")[:20]] == [
        one.pk for one in Memo.objects.order_by("at", "id")
    ]

"""Rows put together are written together, in their order, or not at all."""

from typing import Any

import pytest
from django.utils import timezone

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.gathering import gathered, put

NOW = timezone.now()


def an_event(kind: str) -> StoredEvent:
    return StoredEvent(kind=kind, at=NOW, by="system", data={})


def fails_after(kind: str) -> None:
    with gathered():
        put(an_event(kind))
        raise ZeroDivisionError


def kinds() -> list[str]:
    return list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))


def test_put__outside_a_block__is_written_at_once(db: None) -> None:
    put(an_event("one"))
    assert kinds() == ["one"]


def test_gathered__many__one_statement_at_the_end(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3), gathered():  # savepoint, insert, release
        for kind in ("one", "two", "three"):
            put(an_event(kind))
        with gathered():
            put(an_event("four"))
    assert kinds() == ["one", "two", "three", "four"]


def test_gathered__fails__nothing_is_written(db: None) -> None:
    with pytest.raises(ZeroDivisionError):
        fails_after("one")
    assert kinds() == []


def test_gathered__inner_block_fails_and_is_borne__only_its_rows_are_forgotten(db: None) -> None:
    with gathered():
        put(an_event("one"))
        with pytest.raises(ZeroDivisionError):
            fails_after("two")
        put(an_event("three"))
    assert kinds() == ["one", "three"]


def test_put__model_that_does_more_on_saving__is_not_taken(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoredEvent, "save", lambda self, **how: None)
    with pytest.raises(TypeError, match="StoredEvent"), gathered():
        put(an_event("one"))

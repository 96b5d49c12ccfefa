"""IN with the codes written out, so that partial indexes are used."""

import pytest

from madoguchi.core.jobs.public import Job


def test_among__codes__stand_in_the_statement(db: None) -> None:
    from madoguchi.core import among  # noqa: F401

    sql, params = Job.objects.filter(state__among=["dead", "later"]).query.sql_with_params()
    assert "IN ('dead', 'later')" in sql
    assert params == ()
    assert list(Job.objects.filter(state__among=["dead"])) == []


@pytest.mark.parametrize("codes", [[], ["x'; DROP TABLE"], ["Dead"]])
def test_among__no_codes__are_refused(db: None, codes: list[str]) -> None:
    with pytest.raises(ValueError, match="not codes"):
        list(Job.objects.filter(state__among=codes))

"""Small counts: none is told, and none can be reckoned out of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.engines.insight.counting.protecting import hidden_of, parts_of

CELLS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 60), max_size=12)


@given(CELLS, st.integers(0, 50))
def test_hidden__are_never_one_alone_nor_few_together__unless_nothing_else_is_left(cells: dict[str, int], small: int) -> None:
    hidden = hidden_of(cells, small)
    assert all(n == 0 or n >= small for key, n in cells.items() if key not in hidden)
    others = [n for key, n in cells.items() if n and key not in hidden]
    if hidden and others:
        assert len(hidden) >= 2
        assert sum(cells[key] for key in hidden) >= small


@given(CELLS, st.integers(1, 50))
def test_parts__add_up_to_the_sum__or_leave_it_unknown(cells: dict[str, int], small: int) -> None:
    parts = parts_of(cells, small)
    told = sum(n for _key, n in parts.told)
    if not parts.hidden:
        assert told == sum(cells.values())
    elif parts.together is None:
        assert not parts.told
    else:
        assert told + parts.together == sum(cells.values())


@pytest.mark.parametrize(
    ("cells", "hidden"), [({"a": 3, "b": 40, "c": 20}, {"a", "c"}), ({"a": 0, "b": 10}, set()), ({"a": 4}, {"a"})]
)
def test_hidden__of_a_few__are_those(cells: dict[str, int], hidden: set[str]) -> None:
    assert hidden_of(cells, 10) == hidden

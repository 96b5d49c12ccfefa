import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import count_graphemes, graphemes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("見本", 2),
        ("葛\U000e0100城", 2),
        ("邊\U000e0101\U000e0100", 1),
        ("か\u3099", 1),
        ("ｶﾞ", 1),
        ("㊙\ufe0f", 1),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇯🇵🇯🇵", 2),
        ("a\r\nb", 3),
        ("e\u0301a", 2),
        ("नी", 1),
    ],
)
def test_count__letters_as_people_count__agrees(text, count):
    assert count_graphemes(text) == count == len(graphemes(text))


@given(st.text())
def test_graphemes__put_together__are_the_text(text):
    assert "".join(graphemes(text)) == text
    assert count_graphemes(text) == len(graphemes(text)) <= len(text)

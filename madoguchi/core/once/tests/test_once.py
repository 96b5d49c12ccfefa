"""A request under a key is carried out once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.core.once.jobs import sweep
from madoguchi.core.once.models import Asked
from madoguchi.core.once.public import Answer, KeyTooLong, KeyUsedOtherwise, answer_once
from madoguchi.core.refused import Refused

pytestmark = pytest.mark.django_db


class Counter:
    def __init__(self, failing: bool = False) -> None:
        self.times, self.failing = 0, failing

    def __call__(self) -> Answer:
        self.times += 1
        if self.failing:
            raise Refused
        return Answer(201, {"number": str(self.times)})


def ask(run, *, caller="machine:a", key="k", said=b"{}"):
    return answer_once(caller, key, said, run, at=timezone.now())


def test_twice__same_words__the_first_answer() -> None:
    run = Counter()
    first, second = ask(run), ask(run)
    assert (first.body, first.again) == ({"number": "1"}, False)
    assert (second.status, second.body, second.again) == (201, {"number": "1"}, True)
    assert run.times == 1


def test_twice__other_words__refused() -> None:
    ask(Counter())
    with pytest.raises(KeyUsedOtherwise):
        ask(Counter(), said=b'{"a": 1}')


def test_same_key__of_another_caller__is_another_request() -> None:
    run = Counter()
    ask(run)
    assert ask(run, caller="machine:b").body == {"number": "2"}


def test_refusal__leaves_the_key_free() -> None:
    with pytest.raises(Refused):
        ask(Counter(failing=True))
    assert ask(Counter()).body == {"number": "1"}


@pytest.mark.parametrize("key", ["", "x" * 201, "改行\n", "あ"])
def test_bad_key__is_told(key: str) -> None:
    with pytest.raises(KeyTooLong):
        ask(Counter(), key=key)


def test_sweep__forgets_after_thirty_days() -> None:
    ask(Counter())
    assert sweep(timezone.now() + timedelta(days=29)) == 0
    assert sweep(timezone.now() + timedelta(days=31)) == 1
    assert not Asked.objects.exists()

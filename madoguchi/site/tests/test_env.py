"""What an operator has said counts; what is unsaid has a default."""

import pytest

from madoguchi.site import env


def test_number__default_of_the_demo__gives_way_to_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "VARIABLES", {})
    monkeypatch.delenv("MADOGUCHI_RUSH", raising=False)
    assert env.number("RUSH", 3) == 3
    assert env.number("RUSH", 3, unsaid=60) == 60
    monkeypatch.setenv("MADOGUCHI_RUSH", "5")
    assert env.number("RUSH", 3, unsaid=60) == 5

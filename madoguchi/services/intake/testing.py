"""The tests' door of intake: a channel, a procedure that has a form there, packages."""

from datetime import timedelta
from typing import Any

from madoguchi.city.public import current, publish
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_procedure
from madoguchi.engines.people.public import SYSTEM
from madoguchi.services.intake.channels import channel_of
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.samples import PDF, Sample, packed, sample_of

CHANNEL: dict[str, Any] = {
    "code": "pittari",
    "title": "ぴったりサービス",
    "source": "pittari",
    "department": "kodomo",
    "municipality": "122271",
    "report": {
        "way": "packages",
        "states": {
            "received": "処理中", "working": "処理中", "correction": "差し戻し", "decided": "処理中", "done": "処理完了",
            "withdrawn": "取下げ",
        },
        "results": True,
    },
}  # fmt: skip
FORM: dict[str, Any] = {
    "form": "F0001",
    "version": "3",
    "items": {
        "reason.kind": "請求理由",
        "claimant.name.family": "請求者姓",
        "claimant.name.given": "請求者名",
        "children.name": "児童{n}氏名",
        "children.birth": "児童{n}生年月日",
    },
    "values": {"reason.kind": {"birth": "1", "moved-in": "2"}},
    "attach": {"proof": "口座確認"},
}


def the_channel(**changes: Any) -> Channel:
    """A channel in force, and a procedure with a form there."""
    a_procedure(pittari=FORM, examples=[{"name": "a first child", "today": "2026-07-11", "answers": ANSWERS, "expect": {}}])
    wanted = {**CHANNEL, **changes}
    publish("intake-channel", wanted, by=SYSTEM, at=NOON - timedelta(days=30))
    return channel_of(wanted["code"])


def a_sample(number: str = "20260714-0001", **changes: Any) -> Sample:
    """A whole package of the sample procedure, sent the evening before."""
    version = current("procedure", PROCEDURE["code"])
    assert version is not None
    definition: Any = version.definition
    made = sample_of(channel_of("pittari"), definition, number, NOON - timedelta(hours=16), ANSWERS)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def a_package(number: str = "20260714-0001", **changes: Any) -> bytes:
    return packed(channel_of("pittari"), a_sample(number, **changes))


__all__ = ["ANSWERS", "CHANNEL", "FORM", "NOON", "PDF", "Sample", "a_package", "a_sample", "packed", "the_channel"]

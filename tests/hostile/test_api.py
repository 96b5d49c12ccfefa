"""The same by the API: whatever is sent, the answer is a problem with a code, never a fault, and nothing is taken in."""

import json
from copy import deepcopy
from typing import Any

import pytest

from madoguchi.city.public import current
from madoguchi.engines.cases import public as cases
from tests.hostile.hall import Person
from tests.hostile.typed import CLAIM

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]
ADDRESS = f"/api/v1/procedures/{CLAIM}/applications"

ANSWERS: dict[str, tuple[str, Any]] = {
    "impossible day": ("claimant.birth", "1994-02-30"),
    "day as number": ("claimant.birth", 19940402),
    "day in the future": ("reason.event_date", "2999-01-01"),
    "day with a time": ("claimant.birth", "1994-04-02T00:00:00"),
    "option that is none": ("reason.kind", "lottery"),
    "option as list": ("reason.kind", ["birth"]),
    "name as text": ("claimant.name", "見本さくら"),
    "name with more": ("claimant.name", {"family": "見本", "admin": True}),
    "lone surrogate": ("claimant.name", {"family": "\ud800", "given": "さくら", "family_kana": "ミホン", "given_kana": "サクラ"}),
    "right-to-left override": (
        "claimant.name",
        {"family": "見\u202e本", "given": "さ", "family_kana": "ミホン", "given_kana": "サ"},
    ),
    "number for a phone": ("claimant.phone", 470000000),
    "nothing for a phone": ("claimant.phone", ""),
    "yes as text": ("older_supported", "true"),
    "children as map": ("children", {"0": {}}),
    "child as text": ("children", ["ひなた"]),
    "16 children": ("children", 16),
    "a My Number in clear": ("claimant.my_number", "123456789012"),
    "consent to other words": ("declaration", {"agreed": True, "wording": "0" * 32}),
    "account of another shape": ("bank.account", {"way": "bank", "iban": "XX00"}),
    "deep nesting": ("remarks", None),
}
BODIES: dict[str, bytes] = {
    "no JSON": b"answers=1",
    "nothing": b"",
    "cut short": b'{"answers": {',
    "a list": b"[]",
    "NaN": b'{"answers": {"remarks": NaN}}',
    "no UTF-8": b'{"answers": {"remarks": "\xff\xfe"}}',
    "key of the office": b'{"answers": {}, "section": "kaigo"}',
    "ten thousand brackets": b'{"answers": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
}


def test_api__each__is_a_problem_with_a_code_and_nothing_is_taken_in() -> None:
    person, wrong = Person(), []
    version = current("procedure", CLAIM)
    assert version
    sound = cases.example_answers(version.definition)

    def send(name: str, body: bytes) -> None:
        answer = person.browser.post(
            ADDRESS, body, content_type="application/json", headers={"idempotency-key": f"hostile {name}"[:200]}
        )
        said = answer.json() if answer.headers["content-type"].startswith("application/problem+json") else {}
        if answer.status_code not in {400, 409, 413, 422} or not said.get("code"):
            wrong.append(f"{name}: {answer.status_code} {answer.content[:200]!r}")

    for name, (path, value) in ANSWERS.items():
        answers = deepcopy(sound)
        *groups, last = path.split(".")
        here = answers
        for group in groups:
            here = here[group]
        if name == "16 children":
            value = [answers["children"][0]] * 16
        if name == "deep nesting":
            for _n in range(200):
                value = {"a": value}
        here[last] = value
        send(name, json.dumps({"answers": answers, "later": ["account-proof"]}).encode())
    for name, body in BODIES.items():
        send(name, body)
    assert not wrong, "\n".join(wrong)
    assert cases.Application.objects.count() == 0

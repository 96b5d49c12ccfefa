"""The tests' door of watch: rules in force, a privacy officer, looks that were sealed."""

from datetime import datetime
from typing import Any

from madoguchi.city.public import publish
from madoguchi.city.testing import a_city, raw_department
from madoguchi.core.audit import public as audit
from madoguchi.engines.people.public import SYSTEM, Actor
from madoguchi.engines.people.testing import an_officer
from madoguchi.engines.watch.actions.observe import observe

__all__ = ["a_guarded_city", "a_privacy_officer", "a_rule", "looked_and_judged"]

RULES: dict[str, dict[str, Any]] = {
    "own-family": {},
    "flagged": {},
    "bulk": {"persons": 3, "minutes": 60},
    "closed": {"hours": "7:00-21:00", "except_sections": ["kiki"]},
}


def a_guarded_city(at: datetime) -> None:
    """A small city whose 法務 guards privacy, with a rule of each sort."""
    a_city(kodomo="こども課")
    publish("department", raw_department("houmu", "法務課", "例法", guards_privacy=True), by=SYSTEM, at=at)
    publish("department", raw_department("kiki", "危機管理課", "例危"), by=SYSTEM, at=at)
    for sort in RULES:
        a_rule(sort, at=at)


def a_rule(sort: str, *, at: datetime, **changes: Any) -> None:
    raw = {"code": sort, "title": sort, "looks_at": sort, **RULES[sort], **changes}
    publish("watch-rule", raw, by=SYSTEM, at=at)


def a_privacy_officer() -> Actor:
    return an_officer("houmu")


def looked_and_judged(by: Any, at: datetime, *subjects: tuple[str, Any], purpose: str = "casework") -> int:
    """Somebody looks at these, the sealer seals, the watch judges: how many anomalies are new."""
    for kind, subject in subjects:
        audit.looked(by, at, kind, subject, purpose)
    audit.seal_batch(at)
    return observe(at)[1]

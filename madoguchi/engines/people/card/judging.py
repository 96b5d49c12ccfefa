"""The city's own judgement: with its trust store, its checker, and test certificates in the demo alone."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from madoguchi.engines.people.card.comparing import Written
from madoguchi.engines.people.card.evidence import Evidence, evidence_of
from madoguchi.engines.people.card.revocation import Answer, Status, checker
from madoguchi.engines.people.card.trust import store
from madoguchi.engines.people.card.verifying import Verdict, verify


def judge_signature(content: bytes, cms: bytes, written: Written, *, at: datetime) -> tuple[Verdict, bytes]:
    """The verdict, and the evidence to keep; without evidence where it is invalid."""
    trusted = store()
    verdict = verify(content, cms, at=at, store=trusted, checker=checker(), written=written, tests_too=bool(settings.MADO_DEMO))
    if verdict.failed is not None:
        return verdict, b""
    return verdict, evidence_of(content, cms, verdict, at=at, store=trusted, written=written)


def can_sign() -> bool:
    """Whether the city trusts any root for signing: without one, signing is not offered."""
    return any(root.use == "sign" for root in store().roots)


def ask_again(kept: Evidence, *, at: datetime) -> Answer:
    """About a signature that could not be confirmed when it came: what is known now about the moment of its arrival."""
    answer = checker().check(kept.certificate, kept.root, at)
    if answer.status is Status.REVOKED and answer.revoked_at and answer.revoked_at > kept.received_at:
        return replace(answer, status=Status.GOOD)
    return answer

"""署名の検証: ten steps in their order, each with its result. What was not looked into is said to be open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from madoguchi.engines.people.card import cms
from madoguchi.engines.people.card.certificate import (
    TEST_ARC,
    Facts,
    Unfit,
    Use,
    facts_of,
    is_authority,
    is_ours_for_tests,
    issuer_key_of,
    may_sign,
    policies_of,
    understood,
)
from madoguchi.engines.people.card.comparing import Compared, Written, compare, waits_for_clerk
from madoguchi.engines.people.card.revocation import Answer, RevocationChecker, Status
from madoguchi.engines.people.card.trust import Policy, Root, TrustStore


class Step(StrEnum):
    """In the order in which they are taken."""

    DIGEST = "digest"
    SIGNATURE = "signature"
    CHAIN = "chain"
    VALIDITY = "validity"
    USAGE = "usage"
    REAL = "real"
    REVOCATION = "revocation"
    FACTS = "facts"
    SUBSTITUTES = "substitutes"
    EVIDENCE = "evidence"


class Result(StrEnum):
    """`OPEN`: not found out. `LOOK`: a person should compare. `SKIPPED`: an earlier step failed. `TEST`: a test certificate, which
    the demo alone takes."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"
    LOOK = "look"
    TEST = "test"
    SKIPPED = "skipped"


class State(StrEnum):
    """Of the whole. `UNCONFIRMED`: all fits, but whether the certificate was revoked is not known."""

    VALID = "valid"
    UNCONFIRMED = "unconfirmed"
    INVALID = "invalid"


HARD = (Step.DIGEST, Step.SIGNATURE, Step.CHAIN, Step.VALIDITY, Step.USAGE, Step.REAL)


@dataclass(frozen=True)
class Verdict:
    steps: Mapping[Step, Result]
    revocation: Answer
    certificate: x509.Certificate | None = None
    root: Root | None = None
    policy: Policy | None = None
    facts: Facts = field(default_factory=Facts)
    compared: tuple[Compared, ...] = ()

    @property
    def state(self) -> State:
        if self.failed is not None:
            return State.INVALID
        return State.VALID if self.steps[Step.REVOCATION] is Result.PASSED else State.UNCONFIRMED

    @property
    def failed(self) -> Step | None:
        """The first step that failed."""
        return next((step for step in Step if self.steps[step] is Result.FAILED), None)

    @property
    def waits_for_clerk(self) -> bool:
        """Whether it is still to be judged by a person that the signer and whom the form names are one."""
        return waits_for_clerk(self.compared)


def verify(
    content: bytes,
    der: bytes,
    *,
    at: datetime,
    store: TrustStore,
    checker: RevocationChecker,
    written: Written | None = None,
    tests_too: bool = False,
) -> Verdict:
    """Judge a signature over these bytes that arrived at that moment. `written`: what the form says of the person.
    `tests_too`: test roots and test policies count; in the demo alone. Never raises."""
    steps: dict[Step, Result] = dict.fromkeys(Step, Result.SKIPPED)
    nobody = Answer(Status.NOT_CHECKED, "none", at)
    try:
        signed = cms.read(der)
    except cms.NotReadable:
        return Verdict({**steps, Step.DIGEST: Result.FAILED}, nobody)
    leaf = signed.certificate
    try:
        root = store.root_for(issuer_key_of(leaf))
        policy = next((store.policies[oid] for oid in policies_of(leaf) if oid in store.policies), None)
        facts = facts_of(leaf)
        checks: dict[Step, Callable[[], bool]] = {
            Step.DIGEST: lambda: signed.covers(content),
            Step.SIGNATURE: signed.is_made_by_its_certificate,
            Step.CHAIN: lambda: is_issued_by(leaf, root),
            Step.VALIDITY: lambda: is_in_time(leaf, at) and root is not None and is_in_time(root.certificate, at),
            Step.USAGE: lambda: is_for_signing(leaf, root, policy),
            Step.REAL: lambda: tests_too or not is_for_tests(leaf, root, policy),
        }
        for step in HARD:
            if not checks[step]():
                return Verdict({**steps, step: Result.FAILED}, nobody, leaf, root, policy)
            steps[step] = Result.PASSED
        if is_for_tests(leaf, root, policy):
            steps[Step.REAL] = Result.TEST
    except (Unfit, ValueError):
        return Verdict({**steps, Step.USAGE: Result.FAILED}, nobody, leaf)
    assert root is not None
    answer = checker.check(leaf, root.certificate, at)
    steps[Step.REVOCATION] = REVOCATION[answer.status]
    compared = compare(facts, written) if written else ()
    steps[Step.FACTS] = Result.LOOK if waits_for_clerk(compared) else Result.PASSED if compared else Result.OPEN
    steps[Step.SUBSTITUTES] = Result.LOOK if facts.substitutes else Result.PASSED
    steps[Step.EVIDENCE] = Result.PASSED
    return Verdict(steps, answer, leaf, root, policy, facts, compared)


REVOCATION = {
    Status.GOOD: Result.PASSED,
    Status.REVOKED: Result.FAILED,
    Status.UNKNOWN: Result.OPEN,
    Status.NOT_CHECKED: Result.OPEN,
}


def is_issued_by(leaf: x509.Certificate, root: Root | None) -> bool:
    """Directly by a root of the store: there is nothing between."""
    if root is None or is_authority(leaf) or not understood(leaf):
        return False
    try:
        leaf.verify_directly_issued_by(root.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def is_in_time(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def is_for_signing(leaf: x509.Certificate, root: Root | None, policy: Policy | None) -> bool:
    """A certificate for signing in, or of a root for signing in, signs nothing."""
    return may_sign(leaf) and root is not None and root.use is Use.SIGN and policy is not None and policy.use is Use.SIGN


def is_for_tests(leaf: x509.Certificate, root: Root | None, policy: Policy | None) -> bool:
    """By what the store says, by the policies' own numbers, or by the maker's name: any of them is enough."""
    said: Any = (root and root.test) or (policy and policy.test)
    return bool(said) or is_ours_for_tests(leaf) or any(oid.startswith(TEST_ARC) for oid in policies_of(leaf))

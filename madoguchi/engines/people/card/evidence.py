"""証拠: all that is needed to judge a signature anew, years later and off line, in one JSON text."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from madoguchi.engines.people.card.certificate import Use, fingerprint_of, serial_of
from madoguchi.engines.people.card.comparing import Written
from madoguchi.engines.people.card.revocation import Answer, Status, answer_of_list, answer_of_ocsp
from madoguchi.engines.people.card.trust import Root, TrustStore
from madoguchi.engines.people.card.verifying import Verdict, verify

FORMAT = "madoguchi-signature/1"
MOST_BYTES = 8 * 1024 * 1024


class NoEvidence(ValueError):
    """What of the file is not as evidence is written."""


@dataclass(frozen=True)
class Evidence:
    """As it was kept: bytes, chain, answer about revocation, moment, store, and what was found then."""

    content: bytes
    cms: bytes
    certificate: x509.Certificate
    root: x509.Certificate
    received_at: datetime
    revocation: Answer
    store_digest: str
    steps: dict[str, str]
    state: str
    test: bool
    written: Written


def evidence_of(content: bytes, der: bytes, verdict: Verdict, *, at: datetime, store: TrustStore, written: Written) -> bytes:
    """Canonical JSON (RFC 8785), so that its digest is the same wherever it is written again."""
    assert verdict.certificate is not None
    assert verdict.root is not None
    answer = verdict.revocation
    said: bytes = rfc8785.dumps(
        {
            "format": FORMAT,
            "content": _text(content),
            "cms": _text(der),
            "chain": [_der(verdict.certificate), _der(verdict.root.certificate)],
            "received_at": at.isoformat(),
            "trust_store": store.digest,
            "test": verdict.root.test or bool(verdict.policy and verdict.policy.test),
            "steps": {step.value: result.value for step, result in verdict.steps.items()},
            "state": verdict.state.value,
            "written": {"name": written.name, "birth": written.birth, "address": written.address},
            "revocation": {
                "status": answer.status.value,
                "checker": answer.checker,
                "at": answer.at.isoformat(),
                "said_at": answer.said_at.isoformat() if answer.said_at else None,
                "until": answer.until.isoformat() if answer.until else None,
                "digest": answer.digest,
                "kept": _text(answer.kept),
            },
        }
    )
    return said


def digest_of_evidence(kept: bytes) -> str:
    return hashlib.sha256(kept).hexdigest()


def read_evidence(kept: bytes) -> Evidence:
    """Raises NoEvidence."""
    if len(kept) > MOST_BYTES:
        raise NoEvidence("longer than eight megabytes")
    try:
        said: dict[str, Any] = json.loads(kept)
        if said["format"] != FORMAT:
            raise NoEvidence(f"format {said['format']!r}; {FORMAT} is expected")
        leaf, root = (x509.load_der_x509_certificate(_bytes(one)) for one in said["chain"])
        answer = said["revocation"]
        return Evidence(
            content=_bytes(said["content"]),
            cms=_bytes(said["cms"]),
            certificate=leaf,
            root=root,
            received_at=datetime.fromisoformat(said["received_at"]),
            revocation=Answer(
                Status(answer["status"]),
                str(answer["checker"]),
                datetime.fromisoformat(answer["at"]),
                _moment(answer["said_at"]),
                _moment(answer["until"]),
                digest=str(answer["digest"]),
                kept=_bytes(answer["kept"]),
            ),
            store_digest=str(said["trust_store"]),
            steps={str(step): str(result) for step, result in said["steps"].items()},
            state=str(said["state"]),
            test=bool(said["test"]),
            written=Written(**{key: str(value) for key, value in said["written"].items()}),
        )
    except NoEvidence:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NoEvidence(f"{type(wrong).__name__}: {wrong}") from wrong


class Kept:
    """Answers about revocation from what was kept then; what was only named by its digest can't be judged again."""

    def __init__(self, held: Answer) -> None:
        self.held = held

    def check(self, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
        if self.held.checker == "crl" and self.held.kept:
            return answer_of_list(self.held.kept, certificate, root, at)
        if self.held.checker == "ocsp" and self.held.kept:
            return answer_of_ocsp(self.held.kept, certificate, root, at)
        status = Status.NOT_CHECKED if self.held.status is Status.NOT_CHECKED else Status.UNKNOWN
        return Answer(status, self.held.checker, at, self.held.said_at, self.held.until, digest=self.held.digest)


@dataclass(frozen=True)
class Again:
    """Judged anew. `root_known`: whether the root is one of the store by which it is judged now; without it the chain was
    followed to the root in the file itself, whose fingerprint somebody must compare."""

    verdict: Verdict
    root_known: bool
    fingerprint: str
    serial: str


def verify_again(kept: Evidence, store: TrustStore, *, tests_too: bool = True) -> Again:
    """Off line. Roots that ran out meanwhile count as they did on the day of receipt."""
    fingerprint = fingerprint_of(kept.root)
    known = any(root.fingerprint == fingerprint for root in store.roots)
    judged_by = store if known else TrustStore((Root(kept.root, Use.SIGN, kept.test),), store.policies)
    verdict = verify(
        kept.content,
        kept.cms,
        at=kept.received_at,
        store=judged_by,
        checker=Kept(kept.revocation),
        written=kept.written,
        tests_too=tests_too,
    )
    return Again(verdict, known, fingerprint, serial_of(kept.certificate))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: Any) -> bytes:
    return base64.b64decode(text, validate=True)


def _der(certificate: x509.Certificate) -> str:
    return _text(certificate.public_bytes(Encoding.DER))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

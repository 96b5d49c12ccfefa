"""失効の確認: a port. Whoever is asked says GOOD, REVOKED or UNKNOWN; where nobody is asked, NOT_CHECKED, which is never "valid".

The national service answers registered verifiers alone, over its own network; a city sets the adapter that it was given.
Here are a folder of revocation lists, and OCSP.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import requests
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from madoguchi.core.registry import Registry
from madoguchi.engines.people.card.certificate import key_of

PATIENCE, MOST_ANSWER, KEPT_LIST = (3, 5), 64 * 1024, 64 * 1024


class Status(StrEnum):
    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True)
class Answer:
    """`said_at`: when the list or the answer was made; `until`: how long it holds. `kept`: the list or answer itself, where it is
    short enough to go with the evidence; `digest` names it in any case."""

    status: Status
    checker: str
    at: datetime
    said_at: datetime | None = None
    until: datetime | None = None
    revoked_at: datetime | None = None
    digest: str = ""
    kept: bytes = b""


class RevocationChecker(Protocol):
    def check(self, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
        """Never raises: what can't be found out is UNKNOWN."""
        ...


CHECKERS: Registry[Callable[[str], RevocationChecker]] = Registry("revocation checkers")
"""`kind` of MADOGUCHI_CARD_REVOCATION=kind:rest → a checker made with the rest."""


class Nobody:
    """Where a city has no one to ask."""

    def check(self, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
        return Answer(Status.NOT_CHECKED, "none", at)


class Lists:
    """A folder of revocation lists (*.crl, DER or PEM), of which the newest of the root counts."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def check(self, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
        unknown = Answer(Status.UNKNOWN, "crl", at)
        try:
            held = [one for path in self.folder.glob("*.crl") if (one := _list(path, path.stat().st_mtime_ns))]
        except OSError:
            return unknown
        key = key_of(root)
        mine = [one for one in held if one.key == key and one.made_by(root)]
        newest = max(mine, key=lambda one: one.said_at, default=None)
        if newest is None:
            return unknown
        return newest.answer(certificate, at)


class _RevocationList:
    """One list, read once; whether a root made it is asked once a root."""

    def __init__(self, content: bytes) -> None:
        pem = b"-----BEGIN" in content[:64]
        self.list = x509.load_pem_x509_crl(content) if pem else x509.load_der_x509_crl(content)
        self.der = self.list.public_bytes(serialization.Encoding.DER)
        self.digest = hashlib.sha256(self.der).hexdigest()
        found = self.list.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        self.key = found.hex() if found else ""
        self.said_at, self.until = self.list.last_update_utc, self.list.next_update_utc
        self._made_by: dict[bytes, bool] = {}

    def made_by(self, root: x509.Certificate) -> bool:
        print_ = root.fingerprint(hashes.SHA256())
        if print_ not in self._made_by:
            key = root.public_key()
            known = isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
            self._made_by[print_] = known and self.list.is_signature_valid(key)  # type: ignore[arg-type]
        return self._made_by[print_]

    def answer(self, certificate: x509.Certificate, at: datetime) -> Answer:
        kept = self.der if len(self.der) <= KEPT_LIST else b""
        found = self.list.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if found is not None and found.revocation_date_utc <= at:
            status, since = Status.REVOKED, found.revocation_date_utc
        else:  # a list that has run out says nothing about who is not on it
            status, since = (Status.GOOD if self.until and self.said_at <= at <= self.until else Status.UNKNOWN), None
        return Answer(status, "crl", at, self.said_at, self.until, since, self.digest, kept)


@lru_cache(maxsize=16)
def _list(path: Path, _changed: int) -> _RevocationList | None:
    try:
        return _RevocationList(path.read_bytes())
    except (ValueError, OSError, x509.ExtensionNotFound):
        return None


def answer_of_list(der: bytes, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
    """A list that was kept with evidence, judged anew."""
    try:
        held = _RevocationList(der)
    except (ValueError, x509.ExtensionNotFound):
        return Answer(Status.UNKNOWN, "crl", at)
    return held.answer(certificate, at) if held.made_by(root) else Answer(Status.UNKNOWN, "crl", at)


class Ocsp:
    """RFC 6960, asked by POST."""

    def __init__(self, address: str) -> None:
        self.address = address

    def check(self, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
        unknown = Answer(Status.UNKNOWN, "ocsp", at)
        asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, root, hashes.SHA256()).build()
        body = asked.public_bytes(serialization.Encoding.DER)
        try:
            with requests.post(
                self.address,
                data=body,
                headers={"Content-Type": "application/ocsp-request"},
                timeout=PATIENCE,
                allow_redirects=False,
                stream=True,
            ) as said:
                der = said.raw.read(MOST_ANSWER + 1, decode_content=True)
                if said.status_code != 200 or len(der) > MOST_ANSWER:
                    return unknown
        except (requests.RequestException, OSError):
            return unknown
        return answer_of_ocsp(der, certificate, root, at)


def answer_of_ocsp(der: bytes, certificate: x509.Certificate, root: x509.Certificate, at: datetime) -> Answer:
    """An answer that came just now, or was kept with evidence: signed by the root or by whom it named, about this certificate,
    holding at that moment. Anything else is UNKNOWN."""
    unknown = Answer(Status.UNKNOWN, "ocsp", at)
    try:
        said = ocsp.load_der_ocsp_response(der)
        if said.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return unknown
        one = next(iter(said.responses))
        asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, root, one.hash_algorithm).build()
        about_it = (one.serial_number, one.issuer_key_hash, one.issuer_name_hash) == (
            asked.serial_number,
            asked.issuer_key_hash,
            asked.issuer_name_hash,
        )
        until = one.next_update_utc
        if not about_it or not _answers_for(said, root, at) or one.this_update_utc > at or (until and until < at):
            return unknown
        status = {ocsp.OCSPCertStatus.GOOD: Status.GOOD, ocsp.OCSPCertStatus.REVOKED: Status.REVOKED}
        found = status.get(one.certificate_status, Status.UNKNOWN)
        since = one.revocation_time_utc
    except (ValueError, StopIteration, TypeError):
        return unknown
    if found is Status.REVOKED and since and since > at:
        found = Status.GOOD
    return Answer(found, "ocsp", at, one.this_update_utc, until, since, hashlib.sha256(der).hexdigest(), der)


def _answers_for(said: ocsp.OCSPResponse, root: x509.Certificate, at: datetime) -> bool:
    """Signed by the root itself, or by a certificate that the root gave for answering."""
    signer = root
    for delegate in said.certificates:
        try:
            delegate.verify_directly_issued_by(root)
            meant = delegate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
            continue
        if ExtendedKeyUsageOID.OCSP_SIGNING in meant and delegate.not_valid_before_utc <= at <= delegate.not_valid_after_utc:
            signer = delegate
    key, digest = signer.public_key(), said.signature_hash_algorithm
    if digest is None:
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(said.signature, said.tbs_response_bytes, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(said.signature, said.tbs_response_bytes, ec.ECDSA(digest))
        else:
            return False
    except InvalidSignature:
        return False
    return True


CHECKERS.register("none", lambda _rest: Nobody())
CHECKERS.register("crl", Lists)
CHECKERS.register("ocsp", Ocsp)


def checker() -> RevocationChecker:
    """The one that the city has set. Raises ImproperlyConfigured."""
    return _made(str(settings.MADO_CARD_REVOCATION or "none"))


@lru_cache(maxsize=4)
def _made(setting: str) -> RevocationChecker:
    kind, _, rest = setting.partition(":")
    if kind not in CHECKERS or (kind != "none" and not rest):
        raise ImproperlyConfigured(f"MADOGUCHI_CARD_REVOCATION: none, crl:FOLDER or ocsp:ADDRESS is expected, not {setting!r}")
    return CHECKERS.get(kind)(rest)

"""テスト用の認証局: makes roots, cards and revocation lists of the same shape as the real ones, for tests and for the demo.

Everything it makes carries its name and test policies, and is refused outside the demo, whatever the trust store says.
"""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs7,
)
from cryptography.x509.oid import NameOID

from madoguchi.engines.people.card import certificate as shape
from madoguchi.engines.people.card.certificate import TEST_ARC, TEST_ORGANISATION, Facts, Use
from madoguchi.engines.people.card.trust import Policy, Root, TrustStore

POLICY = {Use.SIGN: f"{TEST_ARC}20", Use.AUTHENTICATE: f"{TEST_ARC}30"}
PHONE_POLICY = {Use.SIGN: f"{TEST_ARC}21", Use.AUTHENTICATE: f"{TEST_ARC}31"}
LABEL = {Use.SIGN: "for digital signature", Use.AUTHENTICATE: "for user authentication"}
USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
TEN_YEARS, FIVE_YEARS = timedelta(days=3652), timedelta(days=1826)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key: on a card both lie in the chip."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    def sign(self, content: bytes, *, more: tuple[x509.Certificate, ...] = ()) -> bytes:
        """CMS over these bytes, the bytes inside."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(self.certificate, self.key, hashes.SHA256())
        for one in more:
            builder = builder.add_certificate(one)
        return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities])


@dataclass
class Authority:
    """One root, and what it has revoked."""

    use: Use
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    revoked: dict[int, datetime] = field(default_factory=dict)

    @classmethod
    def found(cls, use: Use, at: datetime, *, lasts: timedelta = TEN_YEARS, real: bool = False) -> "Authority":
        """`real`: without our mark, for tests of what a real city does."""
        key = rsa.generate_private_key(65537, 2048)
        name = _name(f"JPKI {LABEL[use]}" if real else TEST_ORGANISATION, LABEL[use])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(at)
            .not_valid_after(at + lasts)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(use, made, key)

    def issue(
        self,
        at: datetime,
        *,
        facts: Facts | None = None,
        use: Use | None = None,
        policy: str = "",
        lasts: timedelta = FIVE_YEARS,
        authority: bool = False,
        serial: int = 0,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    ) -> Issued:
        """A certificate as it lies on a card: facts only where it is for signing."""
        use = use or self.use
        key = key or rsa.generate_private_key(65537, 2048)
        signing = use is Use.SIGN
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([_part(NameOID.COUNTRY_NAME, "JP"), _part(NameOID.COMMON_NAME, secrets.token_hex(10).upper())]))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(serial or x509.random_serial_number())
            .not_valid_before(at)
            .not_valid_after(at + lasts)
            .add_extension(_usage("digital_signature", *(["content_commitment"] if signing else [])), critical=True)
            .add_extension(_policies(policy or POLICY[use]), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier(bytes.fromhex(shape.key_of(self.certificate)), None, None), critical=False)
        )
        if facts is not None:
            builder = builder.add_extension(_names(facts), critical=False)
        if authority:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        return Issued(builder.sign(self.key, hashes.SHA256()), key)

    def revoke(self, certificate: x509.Certificate, at: datetime) -> None:
        self.revoked[certificate.serial_number] = at

    def list_at(self, at: datetime, *, lasts: timedelta = timedelta(days=2)) -> bytes:
        """The revocation list, DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(at)
            .next_update(at + lasts)
            .add_extension(x509.AuthorityKeyIdentifier(bytes.fromhex(shape.key_of(self.certificate)), None, None), critical=False)
            .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        )
        for serial, since in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    @property
    def root(self) -> Root:
        return Root(self.certificate, self.use, shape.is_ours_for_tests(self.certificate))


def store_of(*authorities: Authority) -> TrustStore:
    """A store that trusts them and reads test policies."""
    return TrustStore(tuple(one.root for one in authorities), _known_policies())


def write_store(folder: Path, *authorities: Authority) -> None:
    """The same as a folder, as an operator would keep it."""
    folder.mkdir(parents=True, exist_ok=True)
    roots = []
    for number, one in enumerate(authorities, 1):
        name = f"{one.use.value}-{number}.cer"
        (folder / name).write_bytes(one.certificate.public_bytes(Encoding.DER))
        roots.append({"file": name, "use": one.use.value, "test": True})
    policies = {oid: {"use": one.use.value, "medium": one.medium} for oid, one in _known_policies().items()}
    said = json.dumps({"roots": roots, "policies": policies}, ensure_ascii=False, indent=1)
    (folder / "trust.json").write_text(said, encoding="utf-8")


def to_pem(issued: "Issued | Authority") -> dict[str, str]:
    key = issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return {"certificate": issued.certificate.public_bytes(Encoding.PEM).decode(), "key": key}


def from_pem(held: dict[str, str]) -> Issued:
    key = load_pem_private_key(held["key"].encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Issued(x509.load_pem_x509_certificate(held["certificate"].encode()), key)


def _known_policies() -> dict[str, Policy]:
    card = {oid: Policy(use, "card", True) for use, oid in POLICY.items()}
    return card | {oid: Policy(use, "phone", True) for use, oid in PHONE_POLICY.items()}


def _names(facts: Facts) -> x509.SubjectAlternativeName:
    """In the order of a real card, which is not that of the numbers."""
    held = [
        (shape.NAME, facts.name),
        (shape.BIRTH, facts.birth_text),
        (shape.SEX, facts.sex),
        (shape.ADDRESS, facts.address),
        (shape.NAME_FLAGS, facts.name_flags or "0" * len(facts.name)),
        (shape.ADDRESS_FLAGS, facts.address_flags or "0" * len(facts.address)),
    ]
    return x509.SubjectAlternativeName([x509.OtherName(x509.ObjectIdentifier(oid), asn1.encode_der(text)) for oid, text in held])


def _policies(oid: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(oid), None)])


def _usage(*given: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in given for name in USAGES})


def _part(kind: x509.ObjectIdentifier, text: str) -> x509.NameAttribute:
    return x509.NameAttribute(kind, text)


def _name(organisation: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            _part(NameOID.COUNTRY_NAME, "JP"),
            _part(NameOID.ORGANIZATION_NAME, organisation),
            _part(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        ]
    )

"""証明書の読み方: which of the two certificates it is, and the four facts that a signing one holds (identity: 基本4情報)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes

T = TypeVar("T", bound=x509.ExtensionType)


class Use(StrEnum):
    """署名用, 利用者証明用."""

    SIGN = "sign"
    AUTHENTICATE = "authenticate"


FACTS = "1.2.392.200149.8.5.5."
NAME, NAME_FLAGS, SEX, BIRTH, ADDRESS, ADDRESS_FLAGS = (f"{FACTS}{n}" for n in range(1, 7))
TEST_ARC = "1.2.392.200149.8.5.1.0."
"""Policies of the test environment, of which a real city accepts none."""
TEST_ORGANISATION = "Madoguchi TEST"
"""Stands in the name of every root that our own test authority makes."""
KNOWN_CRITICAL = frozenset({"2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.32", "2.5.29.35", "2.5.29.37", "2.5.29.31"})


class Unfit(ValueError):
    """A certificate whose extensions can't be read."""


@dataclass(frozen=True)
class Facts:
    """As the certificate says them. `birth`: as a day where it is one; `birth_text`: as it stands there."""

    name: str = ""
    name_flags: str = ""
    sex: str = ""
    birth_text: str = ""
    address: str = ""
    address_flags: str = ""

    @property
    def birth(self) -> date | None:
        """`EYYYYMMDD`: an era's digit, then the Gregorian day. Parts that are not known make no day."""
        text = self.birth_text
        if len(text) != 9 or not text.isascii() or not text.isdigit() or text[0] == "0":
            return None
        try:
            return date(int(text[1:5]), int(text[5:7]), int(text[7:9]))
        except ValueError:
            return None

    @property
    def substitutes(self) -> bool:
        """代替文字: whether the name or the address is written with other letters than the register's."""
        return "1" in self.name_flags or "1" in self.address_flags


def serial_of(certificate: x509.Certificate) -> str:
    """シリアル番号 as a text of hexadecimal digits: the same in lists, bindings and revocation."""
    return f"{certificate.serial_number:X}"


def fingerprint_of(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def issuer_key_of(certificate: x509.Certificate) -> str:
    """The identifier of the key that signed it: several generations of one issuer carry the same name."""
    found = _extension(certificate, x509.AuthorityKeyIdentifier)
    return found.key_identifier.hex() if found and found.key_identifier else ""


def key_of(certificate: x509.Certificate) -> str:
    found = _extension(certificate, x509.SubjectKeyIdentifier)
    return found.digest.hex() if found else ""


def policies_of(certificate: x509.Certificate) -> list[str]:
    found = _extension(certificate, x509.CertificatePolicies)
    return [one.policy_identifier.dotted_string for one in found] if found else []


def may_sign(certificate: x509.Certificate) -> bool:
    """digitalSignature and nonRepudiation: made for what one answers for."""
    usage = _extension(certificate, x509.KeyUsage)
    return bool(usage and usage.digital_signature and usage.content_commitment)


def is_authority(certificate: x509.Certificate) -> bool:
    found = _extension(certificate, x509.BasicConstraints)
    return bool(found and found.ca)


def is_ours_for_tests(certificate: x509.Certificate) -> bool:
    """Whether it was made by our own test authority, whatever a trust store says of it."""
    names = (*certificate.subject, *certificate.issuer)
    return any(name.value == TEST_ORGANISATION for name in names)


def understood(certificate: x509.Certificate) -> bool:
    """Whether every critical extension is one that we heed (RFC 5280, 4.2)."""
    try:
        return all(one.oid.dotted_string in KNOWN_CRITICAL for one in certificate.extensions if one.critical)
    except ValueError:
        return False


def facts_of(certificate: x509.Certificate) -> Facts:
    """Looked up by their names, never by their place. Raises Unfit."""
    names = _extension(certificate, x509.SubjectAlternativeName)
    held: dict[str, str] = {}
    for other in names.get_values_for_type(x509.OtherName) if names else []:
        kind = other.type_id.dotted_string
        if kind.startswith(FACTS):
            if kind in held:
                raise Unfit(f"{kind} twice")
            try:
                held[kind] = asn1.decode_der(str, other.value)
            except ValueError as wrong:
                raise Unfit(f"{kind}: {wrong}") from wrong
    return Facts(
        name=held.get(NAME, ""),
        name_flags=held.get(NAME_FLAGS, ""),
        sex=held.get(SEX, ""),
        birth_text=held.get(BIRTH, ""),
        address=held.get(ADDRESS, ""),
        address_flags=held.get(ADDRESS_FLAGS, ""),
    )


def _extension(certificate: x509.Certificate, kind: type[T]) -> T | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
    except ValueError as wrong:
        raise Unfit(str(wrong)) from wrong

"""CMS SignedData (RFC 5652), as strict as can be: DER, one signer, signed attributes, RSA or EC with SHA-2."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

SIGNED_DATA, DATA = "1.2.840.113549.1.7.2", "1.2.840.113549.1.7.1"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
RSA = "1.2.840.113549.1.1.1"
SIGNATURES = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
MOST_BYTES, MOST_CERTIFICATES, LEAST_RSA = 512 * 1024, 8, 2048


class NotReadable(Exception):
    """No CMS of this kind; the words are for logs and for the page that asks for another file."""


@asn1.sequence
class _Algorithm:
    name: x509.ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class _Attribute:
    name: x509.ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class _Attributes:
    """The attributes under their own tag, as they are signed (RFC 5652, 5.4)."""

    held: asn1.SetOf[_Attribute]


@asn1.sequence
class _IssuerAndSerial:
    issuer: asn1.TLV
    serial: int


@asn1.sequence
class _Signer:
    version: int
    who: _IssuerAndSerial | Annotated[bytes, asn1.Implicit(0)]
    digest: _Algorithm
    signed: Annotated[asn1.SetOf[_Attribute] | None, asn1.Implicit(0)]
    algorithm: _Algorithm
    signature: bytes
    unsigned: Annotated[asn1.SetOf[_Attribute] | None, asn1.Implicit(1)]


@asn1.sequence
class _Content:
    kind: x509.ObjectIdentifier
    content: Annotated[bytes | None, asn1.Explicit(0)]


@asn1.sequence
class _SignedData:
    version: int
    digests: asn1.SetOf[_Algorithm]
    content: _Content
    certificates: Annotated[asn1.SetOf[x509.Certificate] | None, asn1.Implicit(0)]
    signers: asn1.SetOf[_Signer]


@asn1.sequence
class _Message:
    kind: x509.ObjectIdentifier
    content: Annotated[_SignedData, asn1.Explicit(0)]


@dataclass(frozen=True)
class Signed:
    """One signature: by whose certificate, over which digest."""

    certificate: x509.Certificate
    content: bytes | None
    digest_name: str
    said_digest: bytes
    attributes: bytes
    algorithm: str
    signature: bytes

    def covers(self, content: bytes) -> bool:
        """Whether it was made over exactly these bytes."""
        if self.content is not None and not hmac.compare_digest(self.content, content):
            return False
        return hmac.compare_digest(hashlib.new(self.digest_name, content).digest(), self.said_digest)

    def is_made_by_its_certificate(self) -> bool:
        key = self.certificate.public_key()
        chosen = SIGNATURES.get(self.algorithm, self.digest_name if self.algorithm == RSA else "")
        if chosen != self.digest_name:
            return False
        digest = next(one for one in DIGESTS.values() if one.name == chosen)
        try:
            if isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA and self.algorithm.startswith("1.2.840.113549."):
                key.verify(self.signature, self.attributes, padding.PKCS1v15(), digest)
            elif isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= 256 and self.algorithm.startswith("1.2.840.10045."):
                key.verify(self.signature, self.attributes, ec.ECDSA(digest))
            else:
                return False
        except InvalidSignature:
            return False
        return True


def read(der: bytes) -> Signed:
    """The one signature of a CMS message. Raises NotReadable."""
    if not der or len(der) > MOST_BYTES:
        raise NotReadable("empty, or longer than half a megabyte")
    try:
        message = asn1.decode_der(_Message, der)
        if message.kind.dotted_string != SIGNED_DATA or message.content.content.kind.dotted_string != DATA:
            raise NotReadable("no signed data")
        signers = message.content.signers.as_list()
        if len(signers) != 1:
            raise NotReadable("one signer is expected")
        return _signed(message.content, signers[0])
    except (ValueError, TypeError, OverflowError) as wrong:
        raise NotReadable(str(wrong)) from wrong


def _signed(data: _SignedData, signer: _Signer) -> Signed:
    digest = DIGESTS.get(signer.digest.name.dotted_string)
    if digest is None:
        raise NotReadable("the digest is not of the SHA-2 family")
    if signer.signed is None:
        raise NotReadable("signed attributes are missing")
    if _attribute(signer.signed, CONTENT_TYPE) != x509_oid(DATA):
        raise NotReadable("the signed type is not that of the content")
    tagged = asn1.encode_der(_Attributes(held=signer.signed))
    return Signed(
        certificate=_certificate(data, signer),
        content=data.content.content,
        digest_name=digest.name,
        said_digest=asn1.decode_der(bytes, _attribute(signer.signed, MESSAGE_DIGEST)),
        attributes=_inside(tagged),
        algorithm=signer.algorithm.name.dotted_string,
        signature=signer.signature,
    )


def _attribute(attributes: "asn1.SetOf[_Attribute]", name: str) -> bytes:
    """The one value of an attribute that must be there once, as DER."""
    held = [one.values.as_list() for one in attributes.as_list() if one.name.dotted_string == name]
    if len(held) != 1 or len(held[0]) != 1:
        raise NotReadable(f"attribute {name} must be there once")
    return asn1.encode_der(held[0][0])


def _certificate(data: _SignedData, signer: _Signer) -> x509.Certificate:
    """The signer's own, by issuer and serial or by key; whatever else was sent along is not believed for anything."""
    sent = data.certificates.as_list() if data.certificates is not None else []
    if len(sent) > MOST_CERTIFICATES:
        raise NotReadable("too many certificates")
    fitting = [one for one in sent if _is_of(one, signer.who)]
    if len(fitting) != 1:
        raise NotReadable("the signer's certificate must be sent along, once")
    return fitting[0]


def _is_of(certificate: x509.Certificate, who: "_IssuerAndSerial | bytes") -> bool:
    if isinstance(who, bytes):
        try:
            return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest == who
        except x509.ExtensionNotFound:
            return False
    return certificate.serial_number == who.serial and certificate.issuer.public_bytes() == asn1.encode_der(who.issuer)


def x509_oid(dotted: str) -> bytes:
    return asn1.encode_der(x509.ObjectIdentifier(dotted))


def _inside(sequence: bytes) -> bytes:
    """What stands in a DER sequence: without its tag and length."""
    first = sequence[1]
    return sequence[2 + (first & 0x7F if first & 0x80 else 0) :]

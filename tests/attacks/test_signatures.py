"""Attacks on signatures: forged, stripped, swapped, replayed, of the wrong certificate, of the wrong authority, out of time."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from madoguchi.engines.people.card import cms as shape
from madoguchi.engines.people.card.certificate import Facts, Use
from madoguchi.engines.people.card.revocation import Lists
from madoguchi.engines.people.card.testca import POLICY, Authority, Issued, store_of
from madoguchi.engines.people.card.trust import AUTHENTICATE_POLICY, SIGN_POLICY, Policy, Root, TrustStore
from madoguchi.engines.people.card.verifying import State, Step, Verdict, verify
from madoguchi.engines.people.testing import CardHouse, card_house

NOW = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)
CONTENT = b'{"answers":{"amount":1000},"attachments":[{"sha256":"aa"}]}'
OTHER = CONTENT.replace(b"1000", b"9000")
FACTS = Facts(name="見本　さくら", birth_text="419900115", sex="2", address="千葉県浦安市見本1-1-1")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHouse]:
    with card_house(tmp_path_factory.mktemp("card"), NOW) as made:
        yield made


def judged(house: CardHouse, cms: bytes, content: bytes = CONTENT, **more: Any) -> Verdict:
    given = {
        "store": store_of(house.signing, house.signing_in), "checker": Lists(str(house.folder / "crl")), "tests_too": True,
    }  # fmt: skip
    return verify(content, cms, **{"at": NOW, **given, **more})


def fails(house: CardHouse, cms: bytes, step: Step, content: bytes = CONTENT, **more: Any) -> None:
    found = judged(house, cms, content, **more)
    assert (found.state, found.failed) == (State.INVALID, step)


def test_swapped_content__signature_of_other_answers__is_refused(house: CardHouse) -> None:
    fails(house, house.card().sign(CONTENT), Step.DIGEST, OTHER)


def test_swapped_content__other_bytes_put_into_the_message__is_refused(house: CardHouse) -> None:
    cms = house.card().sign(CONTENT).replace(CONTENT, OTHER)
    fails(house, cms, Step.DIGEST, CONTENT)
    fails(house, cms, Step.DIGEST, OTHER)


def test_detached_signature__over_these_bytes__is_as_good(house: CardHouse) -> None:
    card = house.card()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(CONTENT).add_signer(card.certificate, card.key, hashes.SHA256())
    cms = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature])
    assert judged(house, cms).state is State.VALID
    fails(house, cms, Step.DIGEST, OTHER)


@pytest.mark.parametrize("place", range(-250, -10, 24))
def test_flipped_bit__in_the_signature__is_refused(house: CardHouse, place: int) -> None:
    cms = bytearray(house.card().sign(CONTENT))
    cms[place] ^= 1
    fails(house, bytes(cms), Step.SIGNATURE)


def test_forged__own_key_under_anothers_certificate__is_refused(house: CardHouse) -> None:
    mine = rsa.generate_private_key(65537, 2048)
    fails(house, Issued(house.card().certificate, mine).sign(CONTENT), Step.SIGNATURE)


def test_forged__own_authority_of_the_same_name__is_refused(house: CardHouse) -> None:
    impostor = Authority.found(Use.SIGN, NOW - timedelta(days=400))
    assert impostor.certificate.subject == house.signing.certificate.subject
    fails(house, impostor.issue(NOW, facts=FACTS, key=house.chip).sign(CONTENT), Step.CHAIN)


def test_forged__own_authority_that_claims_the_roots_key__is_refused(house: CardHouse) -> None:
    """The identifier chooses the root; only the root's signature makes it so."""
    impostor = Authority(Use.SIGN, house.signing.certificate, rsa.generate_private_key(65537, 2048))
    fails(house, impostor.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip).sign(CONTENT), Step.CHAIN)


def test_forged__root_sent_along__is_not_trusted_for_it(house: CardHouse) -> None:
    impostor = Authority.found(Use.SIGN, NOW - timedelta(days=400))
    card = impostor.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip)
    fails(house, card.sign(CONTENT, more=(impostor.certificate,)), Step.CHAIN)


def test_forged__issued_by_somebodys_own_card__is_refused(house: CardHouse) -> None:
    """A person's certificate issues nothing."""
    card = house.card()
    middle = Authority(Use.SIGN, card.certificate, card.key)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "X")])
    key = rsa.generate_private_key(65537, 2048)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(middle.certificate.subject).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=9))
    made = made.add_extension(x509.AuthorityKeyIdentifier(bytes.fromhex(house.signing.root.key), None, None), critical=False)
    leaf = Issued(made.sign(card.key, hashes.SHA256()), key)
    fails(house, leaf.sign(CONTENT, more=(card.certificate,)), Step.CHAIN)


def test_authority_certificate__as_a_card__is_refused(house: CardHouse) -> None:
    card = house.signing.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip, authority=True)
    fails(house, card.sign(CONTENT), Step.CHAIN)


def test_wrong_certificate__for_signing_in__signs_nothing(house: CardHouse) -> None:
    fails(house, house.signing_in.issue(NOW - timedelta(days=1)).sign(CONTENT), Step.USAGE)


def test_wrong_key_usage__no_repudiation_bit_under_the_signing_root__is_refused(house: CardHouse) -> None:
    card = house.signing.issue(NOW - timedelta(days=1), use=Use.AUTHENTICATE, policy=POLICY[Use.SIGN])
    fails(house, card.sign(CONTENT), Step.USAGE)


def test_wrong_policy__signing_usage_with_the_policy_for_signing_in__is_refused(house: CardHouse) -> None:
    card = house.signing.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip, policy=POLICY[Use.AUTHENTICATE])
    fails(house, card.sign(CONTENT), Step.USAGE)


def test_wrong_policy__one_that_nobody_knows__is_refused(house: CardHouse) -> None:
    fails(
        house, house.signing.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip, policy="1.2.3.4").sign(CONTENT), Step.USAGE
    )


def test_wrong_root__for_signing_in_with_a_signing_policy__is_refused(house: CardHouse) -> None:
    card = house.signing_in.issue(NOW - timedelta(days=1), use=Use.SIGN, facts=FACTS, key=house.chip)
    fails(house, card.sign(CONTENT), Step.USAGE)


def test_expired__the_day_after__is_refused(house: CardHouse) -> None:
    card = house.signing.issue(NOW - timedelta(days=30), facts=FACTS, key=house.chip, lasts=timedelta(days=30, seconds=-1))
    fails(house, card.sign(CONTENT), Step.VALIDITY)


def test_not_yet_valid__is_refused(house: CardHouse) -> None:
    fails(house, house.signing.issue(NOW + timedelta(minutes=1), facts=FACTS, key=house.chip).sign(CONTENT), Step.VALIDITY)


def test_expired_root__is_refused(house: CardHouse) -> None:
    old = Authority.found(Use.SIGN, NOW - timedelta(days=900), lasts=timedelta(days=800))
    card = old.issue(NOW - timedelta(days=30), facts=FACTS, key=house.chip)
    fails(house, card.sign(CONTENT), Step.VALIDITY, store=store_of(old))


def test_revoked__before_arrival__is_refused(house: CardHouse, tmp_path: Path) -> None:
    card = house.card()
    house.signing.revoke(card.certificate, NOW - timedelta(hours=3))
    (tmp_path / "a.crl").write_bytes(house.signing.list_at(NOW - timedelta(hours=1)))
    fails(house, card.sign(CONTENT), Step.REVOCATION, checker=Lists(str(tmp_path)))


def test_revoked__on_a_list_that_has_run_out__is_still_revoked(house: CardHouse, tmp_path: Path) -> None:
    card = house.card()
    house.signing.revoke(card.certificate, NOW - timedelta(days=30))
    (tmp_path / "a.crl").write_bytes(house.signing.list_at(NOW - timedelta(days=20)))
    fails(house, card.sign(CONTENT), Step.REVOCATION, checker=Lists(str(tmp_path)))


def test_revocation_list__forged_without_the_entry__is_not_believed(house: CardHouse, tmp_path: Path) -> None:
    impostor = Authority(Use.SIGN, house.signing.certificate, rsa.generate_private_key(65537, 2048))
    (tmp_path / "a.crl").write_bytes(impostor.list_at(NOW - timedelta(minutes=1)))
    assert judged(house, house.card().sign(CONTENT), checker=Lists(str(tmp_path))).state is State.UNCONFIRMED


def test_test_certificate__in_a_real_city__is_refused(house: CardHouse) -> None:
    fails(house, house.card().sign(CONTENT), Step.REAL, tests_too=False)


def test_test_root__declared_as_real__is_refused_by_its_name(house: CardHouse) -> None:
    store = TrustStore((Root(house.signing.certificate, Use.SIGN, test=False),), {SIGN_POLICY: Policy(Use.SIGN)})
    card = house.signing.issue(NOW - timedelta(days=1), facts=FACTS, key=house.chip, policy=SIGN_POLICY)
    fails(house, card.sign(CONTENT), Step.REAL, tests_too=False, store=store)


def test_test_policy__declared_as_real_under_a_real_root__is_refused_by_its_number() -> None:
    real = Authority.found(Use.SIGN, NOW - timedelta(days=40), real=True)
    oid = POLICY[Use.SIGN]
    store = TrustStore((real.root,), {oid: Policy(Use.SIGN, test=False)})
    card = real.issue(NOW - timedelta(days=1), facts=FACTS, policy=oid)
    found = verify(CONTENT, card.sign(CONTENT), at=NOW, store=store, checker=Lists("/none"))
    assert found.failed is Step.REAL
    real_card = real.issue(NOW - timedelta(days=1), facts=FACTS, policy=SIGN_POLICY)
    store = TrustStore((real.root,), {SIGN_POLICY: Policy(Use.SIGN), AUTHENTICATE_POLICY: Policy(Use.AUTHENTICATE)})
    found = verify(CONTENT, real_card.sign(CONTENT), at=NOW, store=store, checker=Lists("/none"))
    assert found.state is State.UNCONFIRMED, "what is real passes but for its revocation"


def test_no_roots__nothing_is_believed(house: CardHouse) -> None:
    fails(house, house.card().sign(CONTENT), Step.CHAIN, store=TrustStore())


def rebuilt(house: CardHouse, card: Issued, **changes: Any) -> bytes:
    """The message taken apart and put together otherwise."""
    message = asn1.decode_der(shape._Message, card.sign(CONTENT))
    data = message.content
    signer = data.signers.as_list()[0]
    parts = {
        name: changes.get(name, getattr(signer, name)) for name in ("version", "who", "digest", "signed", "algorithm", "signature")
    }
    made = shape._Signer(**parts, unsigned=None)
    whole = shape._SignedData(
        version=data.version,
        digests=data.digests,
        content=changes.get("content", data.content),
        certificates=changes.get("certificates", data.certificates),
        signers=asn1.SetOf(changes.get("signers", [made])),
    )
    return asn1.encode_der(shape._Message(kind=message.kind, content=whole))


def test_stripped__no_attributes__is_refused(house: CardHouse) -> None:
    """Without them a signature over other bytes could be passed off as one over the attributes' own bytes."""
    card = house.card()
    bare = card.key.sign(CONTENT, padding.PKCS1v15(), hashes.SHA256())
    fails(house, rebuilt(house, card, signed=None, signature=bare), Step.DIGEST)


def test_stripped__no_signer__is_refused(house: CardHouse) -> None:
    fails(house, rebuilt(house, house.card(), signers=[]), Step.DIGEST)


def test_stripped__no_certificate__is_refused(house: CardHouse) -> None:
    fails(house, rebuilt(house, house.card(), certificates=None), Step.DIGEST)


def test_empty_signature__is_refused(house: CardHouse) -> None:
    fails(house, rebuilt(house, house.card(), signature=b""), Step.SIGNATURE)


def test_two_signers__the_second_smuggled_in__is_refused(house: CardHouse) -> None:
    card = house.card()
    signers = [asn1.decode_der(shape._Message, one.sign(CONTENT)).content.signers.as_list()[0] for one in (card, house.card())]
    fails(house, rebuilt(house, card, signers=signers), Step.DIGEST)


def test_weak_digest__sha1__is_refused(house: CardHouse) -> None:
    sha1 = shape._Algorithm(name=x509.ObjectIdentifier("1.3.14.3.2.26"), parameters=None)
    fails(house, rebuilt(house, house.card(), digest=sha1), Step.DIGEST)


def test_algorithm_that_contradicts_the_digest__is_refused(house: CardHouse) -> None:
    other = shape._Algorithm(name=x509.ObjectIdentifier("1.2.840.113549.1.1.13"), parameters=None)
    fails(house, rebuilt(house, house.card(), algorithm=other), Step.SIGNATURE)


def test_weak_key__rsa_1024__is_refused(house: CardHouse) -> None:
    card = house.card()
    made = asn1.decode_der(shape._Message, card.sign(CONTENT))
    signed = shape.read(card.sign(CONTENT))
    weak = rsa.generate_private_key(65537, 1024)
    name = card.certificate.subject
    tiny = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(weak.public_key()).serial_number(5)
    tiny = tiny.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    held = shape.Signed(
        tiny.sign(weak, hashes.SHA256()), None, "sha256", hashlib.sha256(CONTENT).digest(), signed.attributes, signed.algorithm,
        weak.sign(signed.attributes, padding.PKCS1v15(), hashes.SHA256()),
    )  # fmt: skip
    assert made is not None
    assert not held.is_made_by_its_certificate()


@pytest.mark.parametrize("junk", [b"", b"\x30", b"\x30\x80\x00\x00", b"A" * 5000, b"\x30\x84\xff\xff\xff\xff", b"0" * 600_000])
def test_junk__instead_of_a_signature__is_refused_without_falling_over(house: CardHouse, junk: bytes) -> None:
    fails(house, junk, Step.DIGEST)


@pytest.mark.parametrize("percent", range(1, 100, 4))
def test_cut_off__anywhere__is_refused_without_falling_over(house: CardHouse, percent: int) -> None:
    cms = house.card().sign(CONTENT)
    assert judged(house, cms[: len(cms) * percent // 100]).state is State.INVALID


def test_facts_twice__is_refused(house: CardHouse) -> None:
    """Which of the two names would count?"""
    from madoguchi.engines.people.card import testca

    plain = testca._names(FACTS)
    doubled = x509.SubjectAlternativeName([*plain, *plain])
    key = rsa.generate_private_key(65537, 2048)
    made = x509.CertificateBuilder().subject_name(house.card().certificate.subject).issuer_name(house.signing.certificate.subject)
    made = made.public_key(key.public_key()).serial_number(9).not_valid_before(NOW - timedelta(days=1))
    made = made.not_valid_after(NOW + timedelta(days=9)).add_extension(doubled, critical=False)
    leaf = Issued(made.sign(house.signing.key, hashes.SHA256()), key)
    assert judged(house, leaf.sign(CONTENT)).state is State.INVALID


def test_critical_extension_that_nobody_knows__is_refused(house: CardHouse) -> None:
    card = house.card()
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
    made = x509.CertificateBuilder().subject_name(card.certificate.subject).issuer_name(house.signing.certificate.subject)
    made = made.public_key(card.key.public_key()).serial_number(11).not_valid_before(NOW - timedelta(days=1))
    made = made.not_valid_after(NOW + timedelta(days=9)).add_extension(strange, critical=True)
    made = made.add_extension(x509.AuthorityKeyIdentifier(bytes.fromhex(house.signing.root.key), None, None), critical=False)
    leaf = Issued(made.sign(house.signing.key, hashes.SHA256()), card.key)
    fails(house, leaf.sign(CONTENT), Step.CHAIN)

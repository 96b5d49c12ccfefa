"""署名者の照合: to whom of the register a certificate belongs. By its serial number where that is known, else by a clerk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.core.text.public import address_key, fold
from madoguchi.engines.cases.models import Case, Signature, SignatureMatch
from madoguchi.engines.people import public as people

MOST = 50


class NothingSigned(Refused):
    code, message = "nothing-signed", _("この案件に、電子署名はありません。")


class MatchedAlready(Refused):
    code, message = "matched-already", _("この署名は、すでに照合されています。")


@dataclass(frozen=True)
class Candidate:
    """Somebody of the register who may be the signer, with what agrees."""

    person: people.Addressee
    same_name: bool
    same_birth: bool
    same_address: bool

    @property
    def agrees(self) -> int:
        return self.same_name + self.same_birth + self.same_address


def match_by_serial(signature: Signature, *, at: datetime) -> SignatureMatch | None:
    """Without a person: only a certificate that somebody has bound before, or that the extract lists."""
    evidence = people.read_evidence(signature.evidence)
    leaf = evidence.certificate
    holder = people.holder_of(people.issuer_key_of(leaf), people.serial_of(leaf))
    if holder is None:
        return None
    made, _new = SignatureMatch.objects.get_or_create(
        signature=signature,
        defaults={"addressee": holder, "how": SignatureMatch.How.SERIAL, "by_code": people.SYSTEM.code, "at": at},
    )
    return made


def to_match(*, by: people.Actor) -> list[Case]:
    """Signed cases of the sections in which the actor may look people up, that nobody was matched with yet; the oldest first."""
    if not people.may_look_up(by):
        return []
    signed = Case.objects.visible_to(by).filter(application__signature__isnull=False, application__signature__match=None)
    return list(signed.select_related("version", "application__signature").order_by("opened_at", "pk")[:MOST])


def facts_of_signer(case: Case) -> people.CardFacts:
    """What the certificate says. The caller has opened the case by `look`. Raises NothingSigned."""
    return people.facts_of(people.read_evidence(_signature(case).evidence).certificate)


def candidates_for(case: Case, *, asked: str = "", by: people.Actor, at: datetime) -> list[Candidate]:
    """By what the clerk asks for, else by the certificate's name, then birthday; whom one may not see is not there."""
    facts = facts_of_signer(case)
    found: dict[Any, people.Addressee] = {}
    born = f"{facts.birth:%Y%m%d}" if facts.birth else ""
    for text in [asked] if asked else [facts.name.replace("　", ""), born]:
        if text:
            found |= {one.pk: one for one in people.search_addressees(text, by=by, at=at, purpose="casework")}
    rows = [
        Candidate(
            one,
            bool(one.name_key) and one.name_key == fold(facts.name),
            bool(one.birth_on) and one.birth_on == facts.birth,
            bool(one.address) and address_key(facts.address) in {address_key(one.address), one.address_key},
        )
        for one in found.values()
    ]
    return sorted(rows, key=lambda one: (-one.agrees, one.person.number))[:10]


def match_signer(case: Case, number: str, *, by: people.Actor, at: datetime) -> SignatureMatch:
    """A clerk has compared: this is the person. The serial is bound, so that the next signature is known by itself.

    Raises NotPermitted, NotFound, NothingSigned, MatchedAlready, people.CertificateOfAnother.
    """
    people.authorize(by, "people.bind")
    people.authorize(by, "cases.record-identity", case)
    if not people.may_look_up(by):
        raise NotPermitted
    person = people.Addressee.objects.visible_to(by).filter(number=number).first()
    if person is None:
        raise NotFound
    signature = _signature(case)
    leaf = people.read_evidence(signature.evidence).certificate
    with transaction.atomic():
        Signature.objects.select_for_update().get(pk=signature.pk)
        if SignatureMatch.objects.filter(signature=signature).exists():
            raise MatchedAlready
        people.bind_certificate(person, issuer_key=people.issuer_key_of(leaf), serial=people.serial_of(leaf), by=by, at=at)
        return SignatureMatch.objects.create(
            signature=signature, addressee=person, how=SignatureMatch.How.CLERK, by_code=by.code, at=at
        )


def _signature(case: Case) -> Signature:
    found = Signature.objects.select_related("application__key").filter(application=case.application).first()
    if found is None:
        raise NothingSigned
    return found

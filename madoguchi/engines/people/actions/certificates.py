"""証明書をひも付ける: a certificate's serial number to an addressee. What was bound before stays as history."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.events import CertificateBound, CertificateReleased
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.certificate import CertificateBinding
from madoguchi.engines.people.permissions import authorize

Source = CertificateBinding.Source


class CertificateOfAnother(Refused):
    code, message = (
        "certificate-of-another",
        _("この証明書は、すでに別の宛名にひも付いています。まちがいなら、そのひも付けを先に解除してください。"),
    )


def bind_certificate(
    addressee: Addressee, *, issuer_key: str, serial: str, source: Source = Source.CLERK, by: By, at: datetime
) -> CertificateBinding:
    """Binding the same again changes nothing. Raises NotPermitted, CertificateOfAnother."""
    authorize(by, "people.bind")
    held = CertificateBinding.objects.filter(issuer_key=issuer_key, serial=serial, ended_at=None).first()
    if held is None:
        try:
            with transaction.atomic():
                made = CertificateBinding.objects.create(
                    addressee=addressee, issuer_key=issuer_key, serial=serial, source=source, by=by.code, at=at
                )
                record(CertificateBound(addressee.pk, source=str(source)), by=by, at=at)
                return made
        except IntegrityError:  # somebody was quicker
            held = CertificateBinding.objects.get(issuer_key=issuer_key, serial=serial, ended_at=None)
    if held.addressee_id != addressee.pk:  # type: ignore[attr-defined]
        raise CertificateOfAnother
    return held


@transaction.atomic
def release_certificate(binding: CertificateBinding, *, by: By, at: datetime) -> None:
    """It was the wrong person. The row stays, with who ended it. Raises NotPermitted."""
    authorize(by, "people.bind")
    rows = CertificateBinding.objects.filter(pk=binding.pk, ended_at=None)
    if rows.update(ended_at=at, ended_by=by.code):
        record(CertificateReleased(binding.addressee_id), by=by, at=at)  # type: ignore[attr-defined]


def holder_of(issuer_key: str, serial: str) -> Addressee | None:
    """For the house's own work: whose certificate it is, as far as is known now."""
    rows = CertificateBinding.objects.filter(issuer_key=issuer_key, serial=serial, ended_at=None)
    held = rows.select_related("addressee").first()
    return held.addressee if held else None

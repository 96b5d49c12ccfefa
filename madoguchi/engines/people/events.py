"""What happened to people's accounts. Ids and codes only."""

from dataclasses import dataclass, field
from typing import ClassVar

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    kind: ClassVar[str] = "people.account-opened"
    subject_kind: ClassVar[str] = "account"
    of: str = "resident"


@dataclass(frozen=True)
class AddressChanged(Event):
    kind: ClassVar[str] = "people.address-changed"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True)
class StaffEnrolled(Event):
    kind: ClassVar[str] = "people.staff-enrolled"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True)
class PostGiven(Event):
    kind: ClassVar[str] = "people.post-given"
    subject_kind: ClassVar[str] = "account"
    department: str = ""
    role: str = ""


@dataclass(frozen=True)
class PostEnded(Event):
    kind: ClassVar[str] = "people.post-ended"
    subject_kind: ClassVar[str] = "account"
    department: str = ""
    role: str = ""


@dataclass(frozen=True)
class ContactChosen(Event):
    kind: ClassVar[str] = "people.contact-chosen"
    subject_kind: ClassVar[str] = "account"
    channel: str = ""


@dataclass(frozen=True)
class ElectronicNoticesAsked(Event):
    kind: ClassVar[str] = "people.electronic-notices-asked"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True)
class ElectronicNoticesStopped(Event):
    kind: ClassVar[str] = "people.electronic-notices-stopped"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True)
class AddresseeRegistered(Event):
    kind: ClassVar[str] = "people.addressee-registered"
    subject_kind: ClassVar[str] = "addressee"


@dataclass(frozen=True)
class RegisterImported(Event):
    """An extract was taken in: its digest and numbers, no person."""

    kind: ClassVar[str] = "people.register-imported"
    subject_kind: ClassVar[str] = "extract"
    sha256: str = ""
    added: int = 0
    changed: int = 0
    same: int = 0
    households: int = 0


@dataclass(frozen=True)
class CertificateBound(Event):
    kind: ClassVar[str] = "people.certificate-bound"
    subject_kind: ClassVar[str] = "addressee"
    source: str = ""


@dataclass(frozen=True)
class CertificatesImported(Event):
    """A list of serial numbers was taken in; its subject is the digest of the file."""

    kind: ClassVar[str] = "people.certificates-imported"
    subject_kind: ClassVar[str] = "certificates"
    bound: int = 0
    ended: int = 0


@dataclass(frozen=True)
class CertificateReleased(Event):
    kind: ClassVar[str] = "people.certificate-released"
    subject_kind: ClassVar[str] = "addressee"


@dataclass(frozen=True)
class AccountBound(Event):
    kind: ClassVar[str] = "people.account-bound"
    subject_kind: ClassVar[str] = "account"
    addressee: str = ""


@dataclass(frozen=True)
class DelegationAsked(Event):
    kind: ClassVar[str] = "people.delegation-asked"
    subject_kind: ClassVar[str] = "delegation"
    basis: str = ""


@dataclass(frozen=True)
class DelegationConfirmed(Event):
    kind: ClassVar[str] = "people.delegation-confirmed"
    subject_kind: ClassVar[str] = "delegation"
    basis: str = ""
    principal: str = ""
    proxy: str = ""


@dataclass(frozen=True)
class DelegationEnded(Event):
    kind: ClassVar[str] = "people.delegation-ended"
    subject_kind: ClassVar[str] = "delegation"
    ending: str = ""


@dataclass(frozen=True)
class GroupMade(Event):
    kind: ClassVar[str] = "people.group-made"
    subject_kind: ClassVar[str] = "group"


@dataclass(frozen=True)
class GroupChanged(Event):
    """`what`: invited, joined, declined, removed, left, role; `member` the row of the membership."""

    kind: ClassVar[str] = "people.group-changed"
    subject_kind: ClassVar[str] = "group"
    what: str = ""
    member: str = ""


@dataclass(frozen=True)
class MachineAdmitted(Event):
    kind: ClassVar[str] = "people.machine-admitted"
    subject_kind: ClassVar[str] = "machine"
    section: str = ""
    scopes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class MachineRevoked(Event):
    kind: ClassVar[str] = "people.machine-revoked"
    subject_kind: ClassVar[str] = "machine"


@dataclass(frozen=True)
class GroupClosed(Event):
    kind: ClassVar[str] = "people.group-closed"
    subject_kind: ClassVar[str] = "group"


@dataclass(frozen=True)
class AccountsMerged(Event):
    kind: ClassVar[str] = "people.accounts-merged"
    subject_kind: ClassVar[str] = "account"
    closed: str = ""
    moved: int = 0


@dataclass(frozen=True)
class Reorganised(Event):
    kind: ClassVar[str] = "people.reorganised"
    subject_kind: ClassVar[str] = "reorganisation"
    records: int = 0

from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.addressee import Addressee, AddresseeKind, KanaStatus
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.certificate import CertificateBinding
from madoguchi.engines.people.models.contact import Channel, Contact, ElectronicConsent
from madoguchi.engines.people.models.delegation import Basis, Delegation, DelegationFile, Ending, Relation
from madoguchi.engines.people.models.group import Group, GroupMember, GroupRole
from madoguchi.engines.people.models.household import Household, Membership
from madoguchi.engines.people.models.identity import Identity
from madoguchi.engines.people.models.machine import Machine
from madoguchi.engines.people.models.merge import Merge
from madoguchi.engines.people.models.one_time_link import OneTimeLink
from madoguchi.engines.people.models.past import AddresseePast, ExtractImport
from madoguchi.engines.people.models.post import Post, Role
from madoguchi.engines.people.models.reorganisation import Reorganisation
from madoguchi.engines.people.models.representation import Representation

__all__ = [
    "AddresseePast",
    "CertificateBinding",
    "ExtractImport",
    "Account",
    "Addressee",
    "AddresseeKind",
    "Basis",
    "Binding",
    "Channel",
    "Contact",
    "Delegation",
    "DelegationFile",
    "ElectronicConsent",
    "Ending",
    "Group",
    "GroupMember",
    "GroupRole",
    "Household",
    "Identity",
    "KanaStatus",
    "Kind",
    "Machine",
    "Membership",
    "Merge",
    "OneTimeLink",
    "Post",
    "Relation",
    "Reorganisation",
    "Representation",
    "Role",
]

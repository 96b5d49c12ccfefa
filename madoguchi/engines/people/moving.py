"""What a merge does with the records of this room and of the sign-in library."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from madoguchi.core.relay.public import note_crossing
from madoguchi.engines.people.crossing import representation
from madoguchi.engines.people.merging import moves, moves_by, stays
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.contact import Contact, ElectronicConsent
from madoguchi.engines.people.models.delegation import Delegation, Ending
from madoguchi.engines.people.models.group import Group, GroupMember
from madoguchi.engines.people.models.identity import Identity
from madoguchi.engines.people.models.merge import Merge
from madoguchi.engines.people.models.one_time_link import OneTimeLink
from madoguchi.engines.people.models.post import Post
from madoguchi.engines.people.models.representation import Representation


def _bindings(one: Account, other: Account, at: datetime) -> int:
    """One open binding an account: where both have the same person, the closed one's ends."""
    note_crossing(representation.KIND, str(other.pk), at=at)
    if Binding.objects.filter(account=other, ended_at=None).exists():
        return Binding.objects.filter(account=one, ended_at=None).update(ended_at=at)
    return Binding.objects.filter(account=one).update(account=other)


def _between(one: Account, other: Account, at: datetime) -> int:
    """A delegation from oneself to oneself is none."""
    ended = {"ended_at": at, "ended_by": "system", "ending": Ending.GIVEN_UP}
    pairs = Delegation.objects.filter(principal__in=[one, other], proxy__in=[one, other], ended_at=None)
    return pairs.update(**ended)


def declare() -> None:
    moves_by(Binding, "account", "", _bindings)
    moves_by(Delegation, "between", "", _between)
    for field in ("proxy", "principal", "asked_by"):
        moves(Delegation, field, _("委任") if field != "asked_by" else "")
    moves(GroupMember, "member", _("団体の構成員"))
    moves(Identity, "account", _("ほかのサービス"))
    moves(ElectronicConsent, "account", "")
    stays(Contact, "account")
    stays(Group, "account")
    stays(OneTimeLink, "account")
    stays(Post, "account")
    stays(Representation, "account")
    stays(Post, "deputy_of")
    stays(Merge, "kept")
    stays(Merge, "closed")
    stays(Authenticator, "user")
    stays(EmailAddress, "user")

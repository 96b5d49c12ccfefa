"""団体: making one, inviting, joining, leaving, officers, closing. A group that is open has an officer at every moment."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.text.public import clean, parse_mail
from madoguchi.engines.people import mailing
from madoguchi.engines.people.actions.delegate import account_of, in_own_name
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.events import GroupChanged, GroupClosed, GroupMade
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.group import Group, GroupMember, GroupRole
from madoguchi.engines.people.permissions import authorize

RUN = "people.run-groups"
MOST_INVITED = 50


class GroupNeedsName(Refused):
    code, message = "group-needs-name", _("団体の名前と、活動の内容を入力してください。")


class NotAnOfficer(Refused):
    code, message = "not-an-officer", _("団体の役員だけができます。")


class LastOfficer(Refused):
    code, message = "last-officer", _("役員がいなくなります。先に、ほかの人を役員にしてください。")


class AlreadyInGroup(Refused):
    code, message = "already-in-group", _("この人は、すでに招いているか、団体に入っています。")


class TooManyInvited(Refused):
    code, message = "too-many-invited", _("返事を待っている人が多すぎます。返事があってから、もう一度してください。")


class GroupIsClosed(Refused):
    code, message = "group-closed", _("この団体は、廃止されています。")


@transaction.atomic
def make_group(account: Account, *, name: str, kana: str = "", activity: str, by: Actor, at: datetime) -> Group:
    """A group with its first officer: who makes it."""
    authorize(by, RUN)
    in_own_name(account, by)
    name, activity = clean(name), clean(activity)
    if not name or not activity:
        raise GroupNeedsName
    body = Account.objects.create_represented(Kind.GROUP, name=name, language=account.language)
    group = Group.objects.create(account=body, kana=clean(kana), activity=activity, made_by=by.code, made_at=at)
    GroupMember.objects.create(group=group, member=account, role=GroupRole.OFFICER, invited_by=by.code, invited_at=at, joined_at=at)
    record(GroupMade(group.pk), by=by, at=at)
    return group


@transaction.atomic
def invite(group: Group, mail: str, role: GroupRole, *, page: str, by: Actor, at: datetime) -> GroupMember:
    """Ask whoever has this address to join. The answer to an unknown address is the same."""
    held = _lock_as_officer(group, by)
    mail = parse_mail(mail).lower()
    rows = GroupMember.objects.filter(group=held, left_at=None)
    if rows.filter(joined_at=None).count() >= MOST_INVITED:
        raise TooManyInvited
    if rows.filter(joined_at__isnull=False, member__email=mail).exists():
        raise AlreadyInGroup
    try:
        with transaction.atomic():
            row = GroupMember.objects.create(group=held, role=GroupRole(role), invited_mail=mail, invited_by=by.code, invited_at=at)
    except IntegrityError:
        raise AlreadyInGroup from None
    record(GroupChanged(held.pk, what="invited", member=str(row.pk)), by=by, at=at)
    mailing.send("people/mail/group_invited", mail, {"url": page})
    return row


@transaction.atomic
def join(row: GroupMember, *, by: Actor, at: datetime) -> GroupMember:
    """The invited person agrees, signed in with the address that was invited."""
    invited, account = _invited(row, by)
    invited.member, invited.joined_at = account, at
    try:
        with transaction.atomic():
            invited.save(update_fields=["member", "joined_at"])
    except IntegrityError:
        raise AlreadyInGroup from None
    record(GroupChanged(invited.group_id, what="joined", member=str(invited.pk)), by=by, at=at)
    return invited


@transaction.atomic
def decline_invitation(row: GroupMember, *, by: Actor, at: datetime) -> None:
    invited, _account = _invited(row, by)
    _leave(invited, "declined", by=by, at=at)


@transaction.atomic
def remove(row: GroupMember, *, by: Actor, at: datetime) -> None:
    """An officer takes somebody out of the group, or an invitation back; anybody leaves by themselves."""
    authorize(by, RUN)
    group = _lock(row.group)
    held = GroupMember.objects.filter(pk=row.pk, group=group, left_at=None).first()
    if held is None:
        raise NotFound
    itself = held.member_id is not None and held.member_id == by.account_id and by.acting_for is None
    if not itself:
        _be_officer(group, by)
    if held.role == GroupRole.OFFICER and held.joined_at is not None:
        _another_officer(held)
    _leave(held, "left" if itself else "removed", by=by, at=at)


@transaction.atomic
def give_role(row: GroupMember, role: GroupRole, *, by: Actor, at: datetime) -> None:
    """Make an officer a member, or a member an officer."""
    group = _lock_as_officer(row.group, by)
    held = GroupMember.objects.current().filter(pk=row.pk, group=group).first()
    if held is None:
        raise NotFound
    if held.role == GroupRole.OFFICER and role != GroupRole.OFFICER:
        _another_officer(held)
    GroupMember.objects.filter(pk=held.pk).update(role=GroupRole(role))
    record(GroupChanged(group.pk, what="role", member=str(held.pk)), by=by, at=at)


@transaction.atomic
def close_group(group: Group, *, by: Actor, at: datetime) -> None:
    """Nobody acts for it from now on; what it did remains."""
    held = _lock_as_officer(group, by)
    held.closed_at, held.closed_by = at, by.code
    held.save(update_fields=["closed_at", "closed_by"])
    Account.objects.filter(pk=held.pk).update(is_active=False)
    record(GroupClosed(held.pk), by=by, at=at)


def _lock(group: Group) -> Group:
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.closed_at is not None:
        raise GroupIsClosed
    return held


def _lock_as_officer(group: Group, by: Actor) -> Group:
    authorize(by, RUN)
    held = _lock(group)
    _be_officer(held, by)
    return held


def _be_officer(group: Group, by: Actor) -> None:
    """In one's own name: what is done as the group does not change the group."""
    rows = GroupMember.objects.current().filter(group=group, member=by.account_id, role=GroupRole.OFFICER)
    if not rows.exists():
        raise NotAnOfficer


def _another_officer(row: GroupMember) -> None:
    others = GroupMember.objects.current().filter(group=row.group_id, role=GroupRole.OFFICER).exclude(pk=row.pk)
    if not others.exists():
        raise LastOfficer


def _invited(row: GroupMember, by: Actor) -> tuple[GroupMember, Account]:
    authorize(by, RUN)
    _lock(row.group)
    account = account_of(by)
    held = GroupMember.objects.filter(pk=row.pk, joined_at=None, left_at=None).first()
    if held is None or account is None or account.email != held.invited_mail:
        raise NotFound
    return held, account


def _leave(row: GroupMember, what: str, *, by: Actor, at: datetime) -> None:
    GroupMember.objects.filter(pk=row.pk, left_at=None).update(left_at=at, ended_by=by.code)
    record(GroupChanged(row.group_id, what=what, member=str(row.pk)), by=by, at=at)

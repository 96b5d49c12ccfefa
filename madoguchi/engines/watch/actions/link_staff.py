"""登録する: who members of staff are in the registers, one by one or by a list that the personnel section keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import listed, note
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Account, Actor, Addressee, Kind, authorize, may_guard_privacy
from madoguchi.engines.watch.actions.flag import NobodyOfNumber
from madoguchi.engines.watch.models import StaffPerson
from madoguchi.engines.watch.permissions import LINK_STAFF, SEE
from madoguchi.engines.watch.staff_list import Line, StaffList


class NoStaffOfMail(Refused):
    code, message = "no-staff-of-mail", _("このメールアドレスの職員はいません。")


class NotOneself(Refused):
    code, message = "not-oneself", _("自分の宛名は登録できません。ほかの担当に頼んでください。")


class ListHasFaults(Refused):
    code, message = "list-has-faults", _("誤りのある行があります。直したファイルを、もう一度確かめてください。")


class ListGoneStale(Refused):
    code, message = "list-gone-stale", _("確かめたあとに、登録が変わりました。下の内容を、もう一度確かめてください。")


class Finding(models.TextChoices):
    """What becomes of a line. `kept`: another person is linked, which privacy officers alone change, so that nobody who is watched
    hides behind a stranger; `own`: one's own link is for somebody else to say."""

    NEW = "new", _("登録します")
    CHANGED = "changed", _("別の宛名に変えます")
    SAME = "same", _("もう登録されています")
    KEPT = "kept", _("別の宛名が登録されています")
    OWN = "own", _("自分の行です")
    NO_STAFF = "no-staff", _("職員のアカウントがありません")
    NOBODY = "nobody", _("宛名がありません")


WRITTEN = (Finding.NEW, Finding.CHANGED)


@dataclass(frozen=True)
class Planned:
    """A line and what becomes of it; `held`: the number that is linked now."""

    line: Line
    finding: Finding
    account: Account | None = None
    person: UUID | None = None
    held: str = ""


@transaction.atomic
def link_staff(mail: str, number: str, *, by: Actor, at: datetime) -> StaffPerson:
    """Say which person of the registers a member of staff is; what was said before ends. Raises NoStaffOfMail, NobodyOfNumber,
    NotOneself.
    """
    authorize(by, SEE)
    one = _plan([Line(1, mail.strip().lower(), number.strip().zfill(15))], by=by)[0]
    if one.finding is Finding.NO_STAFF:
        raise NoStaffOfMail
    if one.finding is Finding.NOBODY:
        raise NobodyOfNumber
    if one.finding is Finding.OWN:
        raise NotOneself
    _link([one], by=by, at=at)
    return StaffPerson.objects.get(account=one.account, ended_at=None)


def plan_links(of: StaffList, *, by: Actor, at: datetime, purpose: str = "audit") -> list[Planned]:
    """A dry run: what would become of every line. Which persons it named is logged. Raises NotPermitted."""
    authorize(by, LINK_STAFF)
    found = _plan(of.lines, by=by)
    listed(by, at, "addressee", {"list": of.digest}, [one.person for one in found if one.person], purpose)
    return found


@transaction.atomic
def apply_links(of: StaffList, shown: str, *, by: Actor, at: datetime) -> list[Planned]:
    """Link all of a list, or nothing. `shown`: the mark (`mark_of`) of what the person was shown. The same list again changes
    nothing. Raises NotPermitted, ListHasFaults, ListGoneStale.
    """
    authorize(by, LINK_STAFF)
    if of.faults:
        raise ListHasFaults
    planned = _plan(of.lines, by=by)
    if mark_of(planned) != shown:
        raise ListGoneStale
    _link(planned, by=by, at=at)
    written = [one for one in planned if one.finding in WRITTEN]
    if written:
        counts = {finding.value: sum(one.finding is finding for one in planned) for finding in Finding}
        note("watch.staff-list-linked", by=by, at=at, purpose="audit", data={"list": of.digest, **counts})
    return written


def mark_of(planned: Iterable[Planned]) -> str:
    """Stands for what a dry run has found."""
    said = (f"{one.line.mail} {one.line.number} {one.finding} {one.held}" for one in planned)
    return sha256("\n".join(sorted(said)).encode()).hexdigest()


def _plan(lines: list[Line], *, by: Actor) -> list[Planned]:
    """Within a transaction nobody else links these accounts until it ends."""
    staff = Account.objects.filter(kind=Kind.STAFF, email__in=[one.mail for one in lines]).order_by("pk")
    if transaction.get_connection().in_atomic_block:
        staff = staff.select_for_update()
    accounts = {one.email: one for one in staff}
    persons = dict(Addressee.objects.filter(number__in=[one.number for one in lines]).values_list("number", "pk"))
    links = StaffPerson.objects.filter(account__in=list(accounts.values()), ended_at=None)
    held = dict(links.values_list("account", "addressee__number"))
    guards = may_guard_privacy(by)
    found = []
    for one in lines:
        account, person = accounts.get(one.mail), persons.get(one.number)
        now = held.get(account.pk, "") if account else ""
        if account is None:
            finding = Finding.NO_STAFF
        elif person is None:
            finding = Finding.NOBODY
        elif now == one.number:
            finding = Finding.SAME
        elif account.pk == by.account_id:
            finding = Finding.OWN
        elif now:
            finding = Finding.CHANGED if guards else Finding.KEPT
        else:
            finding = Finding.NEW
        found.append(Planned(one, finding, account, person, now))
    return found


def _link(planned: list[Planned], *, by: Actor, at: datetime) -> None:
    links = [(one.account, one.person) for one in planned if one.finding in WRITTEN]
    known = [(account, person) for account, person in links if account is not None and person is not None]
    StaffPerson.objects.filter(account__in=[account for account, _person in known], ended_at=None).update(ended_at=at)
    made = [StaffPerson(account=account, addressee_id=person, by_code=by.code, at=at) for account, person in known]
    StaffPerson.objects.bulk_create(made)
    for row in made:
        note("watch.staff-linked", by=by, at=at, subject_kind="account", subject_id=row.account_id, purpose="audit")

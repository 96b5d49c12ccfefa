"""不在の間の代わりを決める."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases.desk_events import AbsenceEnded, AbsenceEntered
from madoguchi.engines.cases.models import Absence
from madoguchi.engines.people.public import Account, Actor, Post, authorize


class NotColleagues(Refused):
    code, message = "not-colleagues", _("代わりになれるのは、同じ所属のほかの職員だけです。")


class AbsenceBackwards(Refused):
    code, message = "absence-backwards", _("最終日が初日より前か、すでに過ぎています。")


class AwayTogether(Refused):
    code, message = "away-together", _("その間は、代わりの人も不在です。別の人を選んでください。")


@transaction.atomic
def enter_absence(
    account: Account, deputy: Account, *, section: str, from_on: date, until_on: date, by: Actor, at: datetime
) -> Absence:
    """Who is away and who looks after their cases. Raises NotPermitted, NotColleagues, AbsenceBackwards, AwayTogether."""
    away = Absence(account=account, deputy=deputy, section=section, from_on=from_on, until_on=until_on, by_code=by.code, at=at)
    authorize(by, "cases.assign", away)
    if from_on > until_on or until_on < today(at):
        raise AbsenceBackwards
    both = set(caseworkers_of([section], today(at)).filter(pk__in=[account.pk, deputy.pk]).values_list("pk", flat=True))
    if account.pk == deputy.pk or len(both) < 2:
        raise NotColleagues
    if Absence.objects.filter(account=deputy, ended_at=None, from_on__lte=until_on, until_on__gte=from_on).exists():
        raise AwayTogether
    away.save(force_insert=True)
    record(AbsenceEntered(subject=str(away.pk), account=str(account.pk), deputy=str(deputy.pk)), by=by, at=at)
    return away


@transaction.atomic
def end_absence(absence_id: int, *, by: Actor, at: datetime) -> None:
    """Back earlier, or entered by mistake. Doing it twice is no fault. Raises NotPermitted, NotFound."""
    away = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id).first()
    if away is None:
        raise NotFound
    authorize(by, "cases.assign", away)
    if away.ended_at is None:
        away.ended_at = at
        away.save(update_fields=["ended_at"])
        record(AbsenceEnded(subject=str(away.pk)), by=by, at=at)


def caseworkers_of(sections: list[str], on: date) -> QuerySet[Account]:
    """Who may have a case in these sections on that day, by name."""
    posts = Post.objects.in_force(on).filter(department__in=sections, role__in=["clerk", "chief"])
    return Account.objects.filter(pk__in=posts.values("account"), is_active=True).order_by("name", "pk")


def caseworkers(*, by: Actor, on: date, section: str = "") -> list[Account]:
    """The colleagues of the own sections, or of one of them, oneself among them. One query."""
    own = by.sections_with("cases.see")
    return list(caseworkers_of(sorted(own & {section} if section else own), on))


def covered_by(by: Actor, on: date) -> list[Account]:
    """Those whose cases this person looks after that day."""
    away = Absence.objects.on(on).filter(deputy_id=by.account_id, section__in=by.sections_with("cases.see"))
    return list(Account.objects.filter(pk__in=away.values("account")).order_by("name"))


def deputies(*, by: Actor, on: date) -> dict[str, str]:
    """Who is away in the own sections → the deputy's name. One query."""
    away = Absence.objects.on(on).filter(section__in=by.sections_with("cases.see")).select_related("deputy")
    return {str(one.account_id): one.deputy.name for one in away}


def absences(*, by: Actor, on: date) -> list[Absence]:
    """Those of the own sections that last or are still to come, the next first."""
    coming = Absence.objects.filter(Q(until_on__gte=on), section__in=by.sections_with("cases.see"), ended_at=None)
    return list(coming.select_related("account", "deputy").order_by("from_on", "pk"))

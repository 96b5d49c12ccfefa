"""絞り込みを保存する: a clerk's own views of the queue."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases.models import SavedView
from madoguchi.engines.people.public import Actor, authorize

MOST = 20


class ViewNeedsName(Refused):
    code, message = "view-needs-name", _("絞り込みの名前を書いてください（40文字まで）。")


class TooManyViews(Refused):
    code, message = "too-many-views", _("保存できる絞り込みは20件までです。使わないものを消してください。")


@transaction.atomic
def save_view(name: str, filters: Mapping[str, str], *, by: Actor, at: datetime) -> SavedView:
    """Keep filters under a name; the same name again replaces them. Raises NotPermitted, ViewNeedsName, TooManyViews."""
    authorize(by, "cases.see")
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise ViewNeedsName
    mine = SavedView.objects.filter(account_id=str(by.account_id))
    if mine.exclude(name=name).count() >= MOST:
        raise TooManyViews
    view, _new = SavedView.objects.update_or_create(
        account_id=str(by.account_id), name=name, defaults={"filters": dict(filters), "at": at}
    )
    return view


def remove_view(view_id: int, *, by: Actor) -> None:
    """Take one's own away; doing it twice is no fault."""
    SavedView.objects.filter(account_id=str(by.account_id), pk=view_id).delete()


def views_of(by: Actor) -> list[SavedView]:
    """One's own, in the order in which they were made."""
    return list(SavedView.objects.filter(account_id=str(by.account_id)).order_by("pk"))

"""更新: posts that end with the fiscal year go on for the next."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import today
from madoguchi.engines.people.actions.staff import MANAGE
from madoguchi.engines.people.models.post import Post
from madoguchi.engines.people.permissions import authorize


def year_end(on: date) -> date:
    """The first day of the next fiscal year: a grant that nobody renews ends with the year."""
    return date(on.year + (on.month >= 4), 4, 1)


def ending_posts(on: date) -> QuerySet[Post]:
    """Held on that day and ending with its fiscal year, of people who stay."""
    rows = Post.objects.in_force(on).filter(until_on=year_end(on), account__is_active=True, account__leaves_on=None)
    return rows.select_related("account", "deputy_of").order_by("department", "account__name", "pk")


@transaction.atomic
def renew_posts(posts: Iterable[int], *, by: By, at: datetime) -> int:
    """Of these, those that end with this fiscal year end with the next. How many; the same again renews none."""
    authorize(by, MANAGE)
    ends = year_end(today(at))
    found = list(ending_posts(today(at)).filter(pk__in=list(posts)).select_for_update(of=("self",)))
    Post.objects.filter(pk__in=[post.pk for post in found]).update(until_on=year_end(ends))
    for post in found:
        said = {"department": post.department, "role": post.role, "until": year_end(ends).isoformat()}
        note("people.post-renewed", by=by, at=at, subject_kind="account", subject_id=post.account_id, data=said)
    return len(found)

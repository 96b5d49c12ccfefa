"""年度末の更新: who goes on in the next fiscal year, a department at a time or all at once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import today
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.sections import choices_of, name_sections
from madoguchi.faces.shell.guard import open_to

SHOWN, DAY = 1000, timedelta(days=1)


@open_to("people.manage-staff", fresh=True)
def page(request: Any) -> HttpResponse:
    on = today(request.received_at)
    department = request.GET.get("department", "")
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("post") if one.isascii() and one.isdecimal() and len(one) < 19]
        renewed = people.renew_posts(chosen, by=request.actor, at=request.received_at)
        if renewed:
            messages.success(request, _("{n}件を、次の年度の終わりまで延ばしました。").format(n=renewed))
        else:
            messages.error(request, _("延ばすものを選んでください。"))
        return redirect(request.get_full_path())
    rows = people.ending_posts(on)
    departments = choices_of(rows.order_by().values_list("department", flat=True).distinct())
    if department:
        rows = rows.filter(department=department)
    posts = list(rows[:SHOWN])
    name_sections(posts, "department")
    context = {
        "posts": posts,
        "more": len(posts) == SHOWN,
        "ends": people.year_end(on) - DAY,
        "next": people.year_end(people.year_end(on)) - DAY,
        "department": department,
        "departments": departments,
    }
    return render(request, "desk/staff/renewal.html", context)

"""What is asked of the entries, and how an entry reads: names of staff, words for deeds and things, ids of everything else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.audit.public import EXPORT, Entry
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.identifiers.public import BadNumber, check_receipt_number
from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import query
from madoguchi.faces.desk.watch.words import deed, thing

WHAT = {"": [], "looks": ["looked"], "lists": ["listed"]}


@dataclass(frozen=True)
class Asked:
    """`who`: a code of an actor. `error`: what could not be understood; then nothing is shown."""

    day: date | None = None
    who: str = ""
    what: str = ""
    subject: str = ""
    export: str = ""
    typed_day: str = ""
    typed_who: str = ""
    day_error: str = ""
    who_error: str = ""

    def entries(self) -> QuerySet[Entry]:
        rows = Entry.objects.all()
        if self.day_error or self.who_error:
            return rows.none()
        if self.day:
            begins = datetime.combine(self.day, time.min, timezone.get_current_timezone())
            rows = rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
        if self.who:
            rows = rows.filter(by=self.who)
        if self.subject:
            kind, _colon, number = self.subject.partition(":")
            rows = rows.filter(subject_kind=kind, subject_id=number)
        if actions := WHAT.get(self.what):
            return rows.filter(action__in=actions)
        return rows.exclude(action__in=["looked", "listed"]) if self.what == "acts" else rows

    def as_codes(self) -> dict[str, str]:
        asked = {"day": str(self.day or ""), "who": self.who, "what": self.what, "subject": self.subject}
        return {name: value for name, value in asked.items() if value}


def asked(request: Any) -> Asked:
    typed_day, typed_who = request.GET.get("day", "").strip(), request.GET.get("who", "").strip()
    what, subject = request.GET.get("what", ""), request.GET.get("subject", "").strip()
    if number := request.GET.get("export", "").strip():
        subject = f"{EXPORT}:{_stored(number)}"
    day, day_error = None, ""
    if typed_day:
        try:
            day = parse_date(typed_day)
        except (Refused, ValueError) as problem:
            day_error = str(problem)
    who, who_error = _code_of(typed_who)
    what = what if what in {*WHAT, "acts"} else ""
    return Asked(day, who, what, subject, number, typed_day, typed_who, day_error, who_error)


def _stored(number: str) -> str:
    """The number of an export, as a person types it from a sheet of paper."""
    try:
        return check_receipt_number(number)
    except BadNumber:
        return number


def _code_of(typed: str) -> tuple[str, str]:
    """A code as it stands, or that of the member of staff with this mail address."""
    if "@" not in typed:
        return typed, ""
    staff = people.Account.objects.filter(email=typed.lower(), kind=people.Kind.STAFF)
    found = staff.values_list("pk", flat=True).first()
    return (f"staff:{found}", "") if found else ("", _("このメールアドレスの職員はいません。"))


def shown(entry: Entry, names: dict[str, str], request: Any) -> dict[str, Any]:
    kind, _colon, number = entry.by.partition(":")
    others = {
        "resident": _("住民"),
        "anonymous": _("サインインしていない人"),
        "system": _("システム"),
        "staff": _("職員"),
    }
    subject = f"{entry.subject_kind}:{entry.subject_id}" if entry.subject_id else ""
    return {
        "entry": entry,
        "who": names.get(entry.by) or " ".join(filter(None, (others.get(kind, kind), number[-12:]))),
        "act": act_of(entry),
        "purpose": str(people.PURPOSES.get(entry.purpose).label) if entry.purpose in people.PURPOSES else entry.purpose,
        "thing": thing(entry.subject_kind) if entry.subject_kind else "",
        "number": entry.subject_id[-12:],
        "only_who": query(request, who=entry.by, after=""),
        "only_subject": query(request, subject=subject, export="", after="") if subject else "",
    }


FIELDS = {
    "answers": gettext_lazy("申請の内容"),
    "course": gettext_lazy("申請の経過"),
    "register": gettext_lazy("住民記録"),
    "contact": gettext_lazy("連絡先"),
    "document": gettext_lazy("文書"),
    "representation": gettext_lazy("代理"),
}
"""Groups of fields that a look shows."""


def act_of(entry: Entry) -> str:
    if entry.action == "looked":
        group = FIELDS.get(entry.data.get("fields", ""))
        return _("閲覧（%(group)s）") % {"group": group} if group else _("閲覧")
    if entry.action == "listed":
        return _("一覧（%(n)s件）") % {"n": entry.data.get("count", 0)}
    return deed(entry.action)

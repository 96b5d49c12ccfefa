"""電話での予約: one page, by keyboard, in under a minute: the thing, a free time, name and telephone, Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.cases import public as cases
from madoguchi.faces.portal.booking.filling import answers_of
from madoguchi.faces.shell.correcting import raw_of
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView, errors_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.questions import field_of

SHOWN = 12
CONTACT = {
    "name": gettext_lazy("お名前"),
    "kana": gettext_lazy("フリガナ"),
    "phone": gettext_lazy("電話番号"),
    "mail": gettext_lazy("メールアドレス"),
}


@dataclass
class Sought:
    """What the caller wants, as the address says it."""

    one: booking.Bookable | None
    day: date
    party: int
    track: str
    count: int = 1
    children: Sequence[Any] = ()
    child: Any = None
    case: cases.Case | None = None
    wanted: cases.Wanted | None = None


@open_to("booking.take-call", purpose="counter")
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: Any) -> HttpResponse:
    known = own_bookables(request)
    held, wanted = case_of(request)
    if held is not None and wanted is None:
        messages.info(request, _("この申請の来庁の日時は、もう決まっています。"))
        return redirect("desk:case", number=held.number)
    if wanted is not None:
        known = [one for one in known if one.code in booking.codes_of(wanted.question.settings)]
    sought = sought_of(request, known)
    sought.case, sought.wanted = held, wanted
    problems: list[Any] = []
    refusal = ""
    if request.method == "POST" and sought.one is not None and request.POST.get("do") == "wait":
        waits, problems, refusal = put_in_line(request, sought.one, sought)
        if waits is not None:
            return waits
    elif request.method == "POST" and sought.one is not None:
        made, problems, refusal = take(request, sought.one, sought)
        if made is not None:
            messages.success(request, _("予約しました。番号は %(number)s です。") % {"number": made.number})
            return redirect("desk:booking-one", number=made.number)
    context = {"known": known, "sought": sought, "tab": "phone", **fields(request, sought, problems, refusal)}
    return render(request, "desk/booking/phone.html", context, status=422 if problems or refusal else 200)


def case_of(request: Any) -> tuple[cases.Case | None, cases.Wanted | None]:
    """The case for whose visit the caller wants a time, and what is to be chosen. Raises NotFound, UnderProtection."""
    number = (request.POST if request.method == "POST" else request.GET).get("case", "")
    if not number:
        return None, None
    held = cases.look(number, by=request.actor, at=request.received_at, purpose="counter")
    return held, cases.visit_wanted(held.application, at=request.received_at)


def own_bookables(request: Any) -> list[booking.Bookable]:
    mine = request.actor.sections_with("booking.take-call")
    return sorted((one for one in booking.bookables() if one.department in mine), key=lambda one: str(one.title))


def sought_of(request: Any, known: list[booking.Bookable]) -> Sought:
    given = request.POST if request.method == "POST" else request.GET
    one = next((one for one in known if one.code == given.get("code")), known[0] if len(known) == 1 else None)
    now = today(request.received_at)
    try:
        day = max(parse_date(given.get("day", "")), now) if given.get("day") else now
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        day = now
    party = given.get("party", "1")
    most = one.limits.party if one else 1
    children = list(nursery.children_of(request.actor).filter(section=one.department)) if one and one.nursery else []
    booking.note_children(children, by=request.actor, at=request.received_at)
    child = next((found for found in children if str(found.pk) == given.get("child")), None)
    track = given.get("track", "") or (class_of(one, child, day) if one and child else "")
    tracks = [track.code for track in one.tracks] if one else []
    count = given.get("count", "1")
    return Sought(
        count=min(max(int(count), 1), one.limits.in_a_row)
        if one and count.isascii() and count.isdecimal() and len(count) < 4
        else 1,
        children=children,
        child=child,
        one=one,
        day=day,
        party=min(max(int(party), 1), most) if party.isascii() and party.isdecimal() and len(party) < 5 else 1,
        track=track if track in tracks else (tracks[0] if tracks else ""),
    )


def class_of(one: booking.Bookable, child: Any, day: date) -> str:
    """The class in which the child is on that day; "" where the nursery has none for it."""
    assert one.nursery is not None
    age = nursery.class_age(child.birth_on, day, one.nursery.ages_on)
    return next((track.code for track in one.tracks if track.ages and track.ages[0] <= age <= track.ages[1]), "")


def contact_typed(request: Any) -> dict[str, Any]:
    contact: dict[str, Any] = {name: request.POST.get(f"contact.{name}", "") for name in (*CONTACT, "group")}
    return {**contact, "resident": request.POST.get("contact.resident") == "1"}


def put_in_line(request: Any, one: booking.Bookable, sought: Sought) -> tuple[HttpResponse | None, list[Any], str]:
    """The caller waits for a full slot: to the page that says the place in the line; or what is wrong. Pressed twice it is once."""
    answers, problems = answers_of({question.id: question for page in one.pages for question in page.ask}, request)
    slot = request.POST.get("slot", "")
    if problems:
        return None, problems, ""
    if not slot:
        return None, [], _("どの時間を待つかを選んでください。")
    try:
        made = line.join(
            slot, party=sought.party, contact=contact_typed(request), answers=answers, by=request.actor, at=request.received_at
        )
    except booking.NotAcceptable as wrong:
        return None, wrong.problems, ""
    except line.AlreadyWaiting as already:
        messages.info(request, str(already))
        return redirect("desk:booking-line", pk=slot), [], ""
    except (NotPermitted, NotFound):
        raise
    except Refused as refused:
        return None, [], str(refused)
    messages.success(request, _("キャンセル待ちに入れました。順番は%(n)s番目です。") % {"n": line.place_in_line(made)})
    return redirect("desk:booking-waiting-one", pk=made.pk), [], ""


def take(request: Any, one: booking.Bookable, sought: Sought) -> tuple[booking.Reservation | None, list[Any], str]:
    """Book, or say what is wrong. Weekly until a day, where one is given."""
    questions = {question.id: question for page in one.pages for question in page.ask}
    answers, problems = answers_of(questions, request)
    contact = contact_typed(request)
    if problems:
        return None, problems, ""
    asked = f"{request.actor.code}:{request.POST.get('asked', '')}"[:160] if request.POST.get("asked") else ""
    asked = sought.wanted.key if sought.wanted else asked
    child = str(sought.child.pk) if sought.child else ""
    confirmed = request.POST.get("confirmed", "")
    wish = booking.Request(
        contact=contact, answers=answers, way=booking.Way.PHONE, asked=asked, child=child,
        confirmed=int(confirmed) if confirmed.isascii() and confirmed.isdecimal() else 0,
    )  # fmt: skip
    by, party = request.actor, sought.party
    try:
        if request.POST.get("until"):
            return series(request, wish, party, by), [], ""
        quota = request.POST.get("quota") == "1"
        wanted = booking.in_a_row(request.POST.get("slot", ""), sought.count)
        if len(wanted) < sought.count:
            raise booking.BadSelection(most=len(wanted))
        made = booking.book(wanted, wish, party=party, quota=quota, by=by, at=request.received_at)
        return made, [], ""
    except booking.NotAcceptable as wrong:
        return None, wrong.problems, ""
    except (Refused, ValueError) as refused:
        return None, [], str(refused)


def waits_for(one: booking.Bookable, slot: booking.Slot, sought: Sought, request: Any) -> bool:
    """Whether a caller can wait for it: it is full, or was kept for those who wait."""
    if not one.waiting_hours or one.nursery or sought.count > 1 or zone_here() is Zone.OFFICE:
        return False
    return slot.closes_at > request.received_at and (slot.blocked or slot.free < sought.party)


def series(request: Any, wish: booking.Request, party: int, by: Any) -> booking.Reservation | None:
    """Every week until a day; what could not be booked is told."""
    but = [parse_date(text) for text in request.POST.get("but", "").replace("、", ",").split(",") if text.strip()]
    wish = booking.Request(contact=wish.contact, answers=wish.answers, way=wish.way)
    found = booking.book_series(
        request.POST.get("slot", ""), wish, until=parse_date(request.POST["until"]), but=but, party=party, by=by,
        at=request.received_at,
    )  # fmt: skip
    for day, why in found.missed:
        messages.warning(request, f"{day:%Y-%m-%d} {why}")
    if not found.made:
        raise booking.SlotFull
    messages.info(request, _("%(n)s件をまとめて予約しました。") % {"n": len(found.made)})
    return found.made[0]


def fields(request: Any, sought: Sought, problems: list[Any], refusal: str) -> dict[str, Any]:
    one = sought.one
    if one is None:
        return {"errors": []}
    errors = {problem.path: problem.sentence for problem in problems}
    posted = request.method == "POST"
    said = cases.contact_for_visit(sought.case.application, sought.wanted) if sought.case and sought.wanted else {}
    rows = list(
        booking.slots_for_desk(one.code, sought.day, sought.day + timedelta(days=60), track=sought.track, at=request.received_at)
    )
    full = [slot for slot in rows if waits_for(one, slot, sought, request)][:SHOWN]
    chosen = request.POST.get("slot", "") or request.GET.get("slot", "")
    asked_for = {name for name in CONTACT if getattr(one.ask, name) != "none"} | ({"phone"} if full else set())
    contact = [
        FieldView(
            f"contact.{name}", label, value=request.POST.get(f"contact.{name}", said.get(name, "")),
            required=getattr(one.ask, name) == "needed",
            optional=getattr(one.ask, name) != "needed", error=errors.get(f"contact.{name}", ""), autocomplete="off",
            type="tel" if name == "phone" else "text",
        )
        for name, label in CONTACT.items()
        if name in asked_for
    ]  # fmt: skip
    if one.who.groups:
        contact.append(FieldView("contact.group", _("団体の名前"), value=request.POST.get("contact.group", ""), optional=True))
    if one.who.residents_only or (one.fee and one.fee.non_residents_percent > 100):
        resident = FieldView("contact.resident", _("お住まい"), "checkboxes", required=one.who.residents_only)
        resident.options = [OptionView("1", _("市内に住んでいると言っている"), chosen=request.POST.get("contact.resident") == "1")]
        contact.append(resident)
    questions = [question for page in one.pages for question in page.ask]
    asked = [field_of(q, raw_of(q, q.id, request) if posted else {}, [p for p in problems if p.path == q.id]) for q in questions]
    cut = booking.is_cut()
    quota = [slot for slot in rows if slot.quota_free >= sought.party]
    free = quota[:SHOWN] if cut else [slot for slot in rows if slot.free >= sought.party and not slot.blocked][:SHOWN]
    from_quota = [] if cut else [slot for slot in quota if slot.free < sought.party][:SHOWN]
    return {
        "contact": contact,
        "asked": asked,
        "cut": cut,
        "free": free,
        "from_quota": from_quota,
        "full": full,
        "chosen": chosen,
        "wants_full": any(str(slot.pk) == chosen for slot in full),
        "numbers": range(1, min(one.limits.party, 20) + 1),
        "counts": range(1, one.limits.in_a_row + 1),
        "errors": [*errors_of(contact), *errors_of(asked)] + ([ErrorLink("", refusal)] if refusal else []),
        "key": booking.new_request_key(),
    }

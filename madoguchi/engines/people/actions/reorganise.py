"""組織改正: planning it, trying it dry, declaring it ready, and applying it when its day has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.core.acting import By
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean
from madoguchi.engines.people.events import PostEnded, PostGiven, Reorganised
from madoguchi.engines.people.models.post import Post
from madoguchi.engines.people.models.reorganisation import Reorganisation
from madoguchi.engines.people.permissions import authorize
from madoguchi.engines.people.stations import STATIONED, Stationed

MANAGE = "people.reorganise"
NAMES_A_SECTION = ("department", "section")
SHOWN = 200


class NoSteps(Refused):
    code, message = "reorganisation-no-steps", _("件名と、移す課を一つ以上入力してください。")


class UnknownDepartment(Refused):
    code, message = "reorganisation-unknown-department", _("施行日に{code}という課がありません。先に定義を読み込んでください。")


class StepTwice(Refused):
    code, message = "reorganisation-step-twice", _("{code}の行き先が二つあります。分けるときは、片方に手続を書いてください。")


class DayPast(Refused):
    code, message = "reorganisation-day-past", _("施行日は、明日以後の日にしてください。")


class NotOpenAnyMore(Refused):
    code, message = "reorganisation-not-open", _("この組織改正は、すでに施行したか、取り消しています。")


@dataclass(frozen=True)
class Touched:
    """One kind of thing that would move: how many, and the first of them by name or number."""

    label: Any
    origin: str
    to: str
    count: int
    examples: list[str] = field(default_factory=list)


@transaction.atomic
def plan_reorganisation(title: str, on: date, steps: Iterable[Mapping[str, Any]], *, by: By, at: datetime) -> Reorganisation:
    """Write it down; nothing moves yet. Raises NoSteps, DayPast, UnknownDepartment, StepTwice."""
    authorize(by, MANAGE)
    whole = [_sound_step(step) for step in steps]
    if not (title := clean(title)) or not whole:
        raise NoSteps
    if on <= today(at):
        raise DayPast
    _sound(whole, on)
    return Reorganisation.objects.create(title=title, on=on, steps=whole, planned_by=by.code, planned_at=at)


@transaction.atomic
def declare_ready(plan: Reorganisation, *, by: By, at: datetime) -> None:
    """After the dry run has been read: from now on the day brings it about."""
    authorize(by, MANAGE)
    held = _open(plan)
    _sound(held.steps, held.on)
    Reorganisation.objects.filter(pk=held.pk).update(ready_at=at, ready_by=by.code)


@transaction.atomic
def cancel_reorganisation(plan: Reorganisation, *, by: By, at: datetime) -> None:
    authorize(by, MANAGE)
    Reorganisation.objects.filter(pk=_open(plan).pk).update(cancelled_at=at)


def dry_run_of(plan: Reorganisation) -> list[Touched]:
    """Every post, definition and open record that would move; nothing is changed."""
    found: list[Touched] = []
    for step in plan.steps:
        origin, to, named = step["from"], step["to"], step["procedures"]
        if not named:
            posts = list(_posts(origin, plan.on).select_related("account"))
            names = [f"{post.account.name}（{post.get_role_display()}）" for post in posts[:SHOWN]]
            found.append(Touched(_("職員の所属"), origin, to, len(posts), names))
        definitions = _definitions(plan, step)
        titles = [f"{version.kind}/{version.code}" for version in definitions]
        found.append(Touched(_("定義"), origin, to, len(definitions), titles))
        for stationed, rows in _open_rows(plan, step):
            found.append(Touched(stationed.label, origin, to, rows.count(), [str(row) for row in rows.order_by("pk")[:SHOWN]]))
    return [one for one in found if one.count]


def whole_list(plan: Reorganisation) -> Iterable[tuple[str, str, str, str]]:
    """Each single thing of the dry run: what, which, from, to; for a file."""
    for step in plan.steps:
        origin, to = step["from"], step["to"]
        if not step["procedures"]:
            for post in _posts(origin, plan.on).select_related("account"):
                yield str(_("職員の所属")), f"{post.account.name}（{post.get_role_display()}）", origin, to
        for version in _definitions(plan, step):
            yield str(_("定義")), f"{version.kind}/{version.code}", origin, to
        for stationed, rows in _open_rows(plan, step):
            for row in rows.order_by("pk").iterator():
                yield str(stationed.label), str(row), origin, to


def apply_due(*, by: By, at: datetime) -> int:
    """Apply what is ready and whose day has come. Each part is done once however often this runs; how many are done."""
    done = 0
    for plan in Reorganisation.objects.due(today(at)):
        try:
            moved = _apply(plan, by=by, at=at)
        except (city.NotPublishable, Refused) as trouble:
            Reorganisation.objects.filter(pk=plan.pk).update(trouble=str(trouble))
            continue
        with transaction.atomic():
            changed = Reorganisation.objects.filter(pk=plan.pk, done_at=None)
            if changed.update(done_at=at, trouble="", moved=moved):
                record(Reorganised(plan.pk, records=sum(moved.values())), by=by, at=at)
                done += 1
    return done


def _apply(plan: Reorganisation, *, by: By, at: datetime) -> dict[str, int]:
    moved: dict[str, int] = dict(plan.moved)
    for step in plan.steps:
        for version in _definitions(plan, step):
            city.publish(version.kind, _renamed(version.written, step["from"], step["to"]), by=by, at=at)
            _count(moved, plan, "definitions", 1)
        if not step["procedures"]:
            for post in _posts(step["from"], plan.on):
                _move_post(post, step["to"], plan, by=by, at=at)
                _count(moved, plan, "posts", 1)
        for stationed, rows in _open_rows(plan, step):
            if stationed.follows:
                continue
            for label, number in stationed.move(rows, step["to"]).items():
                _count(moved, plan, label, number)
    for code in sorted({step["from"] for step in plan.steps if not step["procedures"]}):
        _end_department(code, plan, by=by, at=at)
    return moved


def _end_department(code: str, plan: Reorganisation, *, by: By, at: datetime) -> None:
    """The old department ends with the day before, and says who took over: they read what was closed there."""
    found = city.current("department", code)
    if found is None or found.written.get("until"):
        return
    successors = sorted({step["to"] for step in plan.steps if step["from"] == code})
    last = (plan.on - timedelta(days=1)).isoformat()
    city.publish("department", {**found.written, "until": last, "succeeded_by": successors}, by=by, at=at)


def _count(moved: dict[str, int], plan: Reorganisation, what: str, number: int) -> None:
    """Written at once, so that what an interrupted run moved is not forgotten."""
    moved[what] = moved.get(what, 0) + number
    Reorganisation.objects.filter(pk=plan.pk).update(moved=moved)


@transaction.atomic
def _move_post(post: Post, to: str, plan: Reorganisation, *, by: By, at: datetime) -> None:
    """The old post ends with the day before, the same role begins in the department that took over."""
    held = Post.objects.select_for_update().get(pk=post.pk)
    until = held.until_on
    if held.from_on >= plan.on:
        Post.objects.filter(pk=held.pk).update(department=to)
        return
    Post.objects.filter(pk=held.pk).update(until_on=plan.on)
    record(PostEnded(held.account_id, department=held.department, role=held.role), by=by, at=at)
    if Post.objects.in_force(plan.on).filter(account=held.account_id, department=to, role=held.role).exists():
        return
    Post.objects.create(
        account_id=held.account_id,
        department=to,
        role=held.role,
        from_on=plan.on,
        until_on=until,
        deputy_of_id=held.deputy_of_id,
        given_by=f"reorganisation:{plan.pk}",
        given_at=at,
    )
    record(PostGiven(held.account_id, department=to, role=held.role), by=by, at=at)


def _posts(department: str, on: date) -> Any:
    """Held on that day or later."""
    return Post.objects.filter(department=department).exclude(until_on__lte=on).order_by("account__name", "pk")


def _definitions(plan: Reorganisation, step: Mapping[str, Any]) -> list[Any]:
    """Definitions in force that name the old department as the one in charge; of a split, the named procedures."""
    elsewhere = _elsewhere(plan, step)
    found = []
    kinds = city.Publication.objects.in_force().exclude(kind="department").values_list("kind", flat=True)
    for kind in sorted(set(kinds)):
        for version in city.current_all(kind):
            named = version.code in step["procedures"] if step["procedures"] else version.code not in elsewhere
            if named and _names(version.written, step["from"]):
                found.append(version)
    return found


def _elsewhere(plan: Reorganisation, step: Mapping[str, Any]) -> set[str]:
    """Procedures that other steps take from the same department."""
    return {code for one in plan.steps if one["from"] == step["from"] and one is not step for code in one["procedures"]}


def _open_rows(plan: Reorganisation, step: Mapping[str, Any]) -> list[tuple[Stationed, Any]]:
    elsewhere = _elsewhere(plan, step)
    return [(one, one.rows(step["from"], step["procedures"], but=elsewhere)) for _key, one in STATIONED.items()]


def _names(value: Any, code: str) -> bool:
    if isinstance(value, Mapping):
        return any((key in NAMES_A_SECTION and one == code) or _names(one, code) for key, one in value.items())
    return isinstance(value, list) and any(_names(one, code) for one in value)


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Mapping):
        return {key: new if key in NAMES_A_SECTION and one == old else _renamed(one, old, new) for key, one in value.items()}
    return [_renamed(one, old, new) for one in value] if isinstance(value, list) else value


def _sound_step(step: Mapping[str, Any]) -> dict[str, Any]:
    return {"from": step["from"], "to": step["to"], "procedures": sorted(step.get("procedures") or [])}


def _sound(steps: list[dict[str, Any]], on: date) -> None:
    known = {one.code: one for one in city.departments()}
    taken: set[tuple[str, str]] = set()
    for step in steps:
        if step["from"] not in known:
            raise UnknownDepartment(code=step["from"])
        to = known.get(step["to"])
        if to is None or not to.exists_on(on) or step["to"] == step["from"]:
            raise UnknownDepartment(code=step["to"])
        for one in step["procedures"] or [""]:
            if (step["from"], one) in taken:
                raise StepTwice(code=step["from"])
            taken.add((step["from"], one))


def _open(plan: Reorganisation) -> Reorganisation:
    held = Reorganisation.objects.select_for_update().get(pk=plan.pk)
    if held.done_at or held.cancelled_at:
        raise NotOpenAnyMore
    return held

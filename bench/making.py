"""What a measurement needs beforehand: sessions, drafts ready to be handed in, drafts that wait for the chief, numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from random import Random
from typing import Any
from uuid import UUID

from bench.client import LINES
from bench.two_pages import ANSWERS, CODE, publish

PAGE = "address"
PER_PAGE = 25


@dataclass
class Things:
    cookies: list[Mapping[str, str]] = field(default_factory=list)
    own_drafts: list[UUID] = field(default_factory=list)
    """One a line, filled in, to be saved again and again."""
    typed: dict[str, list[str]] = field(default_factory=dict)
    revisions: list[int] = field(default_factory=list)
    to_submit: Iterator[UUID] = field(default_factory=lambda: iter(()))
    small: Iterator[UUID] = field(default_factory=lambda: iter(()))
    """Drafts of the two-page application."""
    to_approve: Iterator[UUID] = field(default_factory=lambda: iter(()))
    numbers: Iterator[str] = field(default_factory=lambda: iter(()))
    own_numbers: Iterator[str] = field(default_factory=lambda: iter(()))
    deep: str = ""
    """Key of the fiftieth page of the queue, or of the last."""
    deep_page: int = 0


def make(submits: int, approvals: int) -> Things:
    from django.utils import timezone

    from madoguchi.engines.people import public as people
    from madoguchi.site.demo.cast import STAFF

    at = timezone.now()
    mails = ["sakura@example.jp", *(one.mail for one in STAFF)]
    accounts = {account.email: account for account in people.Account.objects.filter(email__in=mails)}
    sakura, clerk, chief = accounts["sakura@example.jp"], accounts[STAFF[0].mail], accounts[STAFF[2].mail]
    things = Things()
    for _n in range(LINES):
        things.cookies.append({"resident": cookie_of(sakura), "clerk": cookie_of(clerk), "chief": cookie_of(chief)})
    resident = people.actor_for(sakura, at, session="bench")
    _drafts(things, submits, resident, at)
    _open_cases(things, approvals, people.actor_for(clerk, at, session="bench", second_factor=True), at)
    return things


def cookie_of(account: Any) -> str:
    from django.test import Client

    from madoguchi.engines.people.testing import signed_in

    client = signed_in(Client(), account)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _drafts(things: Things, submits: int, by: Any, at: Any) -> None:
    from madoguchi.city.public import current
    from madoguchi.core.calendar.public import today
    from madoguchi.engines.forms import public as forms
    from madoguchi.site.demo.filling import fill_in
    from madoguchi.site.demo.story import answers_of

    version = current("procedure", "child-allowance-claim")
    assert version
    answers = answers_of(version, 2, Random(2), at)
    forms.Draft.objects.filter(account_id=by.account_id, frozen_at=None, discarded_at=None).update(discarded_at=at)
    drafts = [fill_in(version, answers, by=by, at=at) for _n in range(LINES)]
    things.own_drafts = [draft.pk for draft in drafts]
    state = forms.state_of(drafts[0], today(at))
    page = next(p for p in drafts[0].spec.pages if p.name == PAGE)
    things.typed = {name: list(values) for name, values in forms.typed_from(page, answers).items()}
    things.revisions = [state.revision(PAGE)] * LINES
    things.to_submit = iter([draft.pk for draft in _copies(drafts[0], submits, at)])
    publish(at)
    small = current("procedure", CODE)
    assert small
    things.small = iter([draft.pk for draft in _copies(fill_in(small, ANSWERS, by=by, at=at), submits, at)])


def _copies(whole: Any, count: int, at: Any) -> list[Any]:
    """Drafts like this one, each with a key of its own; an account holds many only here."""
    from madoguchi.core.identifiers.public import uuid7
    from madoguchi.core.sealing.public import new_key
    from madoguchi.engines.forms.models import Draft, DraftPage
    from madoguchi.engines.forms.models.page import seal_items

    pages = list(whole.pages.all())
    marks = list(whole.later_marks.all())
    same = {name: getattr(whole, name) for name in ("version", "account_id", "language", "expires_on")}
    made = []
    for _n in range(count):
        id = uuid7()
        draft = Draft.objects.create(id=id, key=new_key("draft", id), started_at=at, saved_at=at, **same)
        for page in pages:
            page.draft = whole
            sealed = seal_items(draft, page.key, page.items())
            DraftPage.objects.create(draft=draft, key=page.key, sealed=sealed, saved_at=at, saved_by=page.saved_by)
        for mark in marks:
            mark.pk, mark.draft, mark._state.adding = None, draft, True
            mark.save(force_insert=True)
        made.append(draft)
    return made


def _open_cases(things: Things, approvals: int, clerk: Any, at: Any) -> None:
    from bench.generate import generate
    from madoguchi.engines.approvals.models import Approval
    from madoguchi.engines.cases import public as cases

    waiting = Approval.objects.filter(answered_at=None, subject_kind="proposal")
    missing = approvals - waiting.count()
    if missing > 0:
        generate(missing, share=1, states={"proposed": 1}, at=at, seed=Approval.objects.count())
    identify(waiting.order_by("-requested_at").values_list("subject_id", flat=True)[:approvals], at)
    things.to_approve = iter(list(waiting.order_by("-requested_at").values_list("pk", flat=True)[:approvals]))
    queue = cases.Standing.objects.visible_to(clerk).order_by("breaks_on", "case_id")
    seen = list(queue.exclude(state="proposed").values_list("number", flat=True)[:2000])
    Random(1).shuffle(seen)
    things.numbers = cycle(seen)
    mine = cases.Application.objects.filter(account__email="sakura@example.jp", case__isnull=False)
    things.own_numbers = cycle(list(mine.order_by("received_at").values_list("number", flat=True)[:12]))
    last = (queue.count() - 1) // PER_PAGE
    things.deep_page = min(50, last + 1)
    if things.deep_page > 1:
        breaks_on, case = queue.values_list("breaks_on", "case_id")[(things.deep_page - 1) * PER_PAGE - 1]
        assert isinstance(breaks_on, date)
        things.deep = f"{breaks_on.isoformat()}_{case}"


def identify(proposals: Any, at: Any) -> None:
    """Who asks is certain in all of them: databases of earlier generators do not say it, and no decision passes without."""
    from madoguchi.engines.cases.models import IdentityCheck, Proposal

    wanted = Proposal.objects.filter(pk__in=list(proposals)).values_list("case_id", flat=True)
    known = set(IdentityCheck.objects.filter(case__in=wanted).values_list("case_id", flat=True))
    same = {"method": "register", "succeeded": True, "by_code": "system", "at": at}
    fresh = [IdentityCheck(case_id=pk, **same) for pk in wanted if pk not in known]
    IdentityCheck.objects.bulk_create(fresh, batch_size=500)

"""会議: the headquarters' meetings, from the call to what is published."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.actions import meet
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.desk.around import Day, attempt, done, long_text, measures, page, sections, the_plan
from madoguchi.services.plan.models import FollowUp, Meeting

ITEMS = 6
DUTIES = 3


class MeetingForm(forms.Form):
    held_on = Day(label=gettext_lazy("開催日"))
    title = forms.CharField(label=gettext_lazy("会議の名前"), max_length=120)
    place = forms.CharField(label=gettext_lazy("場所"), max_length=120, required=False)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, ITEMS + 1):
            label = _("議題 %(n)s") % {"n": n}
            self.fields[f"title-{n}"] = forms.CharField(label=label, max_length=200, required=False)
            self.fields[f"paper-{n}"] = long_text(_("資料 %(n)s") % {"n": n}, rows=3)
            self.fields[f"measure-{n}"] = forms.ChoiceField(
                label=_("施策 %(n)s") % {"n": n}, required=False, choices=measures(book)
            )
            self.fields[f"inside-{n}"] = forms.BooleanField(label=_("議題 %(n)s は公開しない") % {"n": n}, required=False)

    def items(self) -> list[meet.Item]:
        given = self.cleaned_data
        return [
            meet.Item(given[f"title-{n}"], given[f"paper-{n}"], given[f"measure-{n}"], not given[f"inside-{n}"])
            for n in range(1, ITEMS + 1)
        ]


class MinutesForm(forms.Form):
    text = long_text(gettext_lazy("議事録"), required=True, rows=12)
    public_text = long_text(gettext_lazy("公開する議事の要旨"), rows=6)


class DecisionForm(forms.Form):
    text = long_text(gettext_lazy("決定"), required=True)
    item = forms.ChoiceField(label=gettext_lazy("議題"), required=False)
    inside = forms.BooleanField(label=gettext_lazy("公開しない"), required=False)
    to_be_agreed = forms.BooleanField(label=gettext_lazy("決裁を要する（決裁されるまで公開できません）"), required=False)

    def __init__(self, book: Book, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "―"), *((str(i.pk), i.title) for i in meeting.items.all())]  # type: ignore[attr-defined]
        for n in range(1, DUTIES + 1):
            choices = [("", "―"), *sections(book)]
            self.fields[f"section-{n}"] = forms.ChoiceField(
                label=_("することのある所属 %(n)s") % {"n": n}, choices=choices, required=False
            )
            self.fields[f"what-{n}"] = long_text(_("すること %(n)s") % {"n": n}, rows=2)
            self.fields[f"due-{n}"] = Day(label=_("期限 %(n)s") % {"n": n}, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in range(1, DUTIES + 1):
            whole = [given.get(f"{part}-{n}") for part in ("section", "what", "due")]
            if any(whole) and not all(whole) and not self.errors.get(f"due-{n}"):
                self.add_error(f"what-{n}", _("所属・すること・期限をそろえて書いてください。"))
        return given

    def follow_ups(self) -> list[tuple[str, str, Any]]:
        given = self.cleaned_data
        return [(given[f"section-{n}"], given[f"what-{n}"], given[f"due-{n}"]) for n in range(1, DUTIES + 1) if given[f"what-{n}"]]


class FollowUpForm(forms.Form):
    note = long_text(gettext_lazy("結果"), required=True)


def meeting_or_404(request: Any, pk: UUID) -> Meeting:
    found = Meeting.objects.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@open_to("plan.see")
def listing(request: Any) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.actor).prefetch_related("items").order_by("-held_on")[:100]
    return page(request, "meetings", the_plan(), rows=rows)


@open_to("plan.keep")
def new(request: Any) -> HttpResponse:
    book = the_plan()
    form = MeetingForm(book, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        made: list[Meeting] = []

        def act() -> None:
            by, at = request.actor, request.received_at
            made.append(meet.call_meeting(given["held_on"], given["title"], form.items(), place=given["place"], by=by, at=at))

        if done(request, form, act, _("会議を招集しました。")):
            return redirect("plan-desk:meeting", made[0].pk)
    return page(request, "meeting_new", book, form=form)


@open_to("plan.see")
def one(request: Any, pk: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    decisions = meeting.decisions.select_related("item", "withheld").prefetch_related("follow_ups", "agreements")
    items = meeting.items.prefetch_related("papers__file")
    return page(request, "meeting", the_plan(), meeting=meeting, items=items, decisions=decisions)


@open_to("plan.keep")
def minutes(request: Any, pk: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    form = MinutesForm(request.POST or None, initial={"text": meeting.minutes, "public_text": meeting.public_minutes})
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return meet.write_minutes(
                meeting, text=given["text"], public_text=given["public_text"], by=request.actor, at=request.received_at
            )

        if done(request, form, act, _("議事録を保存しました。")):
            return redirect("plan-desk:meeting", pk)
    return page(request, "minutes", the_plan(), meeting=meeting, form=form)


@open_to("plan.keep")
def decide(request: Any, pk: UUID) -> HttpResponse:
    book, meeting = the_plan(), meeting_or_404(request, pk)
    form = DecisionForm(book, meeting, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        item = meeting.items.filter(pk=given["item"]).first() if given["item"] else None

        def act() -> object:
            return meet.decide(
                meeting,
                text=given["text"],
                item=item,
                public=not given["inside"],
                to_be_agreed=given["to_be_agreed"],
                follow_ups=form.follow_ups(),
                by=request.actor,
                at=request.received_at,
            )

        if done(request, form, act, _("決定を記録しました。")):
            return redirect("plan-desk:meeting", pk)
    return page(request, "decide", book, meeting=meeting, form=form)


@open_to("plan.keep")
@require_POST
def do(request: Any, pk: UUID, action: str) -> HttpResponse:
    """Confirm the minutes, or publish."""
    meeting = meeting_or_404(request, pk)
    acts = {
        "confirm": (meet.confirm_minutes, _("議事録を確定しました。")),
        "publish": (meet.publish_meeting, _("公開しました。")),
    }
    if action not in acts:
        raise Http404
    act, sentence = acts[action]
    attempt(request, lambda: act(meeting, by=request.actor, at=request.received_at), sentence)
    return redirect("plan-desk:meeting", pk)


@open_to("plan.report")
def follow_up(request: Any, pk: UUID) -> HttpResponse:
    found = FollowUp.objects.visible_to(request.actor).select_related("decision__meeting").filter(pk=pk).first()
    if found is None:
        raise Http404
    form = FollowUpForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        if done(
            request, form, lambda: meet.finish(found, note=note, by=request.actor, at=request.received_at), _("済みにしました。")
        ):
            return redirect("plan-desk:home")
    return page(request, "follow_up", the_plan(), found=found, form=form)

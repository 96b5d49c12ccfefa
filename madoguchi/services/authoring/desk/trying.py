"""Seeing the form as it will be, in the frame of a phone, and filling it in; examples: run, and made of what was filled in."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.engines.forms import public as forms
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.asked import errors_of, field_of
from madoguchi.faces.shell.framing import framed_by_own
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.authoring.actions import edit
from madoguchi.services.authoring.body import main_of
from madoguchi.services.authoring.checking import looked_over
from madoguchi.services.authoring.desk.around import desk_of, number_in, said
from madoguchi.services.authoring.desk.reaching import reached
from madoguchi.services.authoring.making_examples import NEEDS_REASON, OUTCOMES, amounts, example_of
from madoguchi.services.authoring.trial import REVIEW, Trial

LANGUAGES = {"ja": "日本語", "ja-easy": "やさしい日本語", "en": "English"}


@open_to("authoring.see")
@require_safe
def look(request: Any, pk: UUID) -> HttpResponse:
    """The frame, and what may be chosen around it: the page, the language."""
    desk = desk_of(request, pk)
    of = request.GET.get("of", "")
    form = desk.looked.shown(of)
    language = request.GET.get("lang", "ja")
    context = {
        "desk": desk,
        "form": form,
        "pages": [(page.name, str(page.title)) for page in form.pages] if form else [],
        "page": request.GET.get("page", ""),
        "of": of,
        "others": [(one.code, said(one.written.get("title"))) for one in desk.looked.concerned],
        "lang": language if language in LANGUAGES else "ja",
        "languages": LANGUAGES.items(),
        "errors": desk.looked.errors,
    }
    return render(request, "authoring/look.html", context)


@framed_by_own
@xframe_options_sameorigin
@open_to("authoring.see")
def phone(request: Any, pk: UUID) -> HttpResponse:
    """One page of the form, rendered as the portal renders it. Answers travel with the page and are not stored."""
    desk = desk_of(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    language = given.get("lang", "ja")
    with override(language if language in LANGUAGES else "ja"):
        form = desk.looked.shown(given.get("of", ""))
        if form is None:
            return render(request, "authoring/phone_broken.html", {"desk": desk}, status=422)
        trial = Trial.carried(form, today(request.received_at), request.POST.get("carried", ""))
        return _Phone(request, desk, trial, language, given).answer()


class ExampleForm(django_forms.Form):
    """What an example says besides the answers: its name, on which day, and how the city decided."""

    name = django_forms.CharField(label=_("例の名前"), max_length=200, error_messages={"required": _("例の名前を書いてください。")})
    today = django_forms.CharField(label=_("記入した日"), max_length=40)
    result = django_forms.ChoiceField(label=_("市の決定"), required=False)
    reason = django_forms.CharField(
        label=_("決定の理由"),
        required=False,
        max_length=2000,
        help_text=_("不許可・却下と取消しには、理由が要ります。"),
        widget=django_forms.Textarea,
    )

    def __init__(self, trial: Trial, given: Any = None) -> None:
        super().__init__(given, auto_id="example-%s", initial={"today": trial.today.isoformat()})
        found = [(code, label) for code, label in OUTCOMES if getattr(trial.form.results, code, None)]
        if found:
            self.fields["result"].choices = [("", _("（なし）")), *found]  # type: ignore[attr-defined]
        else:
            del self.fields["result"], self.fields["reason"]

    def clean_today(self) -> Any:
        try:
            return parse_date(self.cleaned_data["today"])
        except (Refused, ValueError) as problem:
            raise django_forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("result") in NEEDS_REASON and not given.get("reason"):
            self.add_error("reason", _t("決定の理由を書いてください。"))
        return given


class _Phone:
    def __init__(self, request: Any, desk: Any, trial: Trial, language: str, given: Any) -> None:
        self.request, self.desk, self.trial, self.language = request, desk, trial, language
        self.key, self.then, self.of = given.get("page", ""), given.get("then", ""), given.get("of", "")
        self.index = number_in(given, "index") if "index" in given else None

    def answer(self) -> HttpResponse:
        stop = self.trial.way.stop(self.key)
        if self.key == REVIEW:
            return self.review() if self.then != "back" else self.show(self.trial.before(REVIEW))
        if stop is None:
            page = self.trial.form.page(self.key)  # not on the way of these answers: shown all the same
            return self.show(page.name if page else (self.trial.keys or [self.trial.form.pages[0].name])[0])
        if self.request.method != "POST" or self.then == "show":
            return self.show(self.key, self.index)
        if self.then == "back":
            return self.show(self.trial.before(self.key) or self.key)
        if self.then == "confirm":
            self.trial.confirmed |= set(self.request.POST.getlist("point"))
            return self.go(self.trial.after(self.key))
        if self.then == "go":
            return self.onward()
        if self.then == "add":
            return self.show(self.key, len(self.trial.items(stop.page)))
        return self.save(stop.page)

    def save(self, page: forms.Page) -> HttpResponse:
        typed = {name: self.request.POST.getlist(name) for name in self.request.POST}
        index = (self.index or 0) if page.repeat else None
        self.trial, problems, revealed = self.trial.save(page, index, typed)
        if problems or revealed:
            return self.show(page.name, index, typed, problems, revealed=revealed)
        return self.show(page.name) if page.repeat else self.onward()

    def onward(self) -> HttpResponse:
        points = self.trial.points(self.key)
        if points:
            return self.render("authoring/phone_explain.html", self.key, points=points)
        return self.go(self.trial.after(self.key))

    def go(self, key: str) -> HttpResponse:
        return self.review() if key == REVIEW else self.show(key)

    def show(
        self, key: str, index: int | None = None, typed: Any = None, problems: Any = (), *, revealed: bool = False
    ) -> HttpResponse:
        page = self.trial.form.page(key)
        assert page
        if page.repeat and index is None and (self.trial.items(page) or not page.repeat.min):
            return self.items(page)
        index = (index or 0) if page.repeat else None
        asked = self.trial.asked(page, index)
        if not asked and self.trial.way.stop(key) is None:
            asked = _all_asked(page, self.trial)
        typed = typed if typed is not None else self.trial.typed(page, index)
        fields = [field_of(one, typed, problems) for one in asked]
        alone = len(fields) == 1 and page.intro is None and fields[0].widget != "consent"
        if alone:
            fields[0].heading = True
        return self.render(
            "authoring/phone_page.html",
            key,
            page=page,
            title=forms.item_title(page, index, _lang()),
            fields=fields,
            alone=alone,
            errors=errors_of(fields, problems, asked),
            asked=" ".join(one.question.id for one in asked),
            revealed=revealed,
            index=index,
            hidden_page=self.trial.way.stop(key) is None,
        )

    def items(self, page: forms.Page) -> HttpResponse:
        sections = [s for s in forms.shown(self.trial.form, self.trial.answers, self.trial.today) if s.page == page]
        return self.render(
            "authoring/phone_items.html", page.name, page=page, sections=[s for s in sections if s.index is not None]
        )

    def review(self, example: "ExampleForm | None" = None) -> HttpResponse:
        """All answers, and the boxes of an example made of them; with `example`, what is wrong in these."""
        trial = self.trial
        return self.render(
            "authoring/phone_review.html",
            REVIEW,
            status=422 if example else 200,
            example=example or ExampleForm(trial),
            sections=forms.shown(trial.form, trial.answers, trial.today),
            slots=trial.way.slots(),
            amounts=[(one.label, one.words(_lang())) for one in amounts(trial) if one.shown],
            problems=[p for p in forms.check(trial.form, trial.answers, trial.today) if not p.confirm],
        )

    def render(self, template: str, key: str, *, status: int = 200, **context: Any) -> HttpResponse:
        keys = self.trial.keys
        frame = {
            "desk": self.desk,
            "trial": self.trial,
            "form": self.trial.form,
            "key": key,
            "lang": self.language,
            "shown_of": self.of,
            "number": keys.index(key) + 1 if key in keys else 0,
            "of": len(keys) + 1,
            "back": self.trial.before(key),
        }
        return render(self.request, template, frame | context, status=status)


def _lang() -> str:
    from django.utils.translation import get_language

    return "easy" if get_language() == "ja-easy" else (get_language() or "ja")


def _all_asked(page: forms.Page, trial: Trial) -> list[forms.Asked]:
    names = {**trial.way.names, "this": {}}
    return [forms.Asked(question, question.id, None, names) for question in page.ask if question.type != "file"]


@open_to("authoring.see")
def examples(request: Any, pk: UUID) -> HttpResponse:
    """The examples and how they came out; a further one is what was filled in on the phone."""
    desk = desk_of(request, pk)
    if request.method == "POST" and not desk.is_block:
        return _keep_example(request, desk)
    looked = looked_over(desk.body)
    raw = main_of(desk.body).get("examples") or []
    outcomes = {one.path[1]: one for one in looked.examples if len(one.path) > 1}
    rows = [(n, said(example.get("name")), example, outcomes.get(n)) for n, example in enumerate(raw)]
    context = {"desk": desk, "rows": rows, "looked": looked, "reached": reached(looked)}
    return render(request, "authoring/examples.html", context)


def _keep_example(request: Any, desk: Any) -> HttpResponse:
    """What is wrong is said beside the answers, so that nothing has to be filled in again."""
    language = request.POST.get("lang", "ja")
    form = desk.looked.definition
    if form is None:
        messages.error(request, _t("直すところがあるため、まだ試せません。"))
        return redirect("authoring:examples", desk.pk)
    trial = Trial.carried(form, today(request.received_at), request.POST.get("carried", ""))
    asked = ExampleForm(trial, request.POST)
    if not asked.is_valid():
        with override(language if language in LANGUAGES else "ja"):
            return _Phone(request, desk, trial, language, request.POST).review(asked)
    given = asked.cleaned_data
    trial = Trial.carried(form, given["today"], request.POST.get("carried", ""))
    raw = main_of(desk.body).get("examples") or []
    name, taken = given["name"], {said(one.get("name")) for one in raw if isinstance(one, dict)}
    while name in taken:
        name += "（2）"
    made = example_of(trial, name, result=given.get("result", ""), reason=given.get("reason", ""))
    attempt(
        request,
        lambda: edit.add_item(
            desk.manuscript, ("procedure", "examples"), made, base=desk.number, by=request.actor, at_=request.received_at
        ),
        _t("例を作りました。"),
    )
    return redirect("authoring:examples", desk.pk)

"""The manuscripts of one's departments, and how one begins."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.city import public as city
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.shell.fields import from_bound
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.authoring import queries
from madoguchi.services.authoring.actions import begin
from madoguchi.services.authoring.desk.around import title_of
from madoguchi.services.authoring.models import Manuscript
from madoguchi.services.authoring.refusals import AlreadyWriting

WAYS = (
    ("blank", _("白紙から")),
    ("copy", _("ほかの手続きの写しから")),
    ("paper", _("紙の様式の項目から")),
    ("block", _("白紙から（手続きではなく、いくつもの手続きで使う問いのまとまり）")),
)


@open_to("authoring.see")
@require_safe
def manuscripts(request: Any) -> HttpResponse:
    rows = Manuscript.objects.visible_to(request.actor)
    closed = request.GET.get("closed") == "1"
    rows = (rows.exclude(closed_at=None) if closed else rows.open()).select_related("current")
    page = page_of(rows, request, by=("-touched_at", "id"), size=30)
    names = queries.names_of(one.current.by_code for one in page.rows if one.current)
    writing = set(Manuscript.objects.visible_to(request.actor).open().values_list("kind", "code"))
    context = {
        "page": page,
        "rows": [(one, title_of(one.body), names.get(one.current.by_code, "") if one.current else "") for one in page.rows],
        "own": [one for one in queries.own_procedures(request.actor) if ("procedure", one.code) not in writing],
        "blocks": [(one, n) for one, n in queries.own_blocks(request.actor) if ("block", one.code) not in writing],
        "closed": closed,
    }
    return render(request, "authoring/list.html", context)


class NewForm(forms.Form):
    way = forms.ChoiceField(label=_("始め方"), choices=WAYS, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("手続きの名前"), max_length=200, error_messages={"required": _("手続きの名前を入力してください。")}
    )
    code = forms.CharField(
        label=_("コード（半角英小文字・数字・ハイフン）"),
        max_length=48,
        help_text=_("ページのアドレス（URL）に使い、公開のあとは変えられません。例：library-card"),
        error_messages={"required": _("コードを入力してください。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    section = forms.ChoiceField(label=_("担当する所属"))
    of = forms.ChoiceField(label=_("写す手続き"), required=False, help_text=_("「写しから」を選んだときに使います。"))
    lines = forms.CharField(
        label=_("紙の様式の項目"),
        required=False,
        max_length=20_000,
        help_text=_(
            "1行に1つの項目を貼り付けます。【申込者】のような行はページの見出しに、「区分：一般・学生」は選択肢に、「添付：学生証の写し」は書類になります。"
        ),
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = set(request.actor.sections_with("authoring.write"))
        offices = city.departments(today(request.received_at))
        self.fields["section"].choices = [(one.code, str(one.name)) for one in offices if one.code in mine]  # type: ignore[attr-defined]
        procedures = [(one.code, str(one.definition.title)) for one in city.current_all("procedure")]
        self.fields["of"].choices = [("", _("選んでください")), *procedures]  # type: ignore[attr-defined]
        for name in ("title", "code"):
            self.fields[name].strip = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == "copy" and not given.get("of"):
            self.add_error("of", _t("写す手続きを選んでください。"))
        return given


@open_to("authoring.write")
def new(request: Any) -> HttpResponse:
    """From nothing, from a copy, from paper."""
    form = NewForm(request.POST or None, request=request, initial={"way": "copy", "section": request.actor.section})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("authoring:manuscript", begun(request, form.cleaned_data).pk)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            where = {"bad-code": "code", "code-taken": "code", "already-writing": "code", "nothing-on-paper": "lines"}
            form.add_error(where.get(refusal.code), str(refusal))
    fields = [from_bound(one) for one in form]
    for one in fields:
        one.when = {"of": "way=copy", "lines": "way=paper"}.get(one.name, "")
    return render(request, "authoring/new.html", {"form": form, "fields": fields}, status=422 if form.errors else 200)


def begun(request: Any, given: dict[str, Any]) -> Manuscript:
    code, title, section = given["code"].strip(), given["title"].strip(), given["section"]
    by, at = request.actor, request.received_at
    if given["way"] == "copy":
        return begin.begin_copy(given["of"], code, title, section=section, by=by, at=at)
    if given["way"] == "paper":
        return begin.begin_from_paper(code, title, given["lines"], section=section, by=by, at=at)
    if given["way"] == "block":
        return begin.begin_block(code, title, section=section, by=by, at=at)
    return begin.begin_blank(code, title, section=section, by=by, at=at)


@open_to("authoring.write")
@require_POST
def change(request: Any) -> HttpResponse:
    """A procedure or shared block in force is changed, or an earlier version put back; one joins whoever is at it."""
    code, version = request.POST.get("code", ""), request.POST.get("version", "")
    is_block = request.POST.get("kind") == "block"
    anew, back = (begin.begin_block_change, begin.begin_block_old) if is_block else (begin.begin_change, begin.begin_old)
    by, at = request.actor, request.received_at
    try:
        made = back(code, version, by=by, at=at) if version else anew(code, by=by, at=at)
    except AlreadyWriting as refusal:
        messages.info(request, str(refusal))
        there = refusal.manuscript
        return redirect("authoring:manuscript", there.pk) if there else redirect("authoring:manuscripts")
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("authoring:manuscripts")
    return redirect("authoring:manuscript", made.pk)

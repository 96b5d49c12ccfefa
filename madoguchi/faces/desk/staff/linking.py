"""職員本人の宛名を名簿で登録する: a list is read, shown line by line, and then linked as a whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.engines.watch import public as watch
from madoguchi.faces.desk.tables import csv_response
from madoguchi.faces.shell.guard import open_to

LARGEST = 1024 * 1024
SALT, LASTS = "desk.staff.linking", 3600
SHOWN = 500


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("名簿のCSV"),
        help_text=gettext_lazy("UTF-8かShift_JIS。列は「メールアドレス」と「宛名番号」。ほかの列は読みません。"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("CSVファイルを選んでください。"),
            "empty": gettext_lazy("空のファイルです。"),
        },
    )

    def clean_file(self) -> watch.StaffList:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("ファイルが大きすぎます（1MBまで）。分けてください。"))
        try:
            return watch.read_staff_list(given.read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@never_cache
@open_to(watch.LINK_STAFF, purpose="audit", fresh=True)
def page(request: Any) -> HttpResponse:
    """The list travels through the browser, signed, between the dry run and the deed."""
    by, at = request.actor, request.received_at
    people.authorize(by, watch.LINK_STAFF)
    applies = request.method == "POST" and "list" in request.POST
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" and not applies else ()))
    of, said = None, ""
    if applies:
        of, shown = _carried(request)
        try:
            if of is None:
                raise watch.ListGoneStale
            written = watch.apply_links(of, shown, by=by, at=at)
        except NotPermitted:
            raise
        except Refused as refusal:
            said = str(refusal) if of else _("時間がたちました。名簿を、もう一度選んでください。")
        else:
            messages.success(request, _said_of(written))
            return redirect("desk:staff-linking")
    elif form.is_bound and form.is_valid():
        of = form.cleaned_data["file"]
    context = {"form": form, "said": said, "manages": by.may("people.manage-staff"), "guards": people.may_guard_privacy(by)}
    context["known_staff"], context["all_staff"] = watch.count_of_linked()
    if of is not None:
        context |= _dry_run(request, of)
    return render(request, "desk/staff/linking.html", context, status=422 if said or form.errors else 200)


def _dry_run(request: Any, of: watch.StaffList) -> dict[str, Any]:
    planned = watch.plan_links(of, by=request.actor, at=request.received_at, purpose=request.purpose)
    groups = []
    for finding in watch.Finding:
        rows = [one for one in planned if one.finding is finding]
        groups.append((finding, rows[:SHOWN], len(rows), len(rows) - SHOWN))
    lines = [[one.line, one.mail, one.number] for one in of.lines]
    carried = {"by": str(request.actor.account_id), "lines": lines, "shown": watch.mark_of(planned)}
    return {
        "of": of,
        "groups": [group for group in groups if group[2]],
        "to_write": sum(one.finding in watch.WRITTEN for one in planned),
        "carried": signing.dumps(carried, salt=SALT, compress=True),
    }


def _carried(request: Any) -> tuple[watch.StaffList | None, str]:
    """The list that this person was shown within the last hour, and the mark of what it said."""
    try:
        carried = signing.loads(request.POST["list"], salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None, ""
    if carried["by"] != str(request.actor.account_id):
        return None, ""
    return watch.StaffList([watch.Line(*one) for one in carried["lines"]]), carried["shown"]


def _said_of(written: list[watch.Planned]) -> str:
    changed = sum(one.finding is watch.Finding.CHANGED for one in written)
    if not written:
        return _("変わるところはありませんでした。")
    return _("{new}人を新しく登録し、{changed}人を別の宛名に変えました。").format(new=len(written) - changed, changed=changed)


@open_to(watch.LINK_STAFF, purpose="audit")
@require_safe
def sample(request: Any) -> Any:
    """The two columns, with invented lines."""
    people.authorize(request.actor, watch.LINK_STAFF)
    rows = [["hanako.mihon@desk.example.jp", "999990000000101"], ["taro.reiji@desk.example.jp", "999990000000102"]]
    return csv_response("staff-sample", [titles[0] for titles in watch.COLUMNS.values()], rows)

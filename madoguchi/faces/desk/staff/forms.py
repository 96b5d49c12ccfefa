"""Forms about staff: whom to invite, which post from when, until when."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import departments
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean
from madoguchi.engines.people.public import Account, Role, staff, year_end


class Day(forms.CharField):
    """A day as people write it: 和暦 or 西暦, full or half width."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": _("日付を入力してください。")}
        super().__init__(max_length=40, error_messages=errors, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except (Refused, ValueError) as problem:
            raise ValidationError(str(problem)) from problem


class InviteForm(forms.Form):
    name = forms.CharField(
        label=_("氏名"),
        max_length=100,
        error_messages={"required": _("氏名を入力してください。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("サインインに使います。"),
        error_messages={"required": _("メールアドレスを入力してください。")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        try:
            return str(clean(self.cleaned_data["name"]))
        except (Refused, ValueError) as problem:
            raise ValidationError(str(problem)) from problem


UNTIL = _(
    "この日から役割がなくなります。はじめは年度末（次の4月1日）です。着任日が次の年度なら、そのままでその年度末になります。"
    "期限がないときは空欄にしてください。"
)


class PostForm(forms.Form):
    department = forms.ChoiceField(label=_("所属"), error_messages={"required": _("所属を選んでください。")})
    role = forms.ChoiceField(label=_("役割"), choices=Role.choices)
    from_on = Day(label=_("着任日"), help_text=_("例：令和8年4月1日、2026-04-01"))
    until_on = Day(label=_("離任日"), required=False, help_text=UNTIL)
    deputy_of = forms.ModelChoiceField(
        label=_("代理される職員"),
        help_text=_("この人の代わりに役割を持つときだけ選びます。"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("なし"),
    )

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        options.setdefault("initial", {})
        options["initial"] = {"from_on": on.isoformat(), "until_on": year_end(on).isoformat(), **options["initial"]}
        super().__init__(*args, **options)
        self.fields["deputy_of"].queryset = staff(on).prefetch_related(None).filter(is_active=True)  # type: ignore[attr-defined]
        language = get_language() or "ja"
        choices = [(one.code, one.title.in_(language)) for one in departments(on)]
        self.fields["department"].choices = [("", _("選んでください")), *choices]  # type: ignore[attr-defined]
        self.suggested = year_end(on)

    def clean(self) -> dict[str, Any]:
        """An end left as suggested means that of the year in which the post begins: in March posts of April are given."""
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("from_on"), said.get("until_on")
        if begins and ends == self.suggested <= begins:
            said["until_on"] = year_end(begins)
        return said


class TransferForm(PostForm):
    """異動: the new post; every post of today ends with it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["deputy_of"]


LAST_DAY = _("この日が終わるとサインインできなくなります。空欄にすると、取り消します。")


class LeaveForm(forms.Form):
    last_on = Day(label=_("最後の日"), required=False, help_text=LAST_DAY)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("引き継ぐ人"),
        queryset=Account.objects.none(),
        empty_label=_("選んでください"),
        error_messages={"required": _("引き継ぐ人を選んでください。")},
    )

    def __init__(self, *args: Any, but: Account, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = staff(on).prefetch_related(None).filter(is_active=True).exclude(pk=but.pk)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    until_on = Day(label=_("離任日"), help_text=_("この日から役割がなくなります。例：令和9年4月1日、2027-04-01"))

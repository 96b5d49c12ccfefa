"""What is asked of a system that shall use the API."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import departments
from madoguchi.engines.people.public import machine_scopes
from madoguchi.engines.webhooks.public import KINDS
from madoguchi.faces.desk.staff.forms import Day


class MachineForm(forms.Form):
    name = forms.CharField(
        label=_("名前"),
        help_text=_("どのシステムか分かる名前。例：児童手当システム（連携）"),
        max_length=80,
        error_messages={"required": _("名前を入力してください。")},
    )
    section = forms.ChoiceField(label=_("所属"), error_messages={"required": _("所属を選んでください。")})
    scopes = forms.MultipleChoiceField(
        label=_("できること"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("できることを選んでください。")},
    )
    expires_on = Day(label=_("期限"), help_text=_("この日から使えなくなります。例：令和9年4月1日、2027-04-01"))

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "ja"
        sections = [(one.code, one.title.in_(language)) for one in departments(on)]
        self.fields["section"].choices = [("", _("選んでください")), *sections]  # type: ignore[attr-defined]
        self.fields["scopes"].choices = list(machine_scopes().items())  # type: ignore[attr-defined]


class HookForm(forms.Form):
    address = forms.CharField(
        label=_("送り先"),
        help_text=_("知らせを受け取るアドレス。例：https://renkei.example.jp/madoguchi"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("送り先を入力してください。")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("知らせること"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("知らせることを選んでください。")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kinds"].choices = list(KINDS.items())  # type: ignore[attr-defined]

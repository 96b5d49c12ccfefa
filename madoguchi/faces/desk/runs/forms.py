"""What a run asks, of whom, by when."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.desk.worklist.absences import EXAMPLE, DayField

LINES = forms.Textarea(attrs={"rows": 8})


class RunForm(forms.Form):
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)
    basis = forms.ChoiceField(
        label=_("対象者を選ぶ手続"), help_text=_("この手続で認定され、取り消されていない人が対象になります。")
    )
    decided_from = DayField(label=_("決定日（から）"), max_length=40, required=False, help_text=_("空なら、すべての認定です。"))
    decided_until = DayField(label=_("決定日（まで）"), max_length=40, required=False)
    expires_from = DayField(
        label=_("有効期間の末日（から）"), max_length=40, required=False, help_text=_("更新をお願いするときに使います。")
    )
    expires_until = DayField(label=_("有効期間の末日（まで）"), max_length=40, required=False)
    procedure = forms.ChoiceField(label=_("お願いする手続"), help_text=_("この手続が届くと、回答として数えます。"))
    title = forms.CharField(label=_("手紙の件名"), max_length=100)
    text = forms.CharField(
        label=_("案内の文"), max_length=2000, widget=LINES, help_text=_("全員に同じ文が入ります。個人の情報は書かないでください。")
    )
    due_on = DayField(label=_("提出期限"), max_length=40, help_text=EXAMPLE)

    def __init__(self, procedures: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("basis", "procedure"):
            self.fields[name].choices = [("", "―"), *procedures]  # type: ignore[attr-defined]
        self.fields["token"].initial = token_urlsafe(24)

"""What is to be done with the chosen cases."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases import public as cases

ALL_OUTCOMES = [(one.value, one.label) for one in cases.Outcome if one is not cases.Outcome.CANCELLED]


class BatchForm(forms.Form):
    """`token` makes a second press give the batch of the first."""

    token = forms.CharField(max_length=64, widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("処理"), widget=forms.RadioSelect)
    to = forms.ChoiceField(label=_("引き継ぐ相手"), required=False)
    outcome = forms.ChoiceField(label=_("起案する結果"), required=False, choices=[("", "―"), *ALL_OUTCOMES])
    text = forms.CharField(
        label=_("理由・引継ぎのメモ"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "起案では理由になり、全部の案件に同じ理由が入ります。却下のときは必ず書きます。引継ぎでは案件のメモに残ります。"
        ),
    )

    def __init__(self, offered: list[tuple[str, Any]], colleagues: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = offered  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "―"), *colleagues]  # type: ignore[attr-defined]
        self.fields["token"].initial = token_urlsafe(24)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("what") == cases.BatchWhat.HAND_OVER and not said.get("to"):
            self.add_error("to", str(cases.NobodyChosen.message))
        if said.get("what") == cases.BatchWhat.PROPOSE and not said.get("outcome"):
            self.add_error("outcome", str(_("起案する結果を選んでください。")))
        return said

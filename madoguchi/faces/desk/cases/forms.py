"""Forms of the desk's longer actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases

REASON = {"max_length": 4000, "widget": forms.Textarea(attrs={"rows": 6})}


class DayField(forms.CharField):
    """A day, typed in 和暦 or 西暦."""

    def clean(self, value: Any) -> date:
        written = super().clean(value)
        try:
            return parse_date(written)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class ProposalForm(forms.Form):
    """起案: what is to be answered, and why."""

    outcome = forms.ChoiceField(label=_("結果"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        help_text=_("却下・取消しのときは必ず書きます。認定した事実、当てはめた規定の順に書いてください。"),
        **REASON,
    )

    def __init__(self, outcomes: list[tuple[str, Any]], *args: Any, namesakes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        if namesakes:
            self.fields["sure"] = forms.BooleanField(
                label=_("申請者をもう一度確かめました"),
                help_text=_(
                    "氏名やフリガナが同じ（または姓と生年月日が同じ）、別の人の案件があります。受付番号、生年月日、住所を確かめてください。"
                ),
                error_messages={"required": _("申請者を確かめてから、印を付けてください。")},
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said.pop("sure", None)
        return said


class ReplyForm(forms.Form):
    """回答 of an inquiry, in words."""

    reply = forms.CharField(label=_("回答"), help_text=_("本人に届く文です。"), **REASON)


class ExtensionForm(forms.Form):
    """延期: the new day and why, as the person reads it."""

    until = DayField(label=_("決定の見込みの日"), help_text=_("和暦でも西暦でも書けます。"))
    reason = forms.CharField(label=_("延ばす理由"), help_text=_("通知書に載ります。"), **REASON)
    special = forms.BooleanField(required=False)

    def __init__(self, beyond: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if beyond:
            self.fields["special"].label = _("特例により、さらに長く延ばす（%(law)s）") % {"law": beyond}
        else:
            del self.fields["special"]


class TransferForm(forms.Form):
    """移送: where to, and why."""

    where = forms.ChoiceField(
        label=_("移送先"),
        choices=[("section", _("市のほかの課")), ("city", _("ほかの市区町村"))],
        initial="section",
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(label=_("課"), required=False)
    city = forms.CharField(
        label=_("市区町村の名前"),
        required=False,
        max_length=60,
        help_text=_("ほかの市区町村へ移送すると、この案件は終わり、本人に通知します。"),
    )
    reason = forms.CharField(label=_("移送する理由"), help_text=_("ほかの市区町村へのときは、通知書に載ります。"), **REASON)

    def __init__(self, sections: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("選んでください")), *sections]  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    number = forms.CharField(label=_("前の案件の受付番号"), max_length=20)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("取下げの申出の内容"), required=False, **REASON)


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("本人へのメッセージ"),
        help_text=_("本人のページに出ます。決定の理由や教示はここに書かず、通知書でお知らせします。"),
        **REASON,
    )
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())


class NoteForm(forms.Form):
    text = forms.CharField(label=_("メモ"), help_text=_("この案件を担当する職員だけが読めます。"), **REASON)


class IdentityForm(forms.Form):
    """本人確認: how it was made sure who asks. No number or copy is kept."""

    method = forms.ChoiceField(label=_("方法"), choices=cases.Method.choices, widget=forms.RadioSelect)
    succeeded = forms.ChoiceField(
        label=_("結果"), choices=[("1", _("確認できた")), ("", _("確認できなかった"))], required=False, widget=forms.RadioSelect
    )


class AssignmentForm(forms.Form):
    to = forms.ChoiceField(label=_("担当者"))
    text = forms.CharField(
        label=_("引継ぎのメモ"), required=False, help_text=_("次の担当者に伝えること。案件のメモに残ります。"), **REASON
    )

    def __init__(self, colleagues: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = colleagues  # type: ignore[attr-defined]

"""Forms of delegation and groups."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import LEGAL_RELATIONS, Basis, GroupRole, Relation
from madoguchi.faces.portal.acting.scopes import choices
from madoguchi.faces.shell.signin.forms import MailField, Plain

NAME_HINT = _("相手に示します。")
DAY_HINT = _("例：令和9年3月31日、2027-03-31")


class Day(forms.CharField):
    """A day as people write it."""

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


def own_name() -> forms.CharField:
    return forms.CharField(
        label=_("あなたの氏名"),
        help_text=NAME_HINT,
        max_length=100,
        error_messages={"required": _("あなたの氏名を入力してください。")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class DelegationForm(Plain):
    """Asked of either side. `last_on` is the last day, as people say it."""

    name = own_name()
    mail = MailField(label=_("相手のメールアドレス"), help_text=_("この人に、確かめるためのメールを送ります。"))
    relation = forms.ChoiceField(label=_("相手との関係"), widget=forms.RadioSelect)
    scope = forms.MultipleChoiceField(
        label=_("代理人ができること"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("代理人ができることを、一つ以上選んでください。")},
    )
    from_on = Day(label=_("始まる日"), help_text=DAY_HINT)
    last_on = Day(label=_("最後の日"), required=False)

    def __init__(self, *args: Any, named: bool, filing: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if named:
            del self.fields["name"]
        relations = [Relation.OFFICE] if filing else [Relation.FAMILY, Relation.OTHER]
        self.fields["relation"].choices = [(one.value, one.label) for one in relations]  # type: ignore[attr-defined]
        self.fields["scope"].choices = choices()  # type: ignore[attr-defined]
        self.fields["last_on"].required = filing
        self.fields["last_on"].help_text = (
            _("提出代行には、最後の日が必要です。例：令和9年3月31日、2027-03-31")
            if filing
            else _("決まっていないときは、空欄のままにしてください。例：令和9年3月31日、2027-03-31")
        )


class LegalForm(Plain):
    name = own_name()
    relation = forms.ChoiceField(
        label=_("あなたの立場"), widget=forms.RadioSelect, choices=[(one, Relation(one).label) for one in LEGAL_RELATIONS]
    )
    whose = forms.CharField(
        label=_("代理する人の氏名"),
        help_text=_("住民票のとおりに入力してください。"),
        max_length=100,
        error_messages={"required": _("代理する人の氏名を入力してください。")},
    )
    kana = forms.CharField(label=_("代理する人の氏名の読み"), max_length=100, required=False)
    birth = Day(label=_("代理する人の生年月日"), help_text=_("例：平成30年4月1日、2018-04-01"))
    address = forms.CharField(label=_("代理する人の住所"), max_length=300, required=False)

    def __init__(self, *args: Any, named: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if named:
            del self.fields["name"]


class GroupForm(Plain):
    name = forms.CharField(label=_("団体の名前"), max_length=100, error_messages={"required": _("団体の名前を入力してください。")})
    kana = forms.CharField(label=_("団体の名前の読み"), max_length=100, required=False)
    activity = forms.CharField(
        label=_("活動の内容"),
        help_text=_("例：合唱、少年サッカー、居宅介護支援事業所"),
        max_length=200,
        error_messages={"required": _("活動の内容を入力してください。")},
    )


class InviteForm(Plain):
    mail = MailField(label=_("招く人のメールアドレス"), help_text=_("この人が引き受けると、団体に加わります。"))
    role = forms.ChoiceField(label=_("役割"), widget=forms.RadioSelect, choices=GroupRole.choices, initial=GroupRole.MEMBER)


BASES = {"voluntary": Basis.VOLUNTARY, "filing": Basis.FILING}

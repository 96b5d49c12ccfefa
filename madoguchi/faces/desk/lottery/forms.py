"""The form that announces a lottery."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.booking.public import lottery
from madoguchi.faces.desk.staff.forms import Day


class AnnounceForm(forms.Form):
    """Days in 西暦 or 和暦; entries open and close at a time of the clock."""

    rules = forms.ChoiceField(label=_("抽選の決まり"), error_messages={"required": _("抽選の決まりを選んでください。")})
    opens_on = Day(label=_("受付を始める日"))
    opens_time = forms.CharField(label=_("始める時刻"), initial="9:00", max_length=5)
    closes_on = Day(label=_("受付を終える日"))
    closes_time = forms.CharField(label=_("終える時刻"), initial="17:00", max_length=5)
    first_on = Day(label=_("対象の最初の日"), help_text=_("この日からの空いている枠を抽選にします。受付を終える日より後の日です。"))
    last_on = Day(label=_("対象の最後の日"))

    def __init__(self, by: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = by.sections_with("lottery.prepare")
        known = [(one.code, one.title) for one in all_defined(lottery.LotteryRules) if one.department in own]
        self.fields["rules"].choices = [("", _("選んでください")), *known]  # type: ignore[attr-defined]

    def clean_opens_time(self) -> time:
        return self._time("opens_time")

    def clean_closes_time(self) -> time:
        return self._time("closes_time")

    def _time(self, name: str) -> time:
        hour, _colon, minute = str(self.cleaned_data[name]).replace("：", ":").partition(":")
        try:
            return time(int(hour), int(minute))
        except ValueError:
            raise ValidationError(_("時刻は 9:00 のように入力してください。")) from None

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "rules": data["rules"],
            "opens_at": datetime.combine(data["opens_on"], data["opens_time"], TOKYO),
            "closes_at": datetime.combine(data["closes_on"], data["closes_time"], TOKYO),
            "first_on": data["first_on"],
            "last_on": data["last_on"],
        }

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.desk.staff.forms import Day

LAST = _("親権者は18歳の誕生日の前日まで。決まっていないときは空欄。例：令和18年3月31日")


class ConfirmForm(forms.Form):
    """`last_on` is the last day of the proxy. The person of the registers is chosen beside it."""

    evidence = forms.CharField(
        label=_("確認した資料"),
        help_text=_("例：戸籍全部事項証明書（令和8年7月1日発行）、登記事項証明書、住民記録の続柄"),
        max_length=200,
        error_messages={"required": _("確認した資料を入力してください。")},
    )
    last_on = Day(label=_("最後の日"), required=False, help_text=LAST)
    despite_protection = forms.BooleanField(label=_("支援措置を確かめたうえで認める"), required=False)

    def __init__(self, *args: Any, protected: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not protected:
            del self.fields["despite_protection"]

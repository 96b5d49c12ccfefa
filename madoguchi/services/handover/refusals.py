"""What hand-over says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class NothingDue(Refused):
    code, message = "handover-nothing-due", _("いま引き渡せる案件はありません。")


class MadeMeanwhile(Refused):
    code, message = "handover-made-meanwhile", _("同じ案件を、ほかの人がいま引き渡しました。一覧を見直してください。")


class NotAnAnswer(Refused):
    code, message = "handover-not-an-answer", _("結果のファイルとして読めません（{why}）。")

"""What cards says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class SameFile(Refused):
    code, message = "same-file", _("同じ内容のファイルは、{when}に取り込んであります。")


class NotDefined(Refused):
    code, message = "cards-not-defined", _("カードの更新の決まり（cards.yaml）が公開されていません。")


class AlreadyRenewed(Refused):
    code, message = "already-renewed", _("更新が済んでいます。予約は要りません。")


class NotYet(Refused):
    code, message = "renewal-not-yet", _("更新できるのは{when}からです。")


class BadFigures(Refused):
    code, message = "bad-figures", _("枚数と人口は0以上の整数で、保有枚数は人口以下にしてください。")

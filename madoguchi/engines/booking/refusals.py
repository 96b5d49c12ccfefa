"""What booking says when it will not do a thing. Those that mean "taken" carry what is near instead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused

if TYPE_CHECKING:
    from madoguchi.engines.booking.models import Slot


class NotFree(Refused):
    """Base of all that means: choose another. `alternatives` are slots that are free now, the nearest first."""

    code, message = "not-free", _("この枠は、いま予約できません。ほかの枠を選んでください。")

    def __init__(self, alternatives: Sequence["Slot"] = (), **values: object) -> None:
        super().__init__(**values)
        self.alternatives = list(alternatives)


class SlotFull(NotFree):
    code, message = "slot-full", _("この枠は、ちょうど埋まりました。近い空きから選んでください。")


class NotEnoughPlaces(NotFree):
    code, message = "not-enough-places", _("この枠の残りは{free}人分です。人数を減らすか、ほかの枠を選んでください。")


class ResourceTaken(NotFree):
    code, message = "resource-taken", _("この時間は、部屋や担当者などがほかの予約で使われています。近い空きから選んでください。")


class SlotClosed(NotFree):
    code, message = "slot-closed", _("この枠は、休止または受付終了になりました。ほかの枠を選んでください。")


class SlotPast(NotFree):
    code, message = "slot-past", _("この枠の受付は終わっています。これからの枠を選んでください。")


class SlotNotOpenYet(NotFree):
    code, message = "slot-not-open-yet", _("この枠の予約は{opens}から受け付けます。")


class Busy(NotFree):
    code, message = "busy", _("いま混み合っています。数秒おいて、もう一度お試しください。")


class NoSuchSlot(Refused):
    code, message = "no-such-slot", _("その枠はありません。空き状況から選び直してください。")


class BadParty(Refused):
    code, message = "bad-party", _("人数は1人から{most}人までで入力してください。")


class AloneOnly(BadParty):
    code, message = "bad-party", _("お一人ずつの予約です。人数は1にしてください。")


class BadSelection(Refused):
    code, message = "bad-selection", _("続いた枠を{most}つまで選べます。選び直してください。")


class HoldGone(Refused):
    code, message = "hold-gone", _("確保の時間が過ぎたか、すでに手放されています。もう一度、枠を選んでください。")


class NotFromQuota(Refused):
    code, message = (
        "not-from-quota",
        _("公開側とつながっていないため、部屋や担当者などを使う予約はできません。つながってから予約してください。"),
    )


class LineCut(Refused):
    code, message = (
        "line-cut",
        _("公開側とつながっていないため、この予約はいま変えられません。つながってから、もう一度操作してください。"),
    )


class LineBroke(Refused):
    code, message = (
        "line-broke",
        _(
            "公開側から返事が来ませんでした。この予約は、なかったことにします。窓口の枠から選ぶか、少し待ってもう一度予約してください。"
        ),
    )


class Unanswered(Refused):
    code, message = (
        "line-unanswered",
        _(
            "公開側から返事が来ませんでした。変わったかどうかは、つながると予約の画面に出ます。確かめてから、もう一度操作してください。"
        ),
    )

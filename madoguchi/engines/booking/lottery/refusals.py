"""What the lottery says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class BadPeriod(Refused):
    code, message = (
        "bad-period",
        _("受付の期間が正しくありません。終わりは始まりと今より後、対象の日は受付の終わりより後にしてください。"),
    )


class NoSlots(Refused):
    code, message = "no-slots", _("その期間に、抽選にできる空いた枠がありません。対象の日を変えるか、枠を用意してください。")


class NotOpen(Refused):
    code, message = "lottery-not-open", _("いまは応募を受け付けていません（受付は{opens}から{closes}まで）。")


class BadWishes(Refused):
    code, message = "bad-wishes", _("希望は、この抽選の枠から1つ以上{most}つまで、同じものを2回選ばずに入れてください。")


class BadParty(Refused):
    code, message = "bad-party", _("人数は1人から{most}人までで入力してください。")


class WishTooSmall(Refused):
    code, message = (
        "wish-too-small",
        _("第{rank}希望の枠の定員は{capacity}人で、{party}人では入れません。ほかの枠を選んでください。"),
    )


class NoGroups(Refused):
    code, message = "no-groups", _("この抽選には、団体では応募できません。")


class NameMissing(Refused):
    code, message = "name-missing", _("当選したときに予約する方の氏名を入れてください。")


class AlreadyEntered(Refused):
    code, message = "already-entered", _("この抽選には、すでに応募しています。内容を変えるときは、応募のページから変えてください。")


class OnlyResidents(Refused):
    code, message = "only-residents", _("この抽選に応募できるのは、市内にお住まいの方だけです。")


class RestsAfterWin(Refused):
    code, message = "rests-after-win", _("前回の抽選で当選した方は、今回は応募できません。次の回からまた応募できます。")


class EntryOver(Refused):
    code, message = "entry-over", _("この応募は、取り下げられたか、受付が終わっているため変えられません。")


class NotClosedYet(Refused):
    code, message = "lottery-not-closed", _("受付が終わる{closes}までは、締め切れません。")


class AlreadyDone(Refused):
    code, message = "lottery-step-done", _("この段階は、すでに済んでいます。画面を新しくしてください。")


class NotYetThere(Refused):
    code, message = "lottery-step-too-early", _("前の段階がまだ済んでいません。")


class StillObjecting(Refused):
    code, message = "lottery-still-objecting", _("くじの一覧を確かめてもらう間（{until}まで）は、抽選できません。")


class EntropyMissing(Refused):
    code, message = "entropy-missing", _("予告した公開の数字を入れてください：{source}")


class SamePerson(Refused):
    code, message = "lottery-same-person", _("抽選を引くのは、起案した人とは別の職員です。")


class ReasonMissing(Refused):
    code, message = "reason-missing", _("理由を入れてください。")


class NoEntries(Refused):
    code, message = "lottery-no-entries", _("応募がありません。抽選を中止してください。")

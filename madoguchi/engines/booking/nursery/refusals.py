"""What a nursery's booking says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class ChildNeeded(Refused):
    code, message = "child-needed", _("一時預かりは、利用登録をしたお子さんだけが使えます。先に登録してください。")


class InterviewNeeded(Refused):
    code, message = "interview-needed", _("先に面談が必要です。園か担当の課に連絡して、面談の日を決めてください。")


class WrongClass(Refused):
    code, message = "wrong-class", _("この日のお子さんのクラスは、この枠の区分と違います。区分を選び直してください。")


class AllergiesNotConfirmed(Refused):
    code, message = (
        "allergies-not-confirmed",
        _("アレルギーと医療的な配慮を、もう一度確かめてください。変わったときは、登録を直してください。"),
    )


class TooManyDays(Refused):
    code, message = "too-many-days", _("使える日数（{limit}）に達しています。")


class BookAnew(Refused):
    code, message = (
        "book-anew",
        _("一時預かりの日時は変えられません。取り消してから、もう一度予約してください（アレルギーの確認のため）。"),
    )

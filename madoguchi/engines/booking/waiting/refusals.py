"""What the waiting list says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class NoWaitingList(Refused):
    code, message = "no-waiting-list", _("この予約には、キャンセル待ちがありません。")


class StillFree(Refused):
    code, message = "still-free", _("この枠はまだ空いています。キャンセル待ちをせずに予約できます。")


class WaitingClosed(Refused):
    code, message = "waiting-closed", _("この枠の受付は終わったため、キャンセル待ちはできません。")


class AlreadyWaiting(Refused):
    code, message = "already-waiting", _("この枠のキャンセル待ちには、すでに入っています。")


class CannotReach(Refused):
    code, message = "cannot-reach", _("空きが出たときに知らせるため、メールアドレスが必要です（サインインしていれば要りません）。")


class CannotCall(Refused):
    code, message = "cannot-call", _("空きが出たときに知らせるため、電話番号かメールアドレスを入力してください。")


class OnPublicSide(Refused):
    code, message = (
        "waiting-on-public-side",
        _("キャンセル待ちは公開側にあり、この画面からは入れられません。ポータルの予約のページから入ってもらってください。"),
    )


class NoOffer(Refused):
    code, message = "no-offer", _("いま、あなたへの空きの案内はありません。")


class OfferLapsed(Refused):
    code, message = "offer-lapsed", _("この案内の期限（{until}）は過ぎました。空きは次の方に回りました。")


class OfferDeclined(Refused):
    code, message = "offer-declined", _("この案内は、すでに見送られています。空きは次の方に回りました。")


class OfferAccepted(Refused):
    code, message = (
        "offer-accepted",
        _("この案内は、すでに予約になっています（{number}）。取り消すときは予約のページからお願いします。"),
    )


class WaitingOver(Refused):
    code, message = "waiting-over", _("このキャンセル待ちは、もう終わっています。")

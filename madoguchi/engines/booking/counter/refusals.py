"""What the counter says when it will not do a thing."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class NoSuchCounter(Refused):
    code, message = "no-such-counter", _("その窓口はありません。")


class NoSuchLine(Refused):
    code, message = "no-such-line", _("その用件の列は、この窓口にありません。用件を選び直してください。")


class NoSuchDesk(Refused):
    code, message = "no-such-desk", _("{desk}番の窓口はありません。番号を選び直してください。")


class NotWithoutReservation(Refused):
    code, message = "not-without-reservation", _("この用件は予約の方だけです。予約してからお越しください。")


class NoSuchReservation(Refused):
    code, message = "no-such-reservation", _("その番号の予約は、この窓口にはありません。番号を確かめるか、職員におたずねください。")


class NotToday(Refused):
    code, message = "reservation-not-today", _("この予約は{when}です。きょうの受付はできません。")


class ReservationOver(Refused):
    code, message = "reservation-cancelled", _("この予約は取り消されています。用件を選んで整理券をおとりください。")


class AlreadyCame(Refused):
    code, message = "already-came", _("この予約の方は、すでに受付を済ませています。")


class TooEarlyToMiss(Refused):
    code, message = "too-early-to-miss", _("予約の時刻（{when}）の前に「来なかった」にはできません。")


class NotCalled(Refused):
    code, message = "not-called", _("この番号は、いま呼び出されていません。画面を新しくしてください。")


class NotWaiting(Refused):
    code, message = "not-waiting", _("この番号は、いま待っていません。ほかの窓口が先に呼んだか、終わっています。")


class DeskTaken(Refused):
    code, message = "desk-taken", _("{desk}番の窓口は、たったいま別の人を呼びました。画面を新しくしてください。")


class TicketOver(Refused):
    code, message = "ticket-over", _("この整理券は、もう終わっています。")

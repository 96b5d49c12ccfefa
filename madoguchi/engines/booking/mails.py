"""What mails of booking say: that there is news, and where to read it. What it is about stands on the page alone."""

from datetime import datetime

from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.messages.public import TEXTS, Contact, MailText, tell
from madoguchi.engines.people.public import SYSTEM

SAID = {
    "booking-made": (
        ("予約を受け付けました", "Your booking", "予約（よやく）しました"),
        (
            "予約を受け付けました。日時・持ち物の確認、変更、取消しは、次のページでできます。",
            "We have your booking. Look at it, change it or cancel it here.",
            "予約（よやく）しました。見（み）る・かえる・やめるは つぎの ページで できます。",
        ),
    ),
    "booking-confirm": (
        ("予約を確定してください", "Please confirm your booking", "予約（よやく）を たしかめて ください"),
        (
            "まだ確定していません。1時間以内に次のページを開いて、確定のボタンを押してください。心当たりがなければ、何もしなくてかまいません。",
            "It is not firm yet. Open this page within an hour and press the button. If you did not ask for it, do nothing.",
            "まだ 決（き）まって いません。1時間（じかん）までに つぎの ページを 開（ひら）いて、ボタンを おして ください。",
        ),
    ),
    "booking-awaits": (
        (
            "予約を受け付けました（確認待ち）",
            "Your booking waits to be confirmed",
            "予約（よやく）しました（まだ 決（き）まって いません）",
        ),
        (
            "予約を受け付けました。園がアレルギーなどを確かめると、確定します。",
            "We have your booking. It is firm once the nursery has read what you confirmed.",
            "予約（よやく）しました。園（えん）が たしかめると 決（き）まります。",
        ),
    ),
    "booking-changed": (
        ("予約が変わりました", "Your booking has changed", "予約（よやく）が かわりました"),
        ("予約の日時が変わりました。", "The time of your booking has changed.", "予約（よやく）の 時間（じかん）が かわりました。"),
    ),
    "booking-cancelled": (
        ("予約が取り消されました", "Your booking was cancelled", "予約（よやく）が なくなりました"),
        ("予約が取り消されました。", "Your booking was cancelled.", "予約（よやく）が なくなりました。"),
    ),
    "booking-closed": (
        (
            "予約した枠が休止になりました",
            "Your time is no longer offered",
            "予約（よやく）した 時間（じかん）が 休（やす）みに なりました",
        ),
        (
            "申し訳ありません。予約した枠が休止になりました。別の日時は、次のページから選べます。",
            "We are sorry: the time you booked is no longer offered. You can choose another here.",
            "ごめんなさい。予約（よやく）した 時間（じかん）が 休（やす）みに なりました。"
            "ほかの 時間を つぎの ページで えらべます。",
        ),
    ),
    "booking-reminder": (
        ("予約の日が近づいています", "Your booking is coming up", "もうすぐ 予約（よやく）の 日（ひ）です"),
        (
            "予約の日時が近づいています。持ち物と場所を確かめてください。来られないときは、取り消してください。",
            "Your booking is coming up. Look up the place and what to bring. If you can't come, please cancel.",
            "もうすぐ 予約（よやく）の 日（ひ）です。持（も）って くる ものを 見（み）て ください。"
            "来（こ）られない ときは やめて ください。",
        ),
    ),
}
LANGUAGES = ("ja", "en", "ja-easy")


def register() -> None:
    for code, (subjects, sentences) in SAID.items():
        texts = MailText(subject=dict(zip(LANGUAGES, subjects, strict=True)), sentence=dict(zip(LANGUAGES, sentences, strict=True)))
        if code not in TEXTS:
            TEXTS.register(code, texts)


def tell_person(row: Reservation, template: str, *, key: str, at: datetime, link: str = "reservation") -> bool:
    """By the means that the account chose, else by the mail that was left; whether there was a way."""
    data = {"link": [link, row.number]}
    if row.account is not None:
        tell(row.account, template, data, key=key, by=SYSTEM, at=at, section=row.section)
        return True
    mail = row.contact.get("mail")
    if not mail:
        return False
    tell(Contact(mail, row.language), template, data, key=key, by=SYSTEM, at=at, section=row.section)
    return True

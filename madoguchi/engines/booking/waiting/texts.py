"""Mails of the waiting list."""

from madoguchi.engines.messages.public import TEXTS, MailText

TEXTS.register(
    "waiting-offer",
    MailText(
        subject={"ja": "空きが出ました", "en": "A place has become free", "ja-easy": "あきが 出ました"},
        sentence={
            "ja": "キャンセル待ちをされていた予約に空きが出て、あなたのために取ってあります。返事の期限はページにあります。",
            "en": "A place you were waiting for has become free and is kept for you. The page says until when to answer.",
            "ja-easy": "待って いた 予約に あきが 出ました。あなたの ために とって あります。いつまでかは ページに あります。",
        },
    ),
)

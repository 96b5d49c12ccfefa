"""Mails about the end of a card or certificate. They do not say whose or which."""

from madoguchi.engines.messages.public import TEXTS, MailText

TEXTS.register(
    "card-renewal",
    MailText(
        subject={
            "ja": "マイナンバーカードについてのお知らせ",
            "en": "About your My Number card",
            "ja-easy": "マイナンバーカードの お知らせ",
        },
        sentence={
            "ja": "カードか電子証明書の有効期限が近づいています。更新の時期と、そのまま予約できる日時がページにあります。",
            "en": "Your card or its certificate is about to run out. The page says when to renew and lets you book.",
            "ja-easy": "カードか 電子証明書の 期限が もうすぐです。いつ 新しく するか、予約できる 日が ページに あります。",
        },
    ),
)

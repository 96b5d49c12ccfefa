"""Mails of the lottery: that there is a result; what it is stands on the page."""

from madoguchi.engines.messages.public import TEXTS, MailText

TEXTS.register(
    "lottery-result",
    MailText(
        subject={"ja": "抽選の結果が出ました", "en": "The lottery has been drawn", "ja-easy": "くじびきの 結果が 出ました"},
        sentence={
            "ja": "応募された抽選の結果が出ました。当選、落選と、まだ空いている枠はページにあります。",
            "en": "The lottery that you entered has been drawn. The page tells what you won, and what is still free.",
            "ja-easy": "くじびきの 結果が 出ました。当たったか どうか、まだ あいて いる 日が、ページに あります。",
        },
    ),
)

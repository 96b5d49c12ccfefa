"""What a mail says: that there is news, and where to read it. Three languages beside each other, none with a
personal word.
"""

from dataclasses import dataclass

from django.conf import settings

from madoguchi.core.links.public import UnknownKey, address_of, link_to
from madoguchi.core.registry import Registry
from madoguchi.engines.messages.models import Message
from madoguchi.engines.people.public import is_protected

LANGUAGES = ("ja", "en", "ja-easy")


@dataclass(frozen=True)
class MailText:
    """Subject and sentence a language. A link, the sender and, in a demo, the demo sentence are added."""

    subject: dict[str, str]
    sentence: dict[str, str]


TEXTS: Registry[MailText] = Registry("texts of mails")

LINK_LINE = {
    "ja": "次のページに入って、内容を確かめてください。",
    "en": "Please sign in and read it here:",
    "ja-easy": "つぎの ページで 読んで ください。",
}
CLOSING = {
    "ja": "このメールには返信できません。お問い合わせは、ページにある電話番号か窓口へどうぞ。",
    "en": "You cannot reply to this mail. For questions, use the telephone number or the counter named there.",
    "ja-easy": "この メールに 返事は できません。わからない ときは、ページに ある 電話番号に 電話して ください。",
}
DEMO = {
    "ja": "※これはデモ（試作）の送信です。市の公式のお知らせではありません。",
    "en": "* This is a demonstration. It is not an official message of any city.",
    "ja-easy": "※これは デモ（ためし）です。市の ほんとうの お知らせでは ありません。",
}


def written(message: Message) -> tuple[str, str]:
    """Subject and text of a message in its language. To a person under protection (支援措置) the barest there is: others may
    read the mailbox, and a subject of a booking or a page's address says where somebody goes.
    """
    hidden = is_protected(message.account_id)
    text = TEXTS.get("news" if hidden else message.template)
    language = message.language if message.language in LANGUAGES else "ja"
    lines = [text.sentence[language], ""]
    if hidden:
        lines += [LINK_LINE[language], address_of("portal"), ""]
    elif link := message.data.get("link"):
        lines += [LINK_LINE[language], page_of(link[0], link[1], language), ""]
    lines += [CLOSING[language]]
    if settings.MADO_DEMO:
        lines += ["", DEMO[language]]
    return text.subject[language], "\n".join(lines) + "\n"


def page_of(kind: str, id: str, language: str) -> str:
    """The page where the news is read; the front page where no face has one of that kind."""
    try:
        return link_to(kind, id, audience="portal", language=language)
    except UnknownKey:
        return address_of("portal")


TEXTS.register(
    "news",
    MailText(
        subject={"ja": "お知らせがあります", "en": "There is news for you", "ja-easy": "お知らせが あります"},
        sentence={
            "ja": "市の窓口から、あなたへのお知らせがあります。",
            "en": "The city's counter has news for you.",
            "ja-easy": "市の 窓口から あなたに お知らせが あります。",
        },
    ),
)
TEXTS.register(
    "received",
    MailText(
        subject={"ja": "受け取りました", "en": "We have received it", "ja-easy": "受け取りました"},
        sentence={
            "ja": "お送りいただいたものを受け取りました。",
            "en": "We have received what you sent.",
            "ja-easy": "あなたが 送った ものを 受け取りました。",
        },
    ),
)
TEXTS.register(
    "please-answer",
    MailText(
        subject={
            "ja": "確認していただきたいことがあります",
            "en": "We need something from you",
            "ja-easy": "なおして ほしい ことが あります",
        },
        sentence={
            "ja": "手続を進めるために、確認していただきたいことがあります。期限はページにあります。",
            "en": "To go on, we need you to look at something. The date is on the page.",
            "ja-easy": "手続きの ために、見て ほしい ことが あります。いつまでかは ページに あります。",
        },
    ),
)
TEXTS.register(
    "validity-ends",
    MailText(
        subject={
            "ja": "有効期間がもうすぐ終わります",
            "en": "Something you hold is about to expire",
            "ja-easy": "使える 期間が もうすぐ 終わります",
        },
        sentence={
            "ja": "市の決定の有効期間が、もうすぐ終わります。続けるときに必要な手続は、ページにあります。",
            "en": "A decision of the city is valid for a short time only. The page says what to do to go on.",
            "ja-easy": "市の 決定（けってい）が 使える 期間は もうすぐ 終わります。続ける 手続きは ページに あります。",
        },
    ),
)
TEXTS.register(
    "message",
    MailText(
        subject={"ja": "メッセージが届いています", "en": "There is a message for you", "ja-easy": "メッセージが あります"},
        sentence={
            "ja": "あなたの手続について、担当の課からメッセージがあります。",
            "en": "The section in charge has written to you about your application.",
            "ja-easy": "あなたの 手続きに ついて、市の 人から メッセージが あります。",
        },
    ),
)
TEXTS.register(
    "whole",
    MailText(subject=dict.fromkeys(LANGUAGES, ""), sentence=dict.fromkeys(LANGUAGES, "")),
)

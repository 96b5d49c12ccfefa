"""text, kana, phone, mail: typed in one box. Width and hyphens never matter; the person's own letters are kept."""

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

DEFAULT_LENGTH, LONG_LENGTH = 200, 2000
MARKS = 8
"""Most code points that one character of a text may be made of, on the whole: families of emoji have seven."""


def same_after(value: str, parse: Any, what: str) -> list[Problem]:
    """Is the value already as `parse` would leave it?"""
    try:
        return [] if parse(value) == value else wrong_shape(what)
    except Refused as refused:
        return [bad(refused.code, str(refused))]


class TextType(FieldType):
    code = "text"
    settings = frozenset({"max_length", "lines", "pattern", "pattern_says"})

    def length(self, question: "Question") -> int:
        return question.max_length or (LONG_LENGTH if question.lines > 1 else DEFAULT_LENGTH)

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (
            Part(
                kind="area" if question.lines > 1 else "text",
                size=question.lines if question.lines > 1 else self.length(question),
            ),
        )

    def parse(self, raw: Raw, question: "Question") -> Any:
        clean = text.clean_multiline if question.lines > 1 else text.clean
        try:
            return self.fitting(clean(one(raw)), question.pattern) or None
        except Refused as refused:
            raise Unparsable.by(refused) from None

    @staticmethod
    def fitting(value: str, pattern: str | None) -> str:
        """Digits and letters of a number are taken in any width, and with spaces between, where the narrow form fits."""
        if not pattern or re.fullmatch(pattern, value):
            return value
        narrow = text.unify_hyphens(text.to_halfwidth(value))
        for written in (narrow, re.sub(r"[\s-]", "", narrow)):
            if re.fullmatch(pattern, written):
                return written
        return value

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, str):
            return wrong_shape("文字列")
        length = max(text.count_graphemes(value), -(-len(value) // MARKS))  # a hundred accents on one letter are no letter
        if length > self.length(question):
            words = _("{max}文字以内で入力してください（今は{length}文字です）。")
            return [bad("too-long", words.format(max=self.length(question), length=length))]
        if question.pattern and not re.fullmatch(question.pattern, value):
            return [bad("bad-pattern", str(question.pattern_says or _("決められた形で入力してください。")))]
        return same_after(value, text.clean_multiline if question.lines > 1 else text.clean, "文字列")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {
            "type": "string",
            "minLength": 1,
            **({"pattern": f"^(?:{question.pattern})$"} if question.pattern else {}),
        }


class KanaType(FieldType):
    code = "kana"
    settings = frozenset({"max_length"})

    def parse(self, raw: Raw, question: "Question") -> Any:
        try:
            return text.kana(one(raw)) or None
        except Refused as refused:
            raise Unparsable.by(refused) from None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, str) or not value:
            return wrong_shape("カタカナ")
        if len(value) > (question.max_length or DEFAULT_LENGTH):
            return [bad("too-long", _("{max}文字以内で入力してください。").format(max=question.max_length or DEFAULT_LENGTH))]
        return same_after(value, text.kana, "カタカナ")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "pattern": "^[ァ-ヺー・ヽヾ　]+$"}


class PhoneType(FieldType):
    code = "phone"

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(autocomplete="tel", inputmode="tel", size=20),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        try:
            return text.parse_phone(one(raw)) if one(raw) else None
        except Refused as refused:
            raise Unparsable.by(refused) from None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": [text.format_phone(value)] if isinstance(value, str) else []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        return same_after(value, text.parse_phone, "電話番号") if isinstance(value, str) else wrong_shape("電話番号")

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        return text.format_phone(value) if isinstance(value, str) else ""

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "pattern": r"^(0[0-9]{9,10}|\+[1-9][0-9]{6,14})$"}


class MailType(FieldType):
    code = "mail"

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(autocomplete="email", inputmode="email", size=60),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        try:
            return text.parse_mail(one(raw)) if one(raw) else None
        except Refused as refused:
            raise Unparsable.by(refused) from None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        return same_after(value, text.parse_mail, "メールアドレス") if isinstance(value, str) else wrong_shape("メールアドレス")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "format": "email"}


TYPES = (TextType(), KanaType(), PhoneType(), MailType())

"""choice, multi, yes-no: picking among what is written there."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from madoguchi.city.public import Mistake
from madoguchi.engines.forms.conditions.types import Codes, Kind, ListOf, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

MANY = 9


def _options(question: "Question") -> tuple[tuple[str, Any], ...]:
    return tuple(question.options.items())


def label_of(question: "Question", code: Any, language: str = "") -> str:
    words = question.options.get(str(code))
    return "" if words is None else words.in_(language) if language else str(words)


class ChoiceType(FieldType):
    code = "choice"
    settings = frozenset({"options"})

    def check_question(self, question: "Question") -> None:
        if not question.options:
            raise Mistake(f"選択肢（options）がありません。type {self.code} には1つ以上要ります", f"type {self.code} needs options")

    def kind(self, question: "Question") -> Kind:
        return Codes(frozenset(question.options))

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(kind="radio" if len(question.options) < MANY else "select", options=_options(question)),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        code = one(raw)
        if code and code not in question.options:
            raise Unparsable("unknown-option", _("選択肢から選んでください。"))
        return code or None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, str) or value not in question.options:
            return [bad("unknown-option", _("選択肢から選んでください。"))]
        return []

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        return label_of(question, value, language)

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"enum": list(question.options)}


class MultiType(ChoiceType):
    code = "multi"

    def kind(self, question: "Question") -> Kind:
        return ListOf(Codes(frozenset(question.options)))

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(kind="checks", options=_options(question)),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        codes = {code.strip() for code in raw.get("", ()) if code.strip()}
        if codes - set(question.options):
            raise Unparsable("unknown-option", _("選択肢から選んでください。"))
        return [code for code in question.options if code in codes] or None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": [str(code) for code in value] if isinstance(value, list) else []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, list) or not value:
            return wrong_shape("選択肢の並び")
        if any(not isinstance(code, str) or code not in question.options for code in value):
            return [bad("unknown-option", _("選択肢から選んでください。"))]
        return [] if value == [code for code in question.options if code in value] else wrong_shape("選択肢の順")

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        mark = "、" if (language or "ja") in {"ja", "easy"} else ", "
        return mark.join(label_of(question, code, language) for code in value) if isinstance(value, list) else ""

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "array", "items": {"enum": list(question.options)}, "minItems": 1, "uniqueItems": True}


class YesNoType(FieldType):
    code = "yes-no"

    def kind(self, question: "Question") -> Kind:
        return Type.BOOL

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(kind="radio", options=(("yes", gettext_lazy("はい")), ("no", gettext_lazy("いいえ")))),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        typed = one(raw)
        if typed not in {"yes", "no", ""}:
            raise Unparsable("unknown-option", _("「はい」か「いいえ」を選んでください。"))
        return {"yes": True, "no": False}.get(typed)

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": ["yes" if value else "no"] if isinstance(value, bool) else []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        return [] if isinstance(value, bool) else wrong_shape("true / false")

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        if not isinstance(value, bool):
            return ""
        if not language:
            return _("はい") if value else _("いいえ")
        with override("ja-easy" if language == "easy" else language):
            return _("はい") if value else _("いいえ")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "boolean"}


TYPES = (ChoiceType(), MultiType(), YesNoType())

"""consent, my-number, file: what is agreed to, what must be kept apart, what is sent along."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.identifiers import public as identifiers
from madoguchi.core.refused import Refused
from madoguchi.engines.forms.conditions.types import Kind, ListOf, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question


def wording(question: "Question") -> str:
    """What the agreed text is known by: the first half of the SHA-256 of label and wording in all languages."""
    raw = [question.label.raw, question.text.raw if question.text else None]
    return hashlib.sha256(json.dumps(raw, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


class ConsentType(FieldType):
    """The value says which wording was agreed to. Not to agree is an answer too: it is asked about, not refused."""

    code = "consent"
    settings = frozenset({"text"})

    def kind(self, question: "Question") -> Kind:
        return Type.BOOL

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(kind="checks", options=(("agreed", gettext_lazy("同意します")),)),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        return {"agreed": one(raw) == "agreed", "wording": wording(question)}

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": ["agreed"] if self.view(value, question) is True else []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, dict) or set(value) != {"agreed", "wording"} or not isinstance(value["agreed"], bool):
            return wrong_shape("agreed, wording")
        if value["wording"] != wording(question):
            return [bad("other-wording", _("同意する文章が新しくなりました。もう一度お読みください。"))]
        if not value["agreed"] and question.required:
            return [
                bad(
                    "not-agreed",
                    _("同意されていません。このまま進むと、書類の提出やお問い合わせをお願いすることがあります。"),
                    confirm=True,
                )
            ]
        return []

    def view(self, value: Any, question: "Question") -> Any:
        return value.get("agreed") is True if isinstance(value, dict) else None

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        agreed = self.view(value, question)
        return "" if agreed is None else _("同意します") if agreed else _("同意しません")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"agreed": {"type": "boolean"}, "wording": {"const": wording(question)}},
            "required": ["agreed", "wording"],
            "additionalProperties": False,
        }


class MyNumberType(FieldType):
    """個人番号: the number is sealed to the office; the answers say only what became of it."""

    code = "my-number"
    settings = frozenset({"look_up"})
    sealed = True

    def parts(self, question: "Question") -> tuple[Part, ...]:
        hint = gettext_lazy("空欄でもかまいません。市が法令に基づいて確認します。") if question.look_up else ""
        return (Part(inputmode="numeric", autocomplete="off", size=14, hint=hint, optional=question.look_up),)

    def secret(self, raw: Raw, question: "Question") -> str:
        try:
            return identifiers.check_my_number(one(raw)) if one(raw) else ""
        except Refused as refused:
            raise Unparsable.by(refused) from None

    def parse(self, raw: Raw, question: "Question") -> Any:
        if self.secret(raw, question):
            return "kept"
        return "look-up" if question.look_up else None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        return [] if value == "kept" or (value == "look-up" and question.look_up) else wrong_shape("kept / look-up")

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        return {"kept": _("入力済み（表示しません）"), "look-up": _("市が確認します")}.get(str(value), "")

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"enum": ["kept", "look-up"] if question.look_up else ["kept"]}


class FileType(FieldType):
    """Files added on the page itself. The value is their ids; the bytes are kept by core.files."""

    code = "file"
    settings = frozenset({"accept", "max_files"})

    def kind(self, question: "Question") -> Kind:
        return ListOf(Type.TEXT)

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(kind="file", optional=True),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        return None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return wrong_shape("ファイルの番号の並び")
        if len(value) > question.max_files:
            return [bad("too-many-files", _("ファイルは{max}個までです。").format(max=question.max_files))]
        return []

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        return _("{n}個のファイル").format(n=len(value)) if isinstance(value, list) and value else ""

    def schema(self, question: "Question") -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "maxItems": question.max_files,
            "minItems": 1,
        }


TYPES = (ConsentType(), MyNumberType(), FileType())

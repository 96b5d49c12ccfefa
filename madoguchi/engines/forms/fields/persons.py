"""name: 氏 and 名 with their readings. A person with one name only fills in one; it is asked about, not refused."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.conditions.types import Group, Kind, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, written, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

MAX_PART = 60


class NameType(FieldType):
    code = "name"
    settings = frozenset({"kana"})
    group = True

    def kind(self, question: "Question") -> Kind:
        return Group({part.name: Type.TEXT for part in self.parts(question)})

    def parts(self, question: "Question") -> tuple[Part, ...]:
        written_so = (
            Part("family", label=gettext_lazy("姓（氏）"), size=20),
            Part("given", label=gettext_lazy("名"), size=20),
        )
        if not question.kana:
            return written_so
        return (
            *written_so,
            Part("family_kana", label=gettext_lazy("姓のフリガナ"), size=20),
            Part("given_kana", label=gettext_lazy("名のフリガナ"), size=20),
        )

    def parse(self, raw: Raw, question: "Question") -> Any:
        if not written(raw):
            return None
        value = {}
        for part in self.parts(question):
            clean = text.kana if part.name.endswith("_kana") else text.clean
            try:
                entered = clean(one(raw, part.name))
            except Refused as refused:
                raise Unparsable.by(refused, part.name) from None
            if entered:
                value[part.name] = entered
        if "given" not in value and "　" in value.get("family", ""):
            value["family"], value["given"] = text.split_name(value["family"])
        if "given_kana" not in value and "　" in value.get("family_kana", ""):
            value["family_kana"], value["given_kana"] = text.split_name(value["family_kana"])
        return value

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        names = value if isinstance(value, dict) else {}
        return {part.name: [str(names[part.name])] if part.name in names else [] for part in self.parts(question)}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        known = {part.name for part in self.parts(question)}
        if not isinstance(value, dict) or not set(value) <= known or not all(isinstance(v, str) and v for v in value.values()):
            return wrong_shape("family, given, family_kana, given_kana")
        problems = [
            bad("too-long", _("{max}文字以内で入力してください。").format(max=MAX_PART), part=name)
            for name, part in value.items()
            if text.count_graphemes(part) > MAX_PART or len(part) > 4 * MAX_PART
        ]
        for name, part in value.items():
            try:
                if (text.kana if name.endswith("_kana") else text.clean)(part) != part:
                    problems += wrong_shape(name)
            except Refused as refused:
                problems.append(bad(refused.code, str(refused), part=name))
        return problems + self._missing(value, question)

    def _missing(self, value: dict[str, str], question: "Question") -> list[Problem]:
        problems = []
        if "family" not in value:
            problems.append(
                bad(
                    "name-missing",
                    _("姓（氏）を入力してください。お名前が1つの方は、姓の欄に入力してください。"),
                    part="family",
                )
            )
        elif "given" not in value:
            problems.append(
                bad(
                    "given-missing",
                    _("名が入力されていません。お名前が1つの方は、このまま進めます。"),
                    part="given",
                    confirm=True,
                )
            )
        if question.kana and "family" in value and "family_kana" not in value:
            problems.append(bad("kana-missing", _("姓のフリガナを入力してください。"), part="family_kana"))
        if question.kana and "given" in value and "given_kana" not in value:
            problems.append(bad("kana-missing", _("名のフリガナを入力してください。"), part="given_kana"))
        return problems

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        if not isinstance(value, dict):
            return ""
        part = {name: str(value.get(name, "")) for name in ("family", "given", "family_kana", "given_kana")}
        name = text.PersonName(part["family"], part["given"], part["family_kana"], part["given_kana"])
        return f"{name.full}（{name.full_kana}）" if name.full_kana else name.full

    def schema(self, question: "Question") -> dict[str, Any]:
        names = [part.name for part in self.parts(question)]
        return {
            "type": "object",
            "properties": {name: {"type": "string", "minLength": 1, "maxLength": 4 * MAX_PART} for name in names},
            "required": ["family"],
            "additionalProperties": False,
        }


TYPES = (NameType(),)

"""postal-address: 郵便番号, 都道府県, 市区町村, 町名・番地, 建物. The postcode never decides an address."""

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.conditions.types import Group, Kind, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, written, wrong_shape
from madoguchi.engines.forms.fields.prefectures import PREFECTURES, shown
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

MAX_PART = 100
REQUIRED = ("prefecture", "city", "street")


class AddressType(FieldType):
    code = "postal-address"
    group = True

    def kind(self, question: "Question") -> Kind:
        return Group({part.name: Type.TEXT for part in self.parts(question)})

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (
            Part(
                "postal",
                label=gettext_lazy("郵便番号"),
                autocomplete="postal-code",
                inputmode="numeric",
                size=8,
                optional=True,
            ),
            Part(
                "prefecture",
                "select",
                gettext_lazy("都道府県"),
                shown(),
                autocomplete="address-level1",
            ),
            Part("city", label=gettext_lazy("市区町村"), autocomplete="address-level2", size=30),
            Part("street", label=gettext_lazy("町名・番地"), autocomplete="address-line1", size=50),
            Part("building", label=gettext_lazy("建物名・部屋番号"), autocomplete="address-line2", size=50, optional=True),
        )

    def parse(self, raw: Raw, question: "Question") -> Any:
        if not written({name: values for name, values in raw.items() if name != "prefecture"}):
            return None
        value = {}
        for part in self.parts(question):
            try:
                entered = text.clean(one(raw, part.name))
                if entered and part.name == "postal":
                    entered = text.parse_postal(entered)
            except Refused as refused:
                raise Unparsable.by(refused, part.name) from None
            if entered:
                value[part.name] = entered
        return self._with_prefecture(value)

    def _with_prefecture(self, value: dict[str, str]) -> dict[str, str]:
        """千葉県浦安市 in the box of the city: the prefecture moves to its own place."""
        for name in PREFECTURES:
            if value.get("city", "").startswith(name) and value.get("prefecture", name) == name and value["city"] != name:
                return {**value, "prefecture": name, "city": value["city"].removeprefix(name)}
        return value

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        places = value if isinstance(value, dict) else {}
        return {part.name: [str(places[part.name])] if part.name in places else [] for part in self.parts(question)}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        parts = {part.name: part for part in self.parts(question)}
        if not isinstance(value, dict) or not set(value) <= set(parts) or not all(isinstance(v, str) and v for v in value.values()):
            return wrong_shape("postal, prefecture, city, street, building")
        problems = []
        for name in REQUIRED:
            if name not in value:
                words = _("{part}を選んでください。") if name == "prefecture" else _("{part}を入力してください。")
                problems.append(bad("address-incomplete", words.format(part=parts[name].label), part=name))
        if value.get("prefecture", PREFECTURES[0]) not in PREFECTURES:
            problems.append(bad("unknown-option", _("都道府県を選んでください。"), part="prefecture"))
        for name, part in value.items():
            try:
                if (text.parse_postal(part) if name == "postal" else text.clean(part)) != part:
                    problems += wrong_shape(name)
                elif text.count_graphemes(part) > MAX_PART:
                    problems.append(bad("too-long", _("{max}文字以内で入力してください。").format(max=MAX_PART), part=name))
            except Refused as refused:
                problems.append(bad(refused.code, str(refused), part=name))
        return problems

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        if not isinstance(value, dict):
            return ""
        line = "".join(str(value.get(name, "")) for name in ("prefecture", "city", "street"))
        postal = f"〒{value['postal']}" if value.get("postal") else ""
        return "　".join(filter(None, (postal, line, str(value.get("building", "")))))

    def schema(self, question: "Question") -> dict[str, Any]:
        properties: dict[str, Any] = {part.name: {"type": "string", "minLength": 1} for part in self.parts(question)}
        properties["postal"] = {"type": "string", "pattern": "^[0-9]{3}-[0-9]{4}$"}
        properties["prefecture"] = {"enum": list(PREFECTURES)}
        return {"type": "object", "properties": properties, "required": list(REQUIRED), "additionalProperties": False}


def split_address(address: str) -> dict[str, str]:
    """千葉県浦安市猫実一丁目1番1号 → its three parts, as far as they can be told apart."""
    prefecture = next((name for name in PREFECTURES if address.startswith(name)), "")
    rest = address.removeprefix(prefecture)
    city = re.match(r".{1,6}?郡.{1,6}?[町村]|.{1,8}?市.{1,4}?区|.{1,8}?[市区町村]", rest)
    return {"prefecture": prefecture, "city": city[0] if city else "", "street": rest[city.end() :] if city else rest}


TYPES = (AddressType(),)

"""Text: what a definition says to people, in Japanese and as many languages as the city has written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LANGUAGES = {
    "ja": "日本語",
    "easy": "やさしい日本語",
    "en": "English",
    "zh": "中文",
    "ko": "한국어",
    "es": "Español",
    "pt": "Português",
    "de": "Deutsch",
    "fr": "Français",
    "tl": "Tagalog",
}


def language_key(code: str) -> str:
    """The key of a text for a language code: ja-easy → easy, en-US → en, zh-hans → zh."""
    code = code.lower().replace("_", "-")
    if code in {"easy", "ja-easy"}:
        return "easy"
    return code.split("-", 1)[0]


class Text:
    """A text in several languages, Japanese always among them. Printing it gives the language of the page."""

    __slots__ = ("_texts",)

    def __init__(self, ja: str | Mapping[str, str], /, **others: str) -> None:
        self._texts: dict[str, str] = {"ja": ja, **others} if isinstance(ja, str) else {**ja, **others}

    @property
    def ja(self) -> str:
        return self._texts["ja"]

    @property
    def languages(self) -> list[str]:
        return list(self._texts)

    @property
    def raw(self) -> str | dict[str, str]:
        """As it is written in YAML: a string when there is Japanese alone, else a map."""
        return self.ja if len(self._texts) == 1 else dict(self._texts)

    def given(self, lang: str) -> tuple[str, str]:
        """The language that `in_` falls to, and the text: for `lang="…"` around it."""
        key = language_key(lang)
        for candidate in (key, "ja") if key in {"easy", "ja"} else (key, "en", "ja"):
            if candidate in self._texts:
                return candidate, self._texts[candidate]
        return "ja", self.ja

    def in_(self, lang: str) -> str:
        """In that language; やさしい日本語 falls to Japanese, every other language to English, then to Japanese."""
        return self.given(lang)[1]

    def has(self, lang: str) -> bool:
        return language_key(lang) in self._texts

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self._texts.items())

    def __str__(self) -> str:
        return self.in_(get_language() or "ja")

    def __repr__(self) -> str:
        return f"Text({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))

    @classmethod
    def _read(cls, value: object) -> "Text":
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            value = {"ja": value}
        if not isinstance(value, Mapping):
            raise PydanticCustomError("text_type", "expected a text or a map of languages")
        for lang, text in value.items():
            if lang not in LANGUAGES:
                raise PydanticCustomError("text_language", "no language {lang}", {"lang": str(lang)})
            if not isinstance(text, str):
                raise PydanticCustomError("text_part_type", "the text in {lang} is not a text", {"lang": lang})
            if not text.strip():
                raise PydanticCustomError("text_empty", "the text in {lang} is empty", {"lang": lang})
        if "ja" not in value:
            raise PydanticCustomError("text_no_ja", "Japanese (ja) is missing")
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.raw)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "title": "Text",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {lang: {"type": "string", "description": name} for lang, name in LANGUAGES.items()},
                    "required": ["ja"],
                    "additionalProperties": False,
                },
            ],
        }

"""Filling: `{name}` in a text becomes the value of that name. Nothing is computed, nothing else has a meaning."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused

_PLACE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\Z")


class UnknownName(Refused):
    code, message = "unknown-name", _("{template}の文にある {place} に入れる値がありません。通知文を直してください。")


class BadPlace(Refused):
    code, message = "bad-place", _("{template}の文の {place} は読めません。{{名前}} の形で書いてください。")


def fill(text: str, values: Mapping[str, object], *, template: str = "") -> str:
    """The text with its places filled. Raises UnknownName and BadPlace, which name the template."""
    for name in names_in(text, template=template):
        if name not in values:
            raise UnknownName(template=template, place="{" + name + "}")
    return _PLACE.sub(lambda place: str(values[place[1]]), text)


def names_in(text: str, *, template: str = "") -> list[str]:
    """The names of the places, in order. Raises BadPlace."""
    names = [place[1] for place in _PLACE.finditer(text)]
    for broken in _broken(text, names):
        raise BadPlace(template=template, place=broken)
    return names


def _broken(text: str, names: list[str]) -> Iterator[str]:
    yield from ("{" + name + "}" for name in names if not _NAME.match(name))
    rest = _PLACE.sub("", text)
    yield from (brace for brace in "{}" if brace in rest)

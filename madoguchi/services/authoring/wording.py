"""Findings in the words of the desk: of what is spoken, and what to do, without the names that only files have."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Finding, Path
from madoguchi.services.authoring.body import at
from madoguchi.services.authoring.saying import KEYS, LISTS

ANSWER = _("入力してください。")
SENTENCES: dict[str, Any] = {
    "missing": ANSWER,
    "text_empty": ANSWER,
    "text_no_ja": _("日本語を入力してください。"),
}
TOO_FEW: dict[str, Any] = {
    "pages": _("ページがありません。「ページを足す」で1つ以上作ってください。"),
    "ask": _("問いがありません。1つ以上足してください。"),
}
NAME = _("半角の英小文字で始め、英小文字・数字・「_」「.」だけで入力してください（例：owner.name）。")
CODE = _("半角の英小文字で始め、英小文字・数字・ハイフンだけで入力してください（例：owner-name）。")
LANGUAGES = {"ja", "en", "easy"}
"""A sentence about a text says itself in which language it is missing."""
FORMS: dict[str, Any] = {
    "id": NAME,
    "as": NAME,
    "key": CODE,
    "code": CODE,
    "retention": _("年数を 5y（5年）のように入力してください。"),
}
"""What a text looks like, by the key under which it stands."""

SHEETS_OF_WHOLE = {
    "facts": "facts",
    "pittari": "pittari",
    **dict.fromkeys(("results", "standard_days", "legal_days", "retention", "correction_days", "applicant"), "outcome"),
    **dict.fromkeys(("electronic_when",), "outcome"),
    **dict.fromkeys(("title", "summary", "law", "department", "kind", "assurance", "appeal_body", "notes", "measures"), "basics"),
    "must_appeal_first": "basics",
}
"""Key → the form about the whole procedure that has its box."""


def plainly(finding: Finding, path: Path) -> str:
    """The sentence, in the language of the page. `path`: where in the manuscript."""
    key = str(path[-1]) if path else ""
    words: Any = SENTENCES.get(finding.code)
    if finding.code == "too_short":
        words = TOO_FEW.get(key)
    elif key == "retention" or (key in FORMS and finding.code == "string_pattern_mismatch"):
        words = FORMS[key]
    return str(words) if words else finding.en if get_language() == "en" else finding.ja


def sheet_of_whole(path: Path) -> str:
    """In which form about the whole procedure it is mended; empty where in none."""
    return SHEETS_OF_WHOLE.get(str(path[1]), "") if path[:1] == ("procedure",) and len(path) > 1 else ""


def place_in_words(body: Any, path: Path) -> str:
    """The things in whose midst it stands: 申し込む人：人数."""
    titles, here = [], body
    for step in path:
        here = at(here, (step,))
        title = _title_of(here) if isinstance(step, int) else ""
        titles += [title] if title else []
    return "：".join(titles)


def _title_of(item: Any) -> str:
    found = next((item[key] for key in ("title", "label", "name", "text") if item.get(key)), "") if isinstance(item, dict) else ""
    language = "en" if get_language() == "en" else "ja"
    return str(found.get(language) or found.get("ja", "")) if isinstance(found, dict) else str(found)


def named(path: Path) -> str:
    """Which key of its part it is, as the desk calls it: 選択肢. Empty for the part itself, and where there is no word."""
    keys: list[str] = []
    for step in path:
        keys = [*keys, step] if isinstance(step, str) else []
    words = (KEYS.get(key) or LISTS.get(key) for key in reversed(keys) if key not in LANGUAGES)
    return next((str(word) for word in words if word), "")

"""Explains pydantic's errors to the author of a definition: what was found, what was expected, which names are near."""

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from madoguchi.city.findings import Finding, Path, error, hint
from madoguchi.city.known_keys import keys_at
from madoguchi.city.marks import data_path, found_at, spelling
from madoguchi.city.roots import CODE_PATTERN
from madoguchi.city.text import LANGUAGES
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused

KINDS = {
    "string_type": ("文字", "a text"),
    "text_type": ("文字、または {ja: …, en: …} の形", "a text, or {ja: …, en: …}"),
    "text_part_type": ("文字", "a text"),
    "int_type": ("整数", "a whole number"),
    "int_parsing": ("整数", "a whole number"),
    "int_from_float": ("整数", "a whole number"),
    "float_type": ("数", "a number"),
    "float_parsing": ("数", "a number"),
    "decimal_type": ("数", "a number"),
    "decimal_parsing": ("数", "a number"),
    "bool_type": ("true か false", "true or false"),
    "bool_parsing": ("true か false", "true or false"),
    "date_type": ("日付（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
    "date_parsing": ("日付（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
    "date_from_datetime_parsing": ("日付（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
    "date_from_datetime_inexact": ("日付（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
    "time_type": ("時刻（HH:MM）", "a time (HH:MM)"),
    "time_parsing": ("時刻（HH:MM）", "a time (HH:MM)"),
    "datetime_type": ("日時（YYYY-MM-DDTHH:MM）", "a date and time (YYYY-MM-DDTHH:MM)"),
    "datetime_parsing": ("日時（YYYY-MM-DDTHH:MM）", "a date and time (YYYY-MM-DDTHH:MM)"),
    "list_type": ("一覧（- で始まる行）", "a list (lines that begin with -)"),
    "tuple_type": ("一覧（- で始まる行）", "a list (lines that begin with -)"),
    "set_type": ("一覧（- で始まる行）", "a list (lines that begin with -)"),
    "frozen_set_type": ("一覧（- で始まる行）", "a list (lines that begin with -)"),
    "dict_type": ("「項目: 値」の形", '"key: value" lines'),
    "model_type": ("「項目: 値」の形", '"key: value" lines'),
    "model_attributes_type": ("「項目: 値」の形", '"key: value" lines'),
    "none_required": ("空", "nothing"),
}
PATTERNS = {
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,4}$": (
        "英小文字で始め、英小文字・数字・「_」だけで書き、まとまりは「.」でつなぎます（例: claimant.birth）。",
        "begin with a small letter and use small letters, digits and _; groups are joined by a dot (claimant.birth)",
    ),
    CODE_PATTERN: (
        "英小文字で始め、英小文字・数字・「-」だけで書きます（例: library-card）。",
        "begin with a small letter and use small letters, digits and - (library-card)",
    ),
    r"^[a-z][a-z0-9-]*$": (
        "英小文字で始め、英小文字・数字・「-」だけで書きます（例: library-card）。",
        "begin with a small letter and use small letters, digits and - (library-card)",
    ),
    r"^[a-z][a-z0-9_-]*$": (
        "英小文字で始め、英小文字・数字・「-」「_」だけで書きます（例: about-you）。",
        "begin with a small letter and use small letters, digits, - and _ (about-you)",
    ),
    r"^[a-z][a-z0-9_]*$": (
        "英小文字で始め、英小文字・数字・「_」だけで書きます（例: first_month）。",
        "begin with a small letter and use small letters, digits and _ (first_month)",
    ),
    r"^[ァ-ヴー]+$": ("カタカナで書きます。", "write it in katakana"),
    r"^[ぁ-ゖァ-ヴー・]+$": ("かなで書きます。", "write it in kana"),
    r"^[ぁ-ゖァ-ヴー・ ]+$": ("かなで書きます。", "write it in kana"),
    r"^[0-9]{3}-[0-9]{4}$": ("郵便番号は 000-0000 のように書きます。", "write a postcode as 000-0000"),
    r"^[0-9]{2}-[0-9]{2}$": ("月と日を 12-29 のように書きます。", "write month and day as 12-29"),
    r"^https?://[^\s]+$": ("https:// で始まるアドレスを書きます。", "write an address that begins with https://"),
}
"""What a text must look like, in words; of any other the pattern itself is shown."""
WANTS_TEXT = {"string_type", "text_type", "text_part_type", "literal_error", "enum", "text_language"}


def explain(problem: ValidationError, model: type[BaseModel], data: Any) -> list[Finding]:
    """A finding a mistake. Where several shapes were possible, what they expected is put into one sentence."""
    grouped: dict[Path, list[dict[str, Any]]] = {}
    for item in problem.errors(include_url=False):
        path = data_path(data, item["loc"])
        if item["type"] in {"missing", "extra_forbidden"}:
            path = (*path, str(item["loc"][-1])) if not path or path[-1] != item["loc"][-1] else path
        grouped.setdefault(path, []).append(dict(item))
    findings: list[Finding] = []
    for path, items in grouped.items():
        wanted = [KINDS[item["type"]] for item in items if item["type"] in KINDS]
        if len(items) > 1 and len(wanted) == len(items):
            findings.append(_expected(path, found_at(data, path), list(dict.fromkeys(wanted))))
            continue
        distinct = {item["type"]: item for item in items}.values()
        findings.extend(_one(item, path, model, data) for item in distinct)
    return findings


def numbers_read_as_numbers(problem: ValidationError, data: Any) -> list[Path]:
    """Paths at which a number stands and a text is wanted: there the number means what was written."""
    paths = []
    for item in problem.errors(include_url=False):
        path = data_path(data, item["loc"])
        value = found_at(data, path)
        if item["type"] in WANTS_TEXT and _is_number(value):
            paths.append(path)
        elif item["type"] == "text_part_type" and isinstance(value, dict):
            paths.extend((*path, key) for key, part in value.items() if _is_number(part))
    return paths


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _one(item: dict[str, Any], path: Path, model: type[BaseModel], data: Any) -> Finding:
    code, context = str(item["type"]), item.get("ctx") or {}
    value = found_at(data, path)
    if code in KINDS:
        return _expected(path, value, [KINDS[code]], code)
    if code == "missing":
        return _missing(path, data)
    if code == "extra_forbidden":
        return _unknown_key(path, model, data)
    if code in {"literal_error", "enum"}:
        return _not_among(path, value, re.findall(r"'((?:[^'\\]|\\.)*)'", str(context.get("expected", ""))), code)
    if code == "union_tag_invalid":
        tag, key = str(context.get("tag")), str(context.get("discriminator", "")).strip("'")
        return _not_among((*path, key), tag, re.findall(r"'([^']*)'", str(context.get("expected_tags", ""))), code)
    if code == "union_tag_not_found":
        return _missing((*path, str(context.get("discriminator", "")).strip("'")), data)
    if code == "text_language":
        ja, en = hint(str(context["lang"]), LANGUAGES)
        allowed = ", ".join(LANGUAGES)
        if isinstance(value, dict) and value.get(str(context["lang"]), "") is None:
            ja += " 文の中に「,」があるときは、文の全体を引用符（' '）で囲みます"
            en += " A text that holds a comma is put in quotes (' ')."
        return error(
            (*path, str(context["lang"])),
            f"「{context['lang']}」という言語はありません。使えるもの: {allowed}{ja and '。' + ja.strip()}",
            f'there is no language "{context["lang"]}"; there are: {allowed}.{en}',
            code,
        )
    if code == "value_error":
        cause = context.get("error")
        return error(path, getattr(cause, "ja", str(cause)), getattr(cause, "en", str(cause)), "value")
    ja, en = _bounds(code, context, value) or (
        f"値が正しくありません: {show(value)}（{item['msg']}）",
        f"{item['msg']}, found {show(value, 'en')}",
    )
    return error(path, ja, en, code)


def _bounds(code: str, context: dict[str, Any], value: Any) -> tuple[str, str] | None:
    found_ja, found_en = f"書かれているのは {show(value)} です。", f"found {show(value, 'en')}."
    sentences: dict[str, tuple[str, str]] = {
        "text_empty": ("文が空です。", "the text is empty."),
        "text_no_ja": ("日本語（ja）がありません。", "Japanese (ja) is missing."),
        "string_pattern_mismatch": _of_form(str(context.get("pattern")), found_ja, found_en),
        "string_too_short": (
            f"{context.get('min_length')}文字以上が必要です。{found_ja}",
            f"at least {context.get('min_length')} characters are needed; {found_en}",
        ),
        "string_too_long": (
            f"{context.get('max_length')}文字までです。{found_ja}",
            f"at most {context.get('max_length')} characters; {found_en}",
        ),
        "too_short": (
            f"{context.get('min_length')}個以上が必要です（今は{context.get('actual_length')}個）。",
            f"at least {context.get('min_length')} needed, found {context.get('actual_length')}.",
        ),
        "too_long": (
            f"{context.get('max_length')}個までです（今は{context.get('actual_length')}個）。",
            f"at most {context.get('max_length')} allowed, found {context.get('actual_length')}.",
        ),
        "greater_than": (
            f"{context.get('gt')} より大きい数が必要です。{found_ja}",
            f"must be over {context.get('gt')}; {found_en}",
        ),
        "greater_than_equal": (
            f"{context.get('ge')} 以上の数が必要です。{found_ja}",
            f"must be {context.get('ge')} or more; {found_en}",
        ),
        "less_than": (
            f"{context.get('lt')} より小さい数が必要です。{found_ja}",
            f"must be under {context.get('lt')}; {found_en}",
        ),
        "less_than_equal": (
            f"{context.get('le')} 以下の数が必要です。{found_ja}",
            f"must be {context.get('le')} or less; {found_en}",
        ),
        "multiple_of": (
            f"{context.get('multiple_of')} の倍数が必要です。{found_ja}",
            f"must be a multiple of {context.get('multiple_of')}; {found_en}",
        ),
    }
    return sentences.get(code)


def _of_form(pattern: str, found_ja: str, found_en: str) -> tuple[str, str]:
    if pattern in PATTERNS:
        ja, en = PATTERNS[pattern]
        return f"{ja}{found_ja}", f"{en}; {found_en}"
    return f"書き方が決まりに合いません。{found_ja}決まり: {pattern}", f"does not have the form {pattern}; {found_en}"


def _day_meant(value: Any) -> tuple[str, str]:
    """How a day that a person can read is written here; that it does not exist, where it is written well."""
    if not isinstance(value, str):
        return "", ""
    try:
        day = parse_date(value)
    except (Refused, ValueError):
        missing = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
        return ("その日は暦にありません。", " There is no such day.") if missing else ("", "")
    return f"「{day.isoformat()}」と書きます。", f" Write {day.isoformat()}."


def _expected(path: Path, value: Any, wanted: list[tuple[str, str]], code: str = "type") -> Finding:
    ja = " または ".join(word for word, _ in wanted)
    ja += " " if ja[-1].isascii() else ""
    en = " or ".join(word for _, word in wanted)
    more_ja, more_en = _day_meant(value) if KINDS["date_type"] in wanted else ("", "")
    return error(
        path,
        f"{ja}が必要です。書かれているのは {show(value)} です。{more_ja}",
        f"expected {en}, found {show(value, 'en')}.{more_en}",
        code,
    )


def _missing(path: Path, data: Any) -> Finding:
    return error(path, f"項目「{path[-1]}」がありません。必ず書く項目です。", f'the key "{path[-1]}" is missing.', "missing")


def _unknown_key(path: Path, model: type[BaseModel], data: Any) -> Finding:
    key, known = str(path[-1]), sorted(set(keys_at(model, path[:-1], data)))
    ja, en = hint(key, known)
    if known and not ja:
        ja, en = f" 書ける項目: {', '.join(known)}", f" Keys: {', '.join(known)}"
    return error(path, f"「{key}」という項目はありません。{ja}".rstrip(), f'there is no key "{key}" here.{en}', "unknown-key")


def _not_among(path: Path, value: Any, allowed: list[str], code: str) -> Finding:
    ja, en = hint(str(value), allowed)
    listed = ", ".join(allowed)
    return error(
        path,
        f"{show(value)} は選べません。選べるもの: {listed}{ja and '。' + ja.strip()}",
        f"{show(value, 'en')} is not allowed; allowed: {listed}.{en}",
        code,
    )


def show(value: Any, lang: str = "ja") -> str:
    """A value in a sentence, short."""
    ja = lang == "ja"
    if isinstance(value, dict):
        keys = ", ".join(list(value)[:4]) + (", …" if len(value) > 4 else "")
        return f"項目のまとまり（{keys}）" if ja else f"a map ({keys})"
    if isinstance(value, list):
        return f"一覧（{len(value)}）" if ja else f"a list of {len(value)}"
    if value is None:
        return "空（null）" if ja else "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = spelling(value) if isinstance(value, int | float) else f'"{value}"'
    return text if len(text) <= 60 else f"{text[:57]}…"

"""What can be wrong with a condition: each kind in whole sentences, Japanese and English, for whoever writes the definition."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from madoguchi.engines.forms.conditions.functions import Function
from madoguchi.engines.forms.conditions.types import Kind, say


@dataclass(frozen=True)
class Fault:
    """`code` is its kind, `near` the names that may have been meant; they stand in the sentences too."""

    code: str
    ja: str
    en: str
    near: tuple[str, ...] = ()


class ConditionError(ValueError):
    """A condition that can't be read."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


def unreadable_at(source: str, line: int, column: int) -> ConditionError:
    """With where it can't be read, and what is often meant by what stands there."""
    place = sum(len(one) + 1 for one in source.split("\n")[: line - 1]) + column
    rest = source[place - 1 :].split()
    word = rest[0][:20] if rest else ""
    at_ja, at_en = (f"{place}文字目の「{word}」", f'"{word}" (character {place})') if word else ("終わり", "its end")
    ja, en = _often_meant(source)
    return ConditionError(f"{at_ja}のあたりを読めません。{ja}", f"it can't be read near {at_en}: {en}")


QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
SIGNS = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "≠": "!=", "“": "'", "”": "'", "‘": "'", "’": "'", "　": " "}
WORDS = {"and": "&&", "or": "||", "not": "!"}


def _often_meant(source: str) -> tuple[str, str]:
    bare = QUOTED.sub("''", source)
    for char in bare:
        plain = SIGNS.get(char) or (chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else "")
        if plain:
            return f"「{char}」は「{plain}」と半角で書きます。", f'write "{plain}" instead of "{char}".'
    for word, sign in WORDS.items():
        if re.search(rf"\b{word}\b", bare, re.IGNORECASE):
            return f"「{word}」は「{sign}」と書きます。", f'write "{sign}" instead of "{word}".'
    if re.search(r"(?<![=!<>])=(?!=)", bare):
        return "等しいことは「==」と書きます。", 'to be equal is written "==".'
    if found := re.search(r"[^\x00-\x7f]+", bare):
        word = found[0]
        return (
            f"「{word}」は、文字なら引用符（' '）で囲み、項目ならその id（英小文字）で書きます。",
            f'"{word}": put quotes around a text; a question is named by its id, in small letters.',
        )
    if bare.count("'") % 2 or bare.count('"') % 2:
        return "引用符（' '）が閉じていません。", "a quotation mark is not closed."
    if bare.count("(") != bare.count(")"):
        return "かっこの数が合いません。", "brackets do not match."
    return "かっこ、引用符、記号（== && || など）を確かめてください。", "check brackets, quotes and signs (== && || …)."


LEFT_OUT = {
    "map_lit": ("{名前: 値}", "{name: value}"),
    "member_object": ("名前{…}", "name{…}"),
    "dot_ident": ("「.」で始まる名前", "a name that begins with a dot"),
    "dot_ident_arg": ("「.」で始まる名前", "a name that begins with a dot"),
}


def left_out(part: str) -> ConditionError:
    ja, en = LEFT_OUT.get(part, (part, part))
    return ConditionError(f"{ja}という書き方は、ここでは使えません。", f"{en} can't be used here.")


def no_value(text: str) -> ConditionError:
    return ConditionError(
        f"「{text}」は値として使えません。数はそのまま（5、0.5）、文字は引用符で囲んで（'a'）書きます。",
        f"{text} can't be used as a value; write numbers plainly (5, 0.5) and text in quotes ('a').",
    )


def bad_loop(name: str) -> ConditionError:
    example = f"list.{name}(x, x.age > 3)"
    return ConditionError(
        f"{name} には、1つ分を呼ぶ名前と条件が要ります（例: {example}）。",
        f"{name} takes a name for one of them and a condition, as in {example}.",
    )


def too_long(found: int, most: int) -> ConditionError:
    return ConditionError(
        f"式が長すぎます。{most}文字までです（今は{found}文字）。", f"it is too long: up to {most} characters, found {found}."
    )


def too_many_parts(found: int, most: int) -> ConditionError:
    return ConditionError(
        f"式の部分が多すぎます。{most}個までです（今は{found}個）。", f"it has too many parts: up to {most}, found {found}."
    )


def nested_too_deep(most: int) -> ConditionError:
    return ConditionError(f"かっこなどの重なりが深すぎます。{most}段までです。", f"it is nested too deep: up to {most} levels.")


def unreadable(error: ConditionError) -> Fault:
    return Fault("unreadable", error.ja, error.en)


def unknown_name(name: str, word: str, among: Iterable[str]) -> Fault:
    return _near("unknown-name", f"「{name}」という名前はありません。", f'nothing is called "{name}".', word, among)


def no_part(name: str, kind: Kind, part: str) -> Fault:
    (ja, en) = say(kind)
    return Fault(
        "unknown-name",
        f"「{name}」は{ja}なので、その中の「{part}」はありません。",
        f'"{name}" is {en} and has no part "{part}".',
    )


def unknown_case(code: str, among: Iterable[str]) -> Fault:
    return _near("unknown-name", f"「{code}」という場合分けはありません。", f'there is no case "{code}".', code, among)


def unknown_option(code: str, among: Iterable[str]) -> Fault:
    options = sorted(among)
    near = tuple(get_close_matches(code, options, n=3))
    listed = ", ".join(near or options[:12]) + ("" if near or len(options) <= 12 else ", …")
    return Fault(
        "unknown-option",
        f"「{code}」という選択肢はありません。{'近い選択肢' if near else '選択肢'}: {listed}。",
        f'there is no option "{code}". {"Near" if near else "Options"}: {listed}.',
        near,
    )


def option_without_quotes(code: str) -> Fault:
    return Fault(
        "unknown-name",
        f"「{code}」は選択肢のコードなので、引用符で囲んで '{code}' と書きます。",
        f"\"{code}\" is an option; write it in quotes, '{code}'.",
    )


def unknown_function(name: str, among: Iterable[str]) -> Fault:
    return _near("unknown-function", f"「{name}」という関数はありません。", f'there is no function "{name}".', name, among)


def wrong_count(name: str, wanted: int, found: int, function: Function | None = None) -> Fault:
    ja = f"関数 {name} に渡す値は{wanted}個です（今は{found}個）。"
    en = f"{name} takes {wanted} value{'s' if wanted > 1 else ''}, found {found}"
    if function is None:
        return Fault("wrong-number", ja, f"{en}.")
    return Fault("wrong-number", f"{ja}書き方: {function.written}", f"{en}; write {function.written}.")


def no_such_day(text: object) -> Fault:
    return Fault(
        "no-such-day",
        f"「{text}」という日はありません。YYYY-MM-DD の形で、ある日付を書きます（例: 2026-04-01）。",
        f'"{text}" is no day; write one as YYYY-MM-DD (2026-04-01).',
    )


def loops_too_deep(most: int) -> Fault:
    return Fault(
        "too-deep",
        f"くり返し（exists など）の中のくり返しは{most}つまでです。",
        f"more than {most} loops (exists and so on) inside each other.",
    )


def gives_wrong(source: str, found: Kind, wanted: Kind) -> Fault:
    (found_ja, found_en), (ja, en) = say(found), say(wanted)
    return _type(
        f"ここに要るのは{ja}ですが、「{source}」は{found_ja}になります。", f'{en} is needed here, but "{source}" gives {found_en}.'
    )


def takes(sign: str, wanted: Kind, found: Kind) -> Fault:
    """An operator, a function or a loop, and what stands beside or in it."""
    (found_ja, found_en), (ja, en) = say(found), say(wanted)
    return _type(f"「{sign}」に使えるのは{ja}ですが、{found_ja}が書かれています。", f'"{sign}" takes {en}, found {found_en}.')


def mixed(a: Kind, b: Kind) -> Fault:
    (ja, en), (other_ja, other_en) = say(a), say(b)
    return _type(
        f"1つの一覧の中に、{ja}と{other_ja}が混ざっています。種類をそろえてください。",
        f"a list mixes {en} and {other_en}; write one kind.",
    )


def two_kinds(a: Kind, b: Kind) -> Fault:
    (ja, en), (other_ja, other_en) = say(a), say(b)
    return _type(
        f"「? :」の結果が、{ja}になったり{other_ja}になったりします。種類をそろえてください。",
        f'"? :" gives {en} or {other_en}; let both be of one kind.',
    )


def no_list(name: str, found: Kind) -> Fault:
    ja, en = say(found)
    return _type(f"「{name}」は一覧に使いますが、{ja}が書かれています。", f'"{name}" is for a list, found {en}.')


def not_in_such_list(found: Kind, of: Kind) -> Fault:
    (ja, en), (list_ja, list_en) = say(found), say(of)
    return _type(
        f"「in」の左は{ja}ですが、右は{list_ja}の一覧なので、含まれることがありません。",
        f"a list of {list_en} can't hold {en}.",
    )


def never_equal(a: Kind, b: Kind) -> Fault:
    (ja, en), (other_ja, other_en) = say(a), say(b)
    return _type(f"{ja}と{other_ja}は種類がちがい、等しいことがありません。", f"{en} and {other_en} can never be equal.")


def not_comparable(a: Kind, sign: str, b: Kind) -> Fault:
    (ja, en), (other_ja, other_en) = say(a), say(b)
    return _type(f"種類のちがう{ja}と{other_ja}を「{sign}」で比べています。", f'"{sign}" compares {en} with {other_en}.')


def no_order(sign: str, a: Kind, b: Kind) -> Fault:
    (ja, en), (other_ja, other_en) = say(a), say(b)
    return _type(
        f"「{sign}」で比べられるのは数・日付・文字だけですが、{ja}と{other_ja}が書かれています。",
        f'"{sign}" puts numbers, dates or text in order, found {en} and {other_en}.',
    )


def _type(ja: str, en: str) -> Fault:
    return Fault("wrong-type", ja, en)


def _near(code: str, ja: str, en: str, word: str, among: Iterable[str]) -> Fault:
    near = tuple(get_close_matches(word, list(among), n=3))
    listed = ", ".join(near)
    return Fault(code, f"{ja}近い名前: {listed}。" if near else ja, f"{en} Near: {listed}." if near else en, near)

"""Interview: what `city new` asks the author, one plain question at a time, and the folder that comes of it.

Every question has an answer that stands when one only presses the return key; a wrong one is explained and asked again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from madoguchi.city.definitions.hours import Hours
from madoguchi.city.findings import Mistake
from madoguchi.city.roots import CODE_PATTERN
from madoguchi.city.skeleton import new_city
from madoguchi.city.text import LANGUAGES
from madoguchi.city.yaml_reader import read_yaml
from madoguchi.core.text.public import katakana_to_hiragana, to_halfwidth

STARTER = Path(__file__).parent / "starter"
FINDING = ("topics", "life-events", "words-sayings", "words-synonyms", "words-crisis")
Ask = Callable[[str], str]
Say = Callable[[str], None]
WEEKDAYS = {"月": "mon", "火": "tue", "水": "wed", "木": "thu", "金": "fri", "土": "sat", "日": "sun"}
IN_ENGLISH = {"mon": "Mondays", "tue": "Tuesdays", "wed": "Wednesdays", "thu": "Thursdays", "fri": "Fridays"}
NO_CODES = {"true", "false", "null"}


@dataclass
class Office:
    """One line of the answer about departments: `kodomo こども課 こどもか`."""

    code: str
    name: str
    kana: str


@dataclass
class Answers:
    """What the author said; the defaults are the skeleton's."""

    name: str = "例示市"
    kana: str = "レイジシ"
    name_en: str = "Reiji City"
    code: str = "999997"
    prefecture: str = "例示県"
    prefecture_en: str = "Reiji Prefecture"
    hours: str = "8:30-17:15"
    open_days: list[str] = field(default_factory=lambda: ["mon-fri"])
    year_end: tuple[str, str] = ("12-29", "01-03")
    languages: list[str] = field(default_factory=lambda: ["ja", "easy", "en"])
    departments: list[Office] = field(default_factory=lambda: [Office("shimin", "市民課", "しみんか")])
    starters: list[str] = field(default_factory=lambda: starters())


class Wrong(ValueError):
    """An answer that can't be: the sentence that explains it."""


def starters() -> list[str]:
    """Codes of the procedures that a new city may begin with."""
    return sorted(path.stem for path in (STARTER / "procedures").glob("*.yaml"))


def interview(ask: Ask, say: Say) -> Answers:
    """Put the questions. `ask` shows one and gives the line that was typed."""
    found = Answers()

    def put(question: str, otherwise: str, read: Callable[[str], object]) -> None:
        while True:
            typed = ask(f"{question} [{otherwise}]: ").strip()
            try:
                read(typed or otherwise)
                return
            except Wrong as problem:
                say(f"  {problem}")

    def keep(name: str, read: Callable[[str], object]) -> Callable[[str], object]:
        return lambda text: setattr(found, name, read(text))

    put("市区町村の名前 / name", found.name, keep("name", _text))
    put("名前の読み（カタカナ）/ reading in katakana", found.kana, keep("kana", _katakana))
    put("英語の名前 / name in English", found.name_en, keep("name_en", _text))
    put("全国地方公共団体コード（6桁）/ code of six digits", found.code, keep("code", city_code))
    put("都道府県 / prefecture", found.prefecture, keep("prefecture", _text))
    put("都道府県の英語名 / prefecture in English", found.prefecture_en, keep("prefecture_en", _text))
    put("開庁時間 / hours", found.hours, keep("hours", _hours))
    put("土日のほかに閉まる曜日（なし、または 水 のように）/ further closed weekdays", "なし", keep("open_days", _open_days))
    put("年末年始の休み / closed around the new year", "12-29 01-03", keep("year_end", _year_end))
    put(f"言語（{' '.join(LANGUAGES)}）/ languages", "ja easy en", keep("languages", _languages))
    say("所属を1行に1つ書きます。例: kodomo こども課 こどもか。空の行で終わります。/ departments, one a line; an empty line ends")
    found.departments = _departments(ask, say) or found.departments
    offered = f"{' '.join(starters())}、すべて、なし"
    put(f"はじめに入れる手続き（{offered}）/ procedures to begin with", "すべて", keep("starters", _starters))
    return found


def make_city(parent: Path, name: str, answers: Answers) -> list[Path]:
    """Make parent/name as was answered. Raises BadFolderName, FolderExists. Returns the files made."""
    made = new_city(parent, name)
    folder = parent / name
    words = {
        "例示市": answers.name, "例示県": answers.prefecture, "レイジシ": answers.kana, "れいじし": _hiragana(answers.kana),
        "Reiji City": answers.name_en, "Reiji Prefecture": answers.prefecture_en, "Reiji Counter": f"{answers.name_en} Counter",
        "れいじ窓口（まどぐち）": f"{answers.name}の 窓口（まどぐち）", "れいじ窓口": f"{answers.name}窓口",
    }  # fmt: skip
    for path in made:
        text = path.read_text(encoding="utf-8")
        for old in sorted(words, key=len, reverse=True):
            text = text.replace(old, words[old])
        path.write_text(text, encoding="utf-8", newline="\n")
    _line(folder / "city.yaml", "code", f"code: {answers.code}")
    _line(folder / "city.yaml", "languages", f"languages: [{', '.join(answers.languages)}]")
    _block(folder / "city.yaml", "hours", hours_in_words(answers))
    calendar = folder / "calendars/city.yaml"
    _line(calendar, "hours", f"hours: {{{', '.join(f'{day}: {answers.hours}' for day in answers.open_days)}}}")
    _line(calendar, "year_end", f"year_end: {{from: {answers.year_end[0]}, until: {answers.year_end[1]}}}")
    made += _offices(folder, answers)
    made += _begin_with(folder, answers)
    made += _found_from_the_first_day(folder)
    return sorted({path for path in made if path.exists()})


def _line(path: Path, key: str, line: str) -> None:
    """One line of a file, its comments around it untouched."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?m)^{key}:.*$", lambda _: line, text), encoding="utf-8", newline="\n")


def _block(path: Path, key: str, lines: list[str]) -> None:
    """The lines below a key."""
    text = path.read_text(encoding="utf-8")
    below = "".join(f"  {line}\n" for line in lines)
    path.write_text(re.sub(rf"(?m)^{key}:\n(?:  .*\n)+", lambda _: f"{key}:\n{below}", text), encoding="utf-8", newline="\n")


def hours_in_words(answers: Answers) -> list[str]:
    """When the city hall is open, as city.yaml says it to people."""
    hours = Hours(answers.hours)
    days = list(IN_ENGLISH) if answers.open_days == ["mon-fri"] else answers.open_days
    letters = {code: letter for letter, code in WEEKDAYS.items()}
    shut = [day for day in IN_ENGLISH if day not in days]
    but = f"（{'・'.join(letters[day] for day in shut)}曜日を除く）" if shut else ""
    but_en = f" except {' and '.join(IN_ENGLISH[day] for day in shut)}" if shut else ""
    first, last = (date(2024, *map(int, day.split("-"))) for day in answers.year_end)
    open_easy = "、".join(f"{letters[day]}曜日" for day in days) if shut else "月曜日から 金曜日"
    opens, closes = hours.opens, hours.closes
    new_year = f"{first.month}月{first.day}日から{last.month}月{last.day}日"
    return [
        f"ja: 平日{but} {_clock(opens)}から{_clock(closes)}まで（祝日と{new_year}を除く）",
        f"en: Weekdays{but_en} {opens.hour}:{opens:%M} to {closes.hour}:{closes:%M} "
        f"(closed on national holidays and from {first:%B} {first.day} to {last:%B} {last.day})",
        f"easy: {open_easy}の {_clock(opens)}から {_clock(closes)}まで",
    ]


def _clock(moment: time) -> str:
    return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"


def _offices(folder: Path, answers: Answers) -> list[Path]:
    """A file a department, after the skeleton's."""
    first = folder / "departments/shimin.yaml"
    pattern = first.read_text(encoding="utf-8")
    first.unlink()
    made = []
    for number, one in enumerate(answers.departments):
        text = pattern
        changes = {
            "code": one.code, "name": one.name, "kana": one.kana, "mark": f"{answers.name[0]}{one.name[0]}{number or ''}",
            "phone": f"000-000-{10 + number:04}",
        }  # fmt: skip
        for key, value in changes.items():
            text = re.sub(rf"(?m)^{key}:.*$", lambda _, k=key, v=value: f"{k}: {v}", text)  # type: ignore[misc]
        text = re.sub(r"(?m)^looks_up_people:.*$", f"looks_up_people: {'true' if not number else 'false'}", text)
        path = folder / f"departments/{one.code}.yaml"
        path.write_text(text, encoding="utf-8", newline="\n")
        made.append(path)
    return made


def _begin_with(folder: Path, answers: Answers) -> list[Path]:
    """The chosen procedures with the notices and blocks that they name, in the hands of the first department."""
    made: list[Path] = []
    wanted: dict[str, set[str]] = {"procedures": set(answers.starters), "notices": set(), "blocks": set()}
    for code in answers.starters:
        raw = read_yaml((STARTER / f"procedures/{code}.yaml").read_bytes(), code)
        wanted["notices"] |= set(raw["results"].values())
        wanted["blocks"] |= {one["use"] for page in raw["pages"] for one in page["ask"] if "use" in one}
    for kind, codes in wanted.items():
        for code in sorted(codes):
            text = (STARTER / kind / f"{code}.yaml").read_text(encoding="utf-8")
            path = folder / kind / f"{code}.yaml"
            path.parent.mkdir(exist_ok=True)
            department = answers.departments[0].code
            path.write_text(re.sub(r"(?m)^department:.*$", f"department: {department}", text), encoding="utf-8", newline="\n")
            made.append(path)
    return made


def _found_from_the_first_day(folder: Path) -> list[Path]:
    """Topics, life events with their questions, how people ask, words of one meaning and words of crisis."""
    made: list[Path] = []
    for kind in FINDING:
        for source in sorted((STARTER / kind).glob("*.yaml")):
            path = folder / kind / source.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
            made.append(path)
    return made


def _departments(ask: Ask, say: Say) -> list[Office]:
    found: list[Office] = []
    while typed := ask(f"  {len(found) + 1}: ").strip():
        try:
            found.append(office(typed, {one.code for one in found}))
        except Wrong as problem:
            say(f"  {problem}")
    return found


def office(typed: str, taken: set[str]) -> Office:
    """Raises Wrong."""
    parts = typed.replace("\u3000", " ").split()
    if len(parts) != 3:
        raise Wrong("コード、名前、読み（ひらがな）を空白で区切ってください。例: kodomo こども課 こどもか / code, name, reading")
    code, name, kana = parts
    if not re.fullmatch(CODE_PATTERN, code) or code in taken or code in NO_CODES:
        raise Wrong(f"「{code}」は使えません。英小文字・数字・ハイフンで、ほかと違うコードにしてください。/ not a code, or taken")
    if not re.fullmatch(r"[ぁ-ゖァ-ヴー・]+", kana):
        raise Wrong(f"読みは、かなで書いてください: {kana} / the reading is written in kana")
    return Office(code, _text(name), kana)


def city_code(typed: str) -> str:
    """Six digits with the right check digit; five get theirs. Raises Wrong."""
    digits = to_halfwidth(typed).strip()
    if not re.fullmatch(r"[0-9]{5,6}", digits):
        raise Wrong("5桁か6桁の数字で書いてください。/ five or six digits")
    total = sum(int(d) * w for d, w in zip(digits[:5], (6, 5, 4, 3, 2), strict=True))
    right = f"{digits[:5]}{(11 - total % 11) % 10}"
    if len(digits) == 6 and digits != right:
        raise Wrong(f"検査数字が合いません。上5桁が正しければ {right} です。/ wrong check digit; it would be {right}")
    return right


def _text(typed: str) -> str:
    if re.search(r"[:#{}\[\],&*!|>'\"%@`]", typed):
        raise Wrong("記号は使えません。/ no signs, please")
    return typed


def _katakana(typed: str) -> str:
    if not re.fullmatch(r"[ァ-ヴー]+", typed):
        raise Wrong("カタカナで書いてください。/ in katakana")
    return typed


def _hours(typed: str) -> str:
    try:
        hours = Hours(to_halfwidth(typed))
    except Mistake as wrong:
        raise Wrong(f"{wrong.ja} / {wrong.en}") from None
    return f"{hours.opens.hour}:{hours.opens:%M}-{hours.closes.hour}:{hours.closes:%M}"


def _open_days(typed: str) -> list[str]:
    words = [] if typed in {"なし", "none"} else [one for one in re.split(r"[\s、,・]+", typed) if one]
    closed = [WEEKDAYS.get(re.sub("曜日?$", "", one), one) for one in words]
    if unknown := [one for one in closed if one not in WEEKDAYS.values()]:
        raise Wrong(f"曜日ではありません: {' '.join(unknown)} / no weekday")
    days = [one for one in list(WEEKDAYS.values())[:5] if one not in closed]
    if not days:
        raise Wrong("開いている曜日がありません。/ no open weekday is left")
    return ["mon-fri"] if len(days) == 5 else days


def _year_end(typed: str) -> tuple[str, str]:
    found = re.fullmatch(r"([01]\d-[0-3]\d)[\s〜~、,]+([01]\d-[0-3]\d)", to_halfwidth(typed))
    if not found or not all(map(_is_day, found.groups())):
        raise Wrong("12-29 01-03 のように、月と日を書いてください。/ month and day, as 12-29 01-03")
    return found[1], found[2]


def _is_day(text: str) -> bool:
    month, day = map(int, text.split("-"))
    try:
        return bool(date(2024, month, day))
    except ValueError:
        return False


def _languages(typed: str) -> list[str]:
    found = list(dict.fromkeys(typed.replace(",", " ").split()))
    if unknown := [one for one in found if one not in LANGUAGES]:
        raise Wrong(f"言語のコードではありません: {' '.join(unknown)} / no such language")
    return found if "ja" in found else ["ja", *found]


def _starters(typed: str) -> list[str]:
    if typed in {"すべて", "all"}:
        return starters()
    if typed in {"なし", "none"}:
        return []
    found = typed.replace(",", " ").split()
    if unknown := [one for one in found if one not in starters()]:
        raise Wrong(f"ありません: {' '.join(unknown)} / not there")
    return found


def _hiragana(kana: str) -> str:
    return katakana_to_hiragana(kana)

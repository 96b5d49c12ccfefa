"""Dates, times and moments as pages show them, in Japanese, plain Japanese and English."""

from datetime import date, datetime, time

from madoguchi.core.calendar.days import in_tokyo
from madoguchi.core.calendar.eras import era_of
from madoguchi.core.calendar.languages import japanese, plain_japanese
from madoguchi.core.calendar.wareki import to_wareki

_WEEKDAYS = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_date(day: date, lang: str = "ja", *, weekday: bool = True) -> str:
    """2026年7月1日（水） · 2026年7月1日（水曜日） · 1 July 2026 (Wed)."""
    if not japanese(lang):
        name = f" ({_WEEKDAYS_EN[day.weekday()]})" if weekday else ""
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}{name}"
    name = _WEEKDAYS[day.weekday()] + ("曜日" if plain_japanese(lang) else "")
    return f"{day.year}年{day.month}月{day.day}日" + (f"（{name}）" if weekday else "")


def format_month(day: date, lang: str = "ja") -> str:
    """2026年8月 · August 2026."""
    if japanese(lang):
        return f"{day.year}年{day.month}月"
    return f"{_MONTHS_EN[day.month - 1]} {day.year}"


def format_time(at: time | datetime, lang: str = "ja") -> str:
    """14時10分 · 午後2時10分 · 14:10. Noon is 午後0時, midnight 午前0時."""
    if not japanese(lang):
        return f"{at.hour}:{at.minute:02}"
    minutes = f"{at.minute}分" if at.minute else ""
    if plain_japanese(lang):
        return f"{'午前' if at.hour < 12 else '午後'}{at.hour % 12}時{minutes}"
    return f"{at.hour}時{minutes}"


def format_instant(at: datetime, lang: str = "ja") -> str:
    """2026年7月1日（水）14時10分 · 1 July 2026 (Wed) 14:10: the day and time in Japan."""
    here = in_tokyo(at)
    space = "" if japanese(lang) and not plain_japanese(lang) else " "
    return f"{format_date(here.date(), lang)}{space}{format_time(here, lang)}"


def format_wareki(day: date, lang: str = "ja") -> str:
    """令和8年7月1日 · 1 July 2026 (Reiwa 8)."""
    if japanese(lang):
        return to_wareki(day)
    era = era_of(day)
    return format_date(day, lang, weekday=False) + (f" ({era.romaji} {era.year_of(day)})" if era else "")

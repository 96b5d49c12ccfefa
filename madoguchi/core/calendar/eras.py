"""元号: the eras of the law (元号法 1979, and the edicts before it). A new era is one line here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Era:
    name: str
    letter: str
    digit: int  # in 個人番号カード, 住基 and tax records
    romaji: str
    first_day: date

    def year_of(self, day: date) -> int:
        return day.year - self.first_day.year + 1


ERAS = (
    Era("令和", "R", 5, "Reiwa", date(2019, 5, 1)),
    Era("平成", "H", 4, "Heisei", date(1989, 1, 8)),
    Era("昭和", "S", 3, "Showa", date(1926, 12, 25)),
    Era("大正", "T", 2, "Taisho", date(1912, 7, 30)),
    Era("明治", "M", 1, "Meiji", date(1868, 1, 25)),  # Gregorian from 1873-01-01 (明治5年太政官布告337号)
)


def era_of(day: date) -> Era | None:
    """The era of a day; None before 明治."""
    return next((era for era in ERAS if era.first_day <= day), None)


ERA_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter, str(era.digit))}

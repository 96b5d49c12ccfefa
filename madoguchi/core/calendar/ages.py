"""年齢: the age of the law and the age of everyday. A procedure says which of them it means."""

from datetime import date

from madoguchi.core.calendar.terms import last_day


def attained_on(birth: date, years: int) -> date:
    """「n歳に達する日」: the birthday counts as day one, so it is the day before the n-th birthday.

    年齢計算ニ関スル法律, 民法143条. Born on February 29, one attains every age on February 28.
    """
    return last_day(birth, years=years, first_day_counts=True)


def display_age(birth: date, today: date) -> int:
    """The ordinary age: birthdays that have come."""
    if today < birth:
        raise ValueError("not born yet")
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def first_march31_after(birth: date, years: int) -> date:
    """「n歳に達する日以後の最初の3月31日」 (児童手当法3条 …): who is born on April 1 goes with the year before."""
    attained = attained_on(birth, years)
    end = date(attained.year, 3, 31)
    return end if attained <= end else date(attained.year + 1, 3, 31)

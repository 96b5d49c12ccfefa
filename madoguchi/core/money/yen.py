"""Yen: an amount of money, in the one unit that the law knows (通貨の単位及び貨幣の発行等に関する法律 2条)."""

from typing import Any, NoReturn, SupportsIndex

_INEXACT = "yen are whole: use Fraction or // and say how the rest is rounded"


class Yen(int):
    """An `int` that stays yen in sums, refuses floats, bools and other inexact company, and prints as 1,234円."""

    __slots__ = ()

    def __new__(cls, amount: int = 0) -> "Yen":
        return super().__new__(cls, _whole(amount))

    def __add__(self, other: int) -> "Yen":
        return _yen(int(self) + _whole(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> "Yen":
        return _yen(int(self) - _whole(other))

    def __rsub__(self, other: int) -> "Yen":
        return _yen(_whole(other) - int(self))

    def __mul__(self, times: int) -> "Yen":
        if isinstance(times, Yen):
            raise TypeError("yen times yen is no amount of money")
        return _yen(int(self) * _whole(times))

    __rmul__ = __mul__

    def __floordiv__(self, parts: int) -> "Yen":
        return _yen(int(self) // _whole(parts))

    def __mod__(self, parts: int) -> "Yen":
        return _yen(int(self) % _whole(parts))

    def __divmod__(self, parts: int) -> tuple["Yen", "Yen"]:
        return self // parts, self % parts

    def __truediv__(self, other: Any) -> NoReturn:
        raise TypeError(_INEXACT)

    __rtruediv__ = __truediv__

    def __neg__(self) -> "Yen":
        return _yen(-int(self))

    def __pos__(self) -> "Yen":
        return self

    def __abs__(self) -> "Yen":
        return _yen(abs(int(self)))

    def __round__(self, digits: SupportsIndex = 0) -> "Yen":
        return _yen(round(int(self), digits))

    def __repr__(self) -> str:
        return f"Yen({int(self)})"

    def __str__(self) -> str:
        return f"{int(self):,}円"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """A definition writes yen as a plain number."""
        from pydantic_core import core_schema

        number = core_schema.int_schema(strict=True)
        return core_schema.no_info_after_validator_function(
            cls, number, serialization=core_schema.plain_serializer_function_ser_schema(int)
        )


def yen(amount: int) -> Yen:
    return Yen(amount)


def format_yen(amount: int, lang: str = "ja") -> str:
    """1,234円; ¥1,234 where the page is not Japanese."""
    if lang.startswith("ja") or lang == "easy":
        return f"{int(amount):,}円"
    return f"{'-' if amount < 0 else ''}¥{abs(int(amount)):,}"


def _whole(number: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"{_INEXACT} (got {type(number).__name__})")
    return int(number)


def _yen(amount: int) -> Yen:
    """Made from what is known to be whole already."""
    return int.__new__(Yen, amount)

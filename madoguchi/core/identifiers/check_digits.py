"""The arithmetic of check digits. Each function takes the digits without the check digit and returns it."""

_MY_NUMBER = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LICENCE = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_MUNICIPALITY = (6, 5, 4, 3, 2)


def my_number(body: str) -> str:
    """個人番号 (平成26年総務省令85号 5条). A rest of 0 and of 1 give the same digit, so a few slips pass unseen."""
    rest = _weighed(body, _MY_NUMBER) % 11
    return "0" if rest <= 1 else str(11 - rest)


def resident_code(body: str) -> str:
    """住民票コード (住民基本台帳法施行規則 1条, as commonly implemented): the weights of 個人番号 over ten digits."""
    rest = _weighed(body, _MY_NUMBER[1:]) % 11
    return "0" if rest <= 1 else str(11 - rest)


def corporate_number(body: str) -> str:
    """法人番号 (平成26年財務省令70号 2条): from the right ×1, ×2, ×1 …; nine less the rest by nine."""
    return str(9 - sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(body))) % 9)


def municipality_code(body: str) -> str:
    """全国地方公共団体コード: its 検証番号, as set by 総務省 for 都道府県コード及び市区町村コード."""
    return str((11 - _weighed(body, _MUNICIPALITY) % 11) % 10)


def driving_licence(body: str) -> str:
    """運転免許証番号, first ten digits. The rule is known by practice; no publication of it is."""
    return str((11 - _weighed(body, _LICENCE) % 11) % 10)


def luhn(body: str) -> str:
    """保険者番号 (保険者番号等の設定要領): from the right ×2, ×1 …, digits added, filled up to ten."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def _weighed(body: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))

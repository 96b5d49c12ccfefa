"""Linear codes. Each function takes the text as people read it and gives an SVG whose bars are whole modules."""

import re

from madoguchi.core.typesetting.barcodes.drawing import svg
from madoguchi.core.typesetting.refusals import BadBarcode

QUIET = 10
_128 = re.findall(
    r"\d+",
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222"
    " 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321"
    " 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121"
    " 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224"
    " 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111"
    " 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113"
    " 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112",
)
_TO_C, _TO_B, _FNC1, _START_B, _START_C, _STOP = 99, 100, 102, 104, 105, 106
_NW7 = {
    "0": "0000011", "1": "0000110", "2": "0001001", "3": "1100000", "4": "0010010", "5": "1000010", "6": "0100001",
    "7": "0100100", "8": "0110000", "9": "1001000", "-": "0001100", "$": "0011000", ":": "1000101", "/": "1010001",
    ".": "1010100", "+": "0010101", "A": "0011010", "B": "0101001", "C": "0001011", "D": "0001110",
}  # fmt: skip
_FIXED = {"00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "20": 4, "41": 16}
_FIXED |= {f"{n}": 8 for n in range(11, 20)} | {f"{n}": 10 for n in range(31, 37)}
_FIELD = re.compile(r"\((\d{2,4})\)([\x21-\x27\x2a-\x7e]+)")


def code128_svg(text: str, *, module: float = 0.25, height: float = 12.0, label: str = "") -> str:
    """Printable ASCII as Code 128; runs of digits are packed in pairs. `module` and `height` in millimetres."""
    if not text or not all(" " <= c <= "~" for c in text):
        raise BadBarcode(text=text)
    return _bars(_pattern(_values([text], gs1=False)), module, height, label)


def gs1_128_svg(text: str, *, module: float = 0.19, height: float = 10.0, label: str = "") -> str:
    """Application identifiers in brackets, e.g. `(91)912345…`. FNC1 stands first and between open-ended fields."""
    fields = _FIELD.findall(text)
    if not fields or "".join(f"({ai}){value}" for ai, value in fields) != text:
        raise BadBarcode(text=text)
    if any(_FIXED.get(ai[:2], size) != size for ai, value in fields for size in [len(ai) + len(value)]):
        raise BadBarcode(text=text)
    parts = [""]
    for ai, value in fields:
        parts[-1] += ai + value
        if ai[:2] not in _FIXED:
            parts.append("")
    return _bars(_pattern(_values([p for p in parts if p], gs1=True)), module, height, label)


def nw7_svg(text: str, *, start: str = "A", stop: str = "A", module: float = 0.25, height: float = 10.0, label: str = "") -> str:
    """NW-7 (Codabar) with its start and stop letters; wide is three modules."""
    if not text or any(c not in _NW7 or c in "ABCD" for c in text) or {start, stop} - set("ABCD"):
        raise BadBarcode(text=text)
    glyphs = (_NW7[c].replace("1", "3").replace("0", "1") for c in f"{start}{text}{stop}")
    return _bars("1".join(glyphs), module, height, label)


def _values(parts: list[str], *, gs1: bool) -> list[int]:
    """Code words of the parts, FNC1 before the first (GS1) and between them; without the check word."""
    out: list[int] = []
    in_c = False
    for part in parts:
        at = 0
        if not out:
            in_c = _worth_packing(part, 0)
            out = [_START_C if in_c else _START_B] + ([_FNC1] if gs1 else [])
        else:
            out.append(_FNC1)
        while at < len(part):
            pairs = _digits(part, at) // 2
            if pairs if in_c else _worth_packing(part, at):
                if not in_c:
                    out.append(_TO_C)
                    in_c = True
                out += [int(part[i : i + 2]) for i in range(at, at + 2 * pairs, 2)]
                at += 2 * pairs
            else:
                if in_c:
                    out.append(_TO_B)
                    in_c = False
                out.append(ord(part[at]) - 32)
                at += 1
    return out


def _digits(text: str, at: int) -> int:
    found = re.compile(r"[0-9]*").match(text, at)
    return len(found.group()) if found else 0


def _worth_packing(text: str, at: int) -> bool:
    """Six digits pay anywhere, four at either end; an odd run starts with a single digit, so that pairs close it."""
    run = _digits(text, at)
    if run % 2 and at > 0:
        return False
    at_an_end = at == 0 or at + run == len(text)
    return run >= (4 if at_an_end else 6) or run == len(text) == 2


def _pattern(values: list[int]) -> str:
    check = (values[0] + sum(i * v for i, v in enumerate(values))) % 103
    return "".join(_128[v] for v in [*values, check, _STOP])


def _bars(widths: str, module: float, height: float, label: str) -> str:
    """Alternating bar and space widths, with the quiet zone on both sides."""
    tall = max(1, round(height / module))
    bars, x = [], QUIET
    for i, width in enumerate(map(int, widths)):
        if i % 2 == 0:
            bars.append((x, 0, width, tall))
        x += width
    return svg(bars, x + QUIET, tall, module, label)

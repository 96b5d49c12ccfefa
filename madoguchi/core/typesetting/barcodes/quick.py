"""QR codes: made by segno, drawn by us so that no hairlines show in print and no style attributes on pages."""

import segno

from madoguchi.core.typesetting.barcodes.drawing import svg

QUIET = 4


def qr_svg(text: str, *, module: float = 0.5, error: str = "m", label: str = "", mask: int | None = None) -> str:
    """Any text, kanji too, as QR with error correction `error` (l, m, q, h); `module` in millimetres.

    Without `mask` the best of the eight patterns is looked for, which takes five times as long. Readers take each of
    them, so whoever makes codes by the thousand, of random text, names one.
    """
    rows = [bytes(row) for row in segno.make(text, error=error, micro=False, mask=mask).matrix]
    side = len(rows) + 2 * QUIET
    bars = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x]:
                run += 1
            if row[x]:
                bars.append((x + QUIET, y + QUIET, run, 1))
            x += run
    return svg(bars, side, side, module, label)

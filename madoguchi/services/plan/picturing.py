"""Picturing: a measure's logic model as an SVG, lying for broad screens and standing for narrow ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.engines.insight.public import SCREEN
from madoguchi.services.plan.definitions.logic import STAGES, Box, Logic

NAMES = {
    "input": gettext_lazy("つぎ込むもの（インプット）"),
    "activity": gettext_lazy("すること（アクティビティ）"),
    "output": gettext_lazy("できるもの（アウトプット）"),
    "outcome": gettext_lazy("よくなること（アウトカム）"),
}
SIZE, LINE, PAD, GAP = 14, 20, 10, 14
BEGINS_NO_LINE = "、。，．・）」』ー？！"


@dataclass(frozen=True)
class Placed:
    """A box with its place on the picture."""

    box: Box
    lines: list[str]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PAD

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def picture(logic: Logic, lang: str, *, standing: bool = False) -> str:
    """Four columns side by side, or one below the other."""
    columns, width, height = _standing(logic, lang) if standing else _lying(logic, lang)
    name = f"logic-{logic.code}-{'standing' if standing else 'lying'}"
    parts = [_arrows(logic, columns, standing)]
    for stage, placed in zip(STAGES, columns, strict=True):
        first = placed[0]
        parts.append(_text(first.x, first.y - 10, [str(NAMES[stage])], "start", bold=True))
        parts += [_box(one, stage) for one in placed]
    return (
        f'<svg class="logic {"standing" if standing else "lying"}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-title {name}-desc" font-size="{SIZE}" '
        f'font-family="inherit"><title id="{name}-title">{escape(_("効果のすじ道"))}</title>'
        f'<desc id="{name}-desc">{escape(_("同じ内容を、この図の下で文で読めます。"))}</desc>{"".join(parts)}</svg>'
    )


def _lying(logic: Logic, lang: str) -> tuple[list[list[Placed]], float, float]:
    width, between, top = 212.0, 36.0, 34.0
    columns, lowest = [], 0.0
    for place, (_name, boxes) in enumerate(logic.stages()):
        column = _column(boxes, lang, place * (width + between), top, width)
        columns.append(column)
        lowest = max(lowest, column[-1].y + column[-1].height)
    return columns, 4 * width + 3 * between, lowest + 6


def _standing(logic: Logic, lang: str) -> tuple[list[list[Placed]], float, float]:
    columns, y = [], 30.0
    for _name, boxes in logic.stages():
        column = _column(boxes, lang, 14.0, y, 330.0)
        columns.append(column)
        y = column[-1].y + column[-1].height + 58
    return columns, 360.0, y - 50


def _column(boxes: Sequence[Box], lang: str, x: float, y: float, width: float) -> list[Placed]:
    placed = []
    for box in boxes:
        one = Placed(box, wrapped(box.says.in_(lang), width - 2 * PAD), x, y, width)
        placed.append(one)
        y += one.height + GAP
    return placed


def wrapped(text: str, width: float) -> list[str]:
    """Cut into lines that fit: Japanese between any two letters, but never before a full stop; Latin between words."""
    lines, line, used = [], "", 0.0
    for piece in re.findall(r"[!-~‘’“”]+ ?|.", text):
        broad = sum(SIZE if ord(letter) > 0x2E7F else SIZE * 0.56 for letter in piece.rstrip())
        if line and used + broad > width and piece[0] not in BEGINS_NO_LINE:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += broad + (SIZE * 0.3 if piece.endswith(" ") else 0)
    return [*lines, line.rstrip()]


def _box(one: Placed, stage: str) -> str:
    edge = SCREEN.good if stage == "outcome" else SCREEN.axis
    fill = SCREEN.tint if stage == "outcome" else SCREEN.box
    place = f'x="{one.x + 1:g}" y="{one.y:g}" width="{one.width - 2:g}" height="{one.height:g}"'
    rect = f'<rect {place} rx="8" fill="{fill}" stroke="{edge}"/>'
    return rect + _text(one.x + PAD, one.y + PAD + 15, one.lines, "start")


def _text(x: float, y: float, lines: Sequence[str], anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    spans = "".join(f'<tspan x="{x:g}" dy="{LINE if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    return f'<text x="{x:g}" y="{y:g}" fill="{SCREEN.text}" text-anchor="{anchor}"{weight} aria-hidden="true">{spans}</text>'


def _arrows(logic: Logic, columns: Sequence[Sequence[Placed]], standing: bool) -> str:
    """From each box to those it leads to; standing, one arrow from stage to stage, for the text says the rest."""
    parts = []
    for place, (here, there) in enumerate(pairwise(columns)):
        if standing:
            last = here[-1]
            parts.append(_arrow(180, last.y + last.height + 2, 180, there[0].y - 28, down=True))
            continue
        by_id = {one.box.id: one for one in there}
        for one in here:
            for code in logic.after(place, one.box):
                target = by_id[code]
                parts.append(_arrow(one.x + one.width, one.middle, target.x - 2, target.middle))
    return "".join(parts)


def _arrow(x1: float, y1: float, x2: float, y2: float, *, down: bool = False) -> str:
    if down:
        head, bend = f"M{x2 - 4:g} {y2 - 6:g}L{x2:g} {y2:g}L{x2 + 4:g} {y2 - 6:g}", f"M{x1:g} {y1:g}L{x2:g} {y2:g}"
    else:
        head = f"M{x2 - 6:g} {y2 - 4:g}L{x2:g} {y2:g}L{x2 - 6:g} {y2 + 4:g}"
        bend = f"M{x1:g} {y1:g}C{x1 + 18:g} {y1:g} {x2 - 18:g} {y2:g} {x2:g} {y2:g}"
    stroke = f'fill="none" stroke="{SCREEN.axis}"'
    return f'<path d="{bend}" {stroke}/><path d="{head}" {stroke} stroke-width="1.5"/>'

"""The door of insight."""

from madoguchi.engines.insight.charts.palette import PAPER, SCREEN, Palette
from madoguchi.engines.insight.charts.scale import top_of
from madoguchi.engines.insight.charts.svg import chart
from madoguchi.engines.insight.definitions import Break, Direction, Every, Indicator, Point, Printed, Target
from madoguchi.engines.insight.periods import amount, number, period_name
from madoguchi.engines.insight.readings import Reading, read

__all__ = [
    "PAPER",
    "SCREEN",
    "Break",
    "Direction",
    "Every",
    "Indicator",
    "Palette",
    "Point",
    "Printed",
    "Reading",
    "Target",
    "amount",
    "chart",
    "number",
    "period_name",
    "read",
    "top_of",
]

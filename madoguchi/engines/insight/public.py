"""The door of insight."""

from madoguchi.engines.insight.charts.palette import PAPER, SCREEN, Palette
from madoguchi.engines.insight.charts.scale import top_of
from madoguchi.engines.insight.charts.svg import chart
from madoguchi.engines.insight.counting.live import Live, counts_shown, live_of, year_parts
from madoguchi.engines.insight.counting.protecting import Parts
from madoguchi.engines.insight.definitions import PERIODS, Break, Counts, Direction, Every, Indicator, Point, Printed, Target
from madoguchi.engines.insight.flow.asking import SMALL, Asked, CaseSums, Overview, Variant, overview, protected
from madoguchi.engines.insight.flow.counting import months_back
from madoguchi.engines.insight.flow.log.forms import FORMS as LOG_FORMS
from madoguchi.engines.insight.flow.log.forms import export_log
from madoguchi.engines.insight.flow.log.walking import LogAsked
from madoguchi.engines.insight.flow.process import PROCESSES, Effect, Move, Process, Step, register_process
from madoguchi.engines.insight.flow.savings import CorrectionSaving, Rescue, StepSaving, rescues, savings
from madoguchi.engines.insight.periods import amount, number, period_name
from madoguchi.engines.insight.readings import Reading, read

__all__ = [
    "LOG_FORMS",
    "PAPER",
    "PERIODS",
    "PROCESSES",
    "SCREEN",
    "SMALL",
    "Asked",
    "Break",
    "CaseSums",
    "CorrectionSaving",
    "Counts",
    "Direction",
    "Effect",
    "Every",
    "Indicator",
    "LogAsked",
    "Move",
    "Overview",
    "Live",
    "Palette",
    "Parts",
    "Point",
    "Printed",
    "Process",
    "Reading",
    "Rescue",
    "Step",
    "StepSaving",
    "Target",
    "Variant",
    "amount",
    "chart",
    "export_log",
    "months_back",
    "counts_shown",
    "live_of",
    "number",
    "overview",
    "period_name",
    "protected",
    "read",
    "register_process",
    "rescues",
    "savings",
    "top_of",
    "year_parts",
]

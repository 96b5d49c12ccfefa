"""The door of insight."""

from madoguchi.engines.insight.definitions import Break, Direction, Every, Indicator, Point, Printed, Target

__all__ = ["Break", "Direction", "Every", "Indicator", "Point", "Printed", "Target"]

"""The door of limits."""

from madoguchi.core.limits.counting import COUNTER, Counter, Standing

__all__ = ["COUNTER", "Counter", "Standing"]

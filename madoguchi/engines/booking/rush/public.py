"""The door of the queue before booking; others reach it as `booking.rush`."""

from madoguchi.engines.booking.rush.entering import Turn, forget, is_rush, take_number, turn_of

__all__ = ["Turn", "forget", "is_rush", "take_number", "turn_of"]

"""The door of the queue before booking; others reach it as `booking.rush`."""

from madoguchi.engines.booking.rush.crowd import Crowd
from madoguchi.engines.booking.rush.entering import Turn, forget, is_running, is_rush, take_number, turn_of
from madoguchi.engines.booking.rush.load import LOAD
from madoguchi.engines.booking.rush.momentary import Momentary

__all__ = ["LOAD", "Crowd", "Momentary", "Turn", "forget", "is_running", "is_rush", "take_number", "turn_of"]

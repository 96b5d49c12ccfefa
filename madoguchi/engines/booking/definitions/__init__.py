"""What a city may say about booking in YAML. The published schema and the manual are made from these classes."""

from madoguchi.engines.booking.definitions.bookable import Bookable, Purpose
from madoguchi.engines.booking.definitions.opening import Exceptional, Lead, Opening, Track
from madoguchi.engines.booking.definitions.resource import Need, Resource
from madoguchi.engines.booking.definitions.rules import Asking, Fee, Limits, Nursery, Who

__all__ = [
    "Asking",
    "Bookable",
    "Exceptional",
    "Fee",
    "Lead",
    "Limits",
    "Need",
    "Nursery",
    "Opening",
    "Purpose",
    "Resource",
    "Track",
    "Who",
]

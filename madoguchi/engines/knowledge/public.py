"""The door of knowledge.

from madoguchi.engines.knowledge import public as knowledge
"""

from madoguchi.engines.knowledge.definitions.crisis import Crisis
from madoguchi.engines.knowledge.definitions.saying import Sayings, Synonyms
from madoguchi.engines.knowledge.definitions.topic import Topic
from madoguchi.engines.knowledge.queries import Answer, Letter, Result, entries, from_a_to_z, help_for, search
from madoguchi.engines.knowledge.sources import SOURCES, Entry, findable, findable_definitions, stamp_of, texts_of

__all__ = [
    "Answer",
    "Crisis",
    "Entry",
    "Letter",
    "Result",
    "SOURCES",
    "Sayings",
    "Synonyms",
    "Topic",
    "entries",
    "findable",
    "findable_definitions",
    "from_a_to_z",
    "help_for",
    "search",
    "stamp_of",
    "texts_of",
]

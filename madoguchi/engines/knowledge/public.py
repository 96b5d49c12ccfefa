"""The door of knowledge.

from madoguchi.engines.knowledge import public as knowledge
"""

from madoguchi.engines.knowledge.actions.keep import checklists_of, keep_checklist, open_checklist, own_checklist, tick
from madoguchi.engines.knowledge.actions.note import note_vain, searches_in_vain
from madoguchi.engines.knowledge.definitions.crisis import Crisis
from madoguchi.engines.knowledge.definitions.saying import Sayings, Synonyms
from madoguchi.engines.knowledge.definitions.topic import Topic
from madoguchi.engines.knowledge.models import Checklist, SearchInVain
from madoguchi.engines.knowledge.paths import Plan, asked, next_question, plan_of
from madoguchi.engines.knowledge.queries import Answer, Letter, Result, entries, from_a_to_z, help_for, search
from madoguchi.engines.knowledge.sources import SOURCES, Entry, findable, findable_definitions, stamp_of, texts_of

__all__ = [
    "Answer",
    "Checklist",
    "Crisis",
    "Entry",
    "Letter",
    "Plan",
    "Result",
    "SOURCES",
    "Sayings",
    "SearchInVain",
    "Synonyms",
    "Topic",
    "asked",
    "checklists_of",
    "entries",
    "findable",
    "findable_definitions",
    "from_a_to_z",
    "help_for",
    "keep_checklist",
    "next_question",
    "note_vain",
    "open_checklist",
    "own_checklist",
    "plan_of",
    "search",
    "searches_in_vain",
    "stamp_of",
    "texts_of",
    "tick",
]

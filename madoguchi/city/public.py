"""The door of the city: definitions for the rooms, what is in force for everybody.

from madoguchi.city import public as city
"""

from madoguchi.city.actions.load import DeskChanged, FolderHasErrors, load_folder
from madoguchi.city.actions.publish import NotPublishable, publish, publish_all, retire, tried
from madoguchi.city.definitions.calendar import Calendar
from madoguchi.city.definitions.city import CityInfo
from madoguchi.city.definitions.department import Department
from madoguchi.city.definitions.hours import Hours
from madoguchi.city.definitions.life_event import LifeEvent, Question, Todo
from madoguchi.city.definitions.word import Word
from madoguchi.city.differences import path_lines, register_meaning, register_slim
from madoguchi.city.examples import Coverage, Example, Run, run_examples
from madoguchi.city.findings import Finding, Found, Level, Mistake, Path, error, hint, near, spell, warning
from madoguchi.city.folder import read_folder
from madoguchi.city.marks import Map, Seq, rewrite
from madoguchi.city.models import Change, Load, Publication, Version
from madoguchi.city.models.version import without_text
from madoguchi.city.queries import (
    NotDefined,
    all_defined,
    at_one_moment,
    city,
    closed_days,
    current,
    current_all,
    defined,
    department,
    departments,
    digests,
    first_published,
    hours_on,
    publications_seen,
    version_by_key,
    version_of,
    written_all,
)
from madoguchi.city.reading import validate
from madoguchi.city.reference import reference_markdown, undescribed_keys
from madoguchi.city.roots import (
    Code,
    Definition,
    Part,
    definition_root,
    register_check,
    register_resolver,
    register_tester,
)
from madoguchi.city.text import LANGUAGES, Text
from madoguchi.city.world import Document, World
from madoguchi.city.yaml_reader import read_yaml
from madoguchi.city.yaml_writer import write_yaml

__all__ = [
    "Calendar",
    "Change",
    "CityInfo",
    "Code",
    "Coverage",
    "Definition",
    "Department",
    "DeskChanged",
    "Document",
    "Example",
    "Finding",
    "FolderHasErrors",
    "Found",
    "Hours",
    "LANGUAGES",
    "Level",
    "LifeEvent",
    "Load",
    "Map",
    "Mistake",
    "NotDefined",
    "NotPublishable",
    "Part",
    "Path",
    "Publication",
    "Question",
    "Run",
    "Seq",
    "Text",
    "Todo",
    "Version",
    "Word",
    "World",
    "all_defined",
    "at_one_moment",
    "city",
    "closed_days",
    "current",
    "current_all",
    "defined",
    "definition_root",
    "department",
    "departments",
    "digests",
    "error",
    "first_published",
    "hint",
    "hours_on",
    "load_folder",
    "near",
    "publications_seen",
    "path_lines",
    "publish",
    "publish_all",
    "read_yaml",
    "run_examples",
    "read_folder",
    "reference_markdown",
    "register_check",
    "register_meaning",
    "register_resolver",
    "register_slim",
    "register_tester",
    "retire",
    "rewrite",
    "spell",
    "tried",
    "undescribed_keys",
    "validate",
    "version_by_key",
    "version_of",
    "warning",
    "without_text",
    "written_all",
    "write_yaml",
]

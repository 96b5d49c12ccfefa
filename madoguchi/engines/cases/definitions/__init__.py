"""What a city may say about a procedure in YAML: what is asked (forms), and what becomes of the answers (here)."""

from madoguchi.engines.cases.definitions.about import (
    Applicant,
    Facts,
    Filer,
    FilerKind,
    ForAnswers,
    FormMapping,
    Mark,
    Path,
    Pittari,
)
from madoguchi.engines.cases.definitions.deadline import Deadline
from madoguchi.engines.cases.definitions.examples import Decided, ExampleCase, Expected
from madoguchi.engines.cases.definitions.kinds import AppealBody, Assurance, Kind
from madoguchi.engines.cases.definitions.outcome import Decide, EachDecided, Follows, Results, Validity
from madoguchi.engines.cases.definitions.procedure import Procedure

__all__ = [
    "AppealBody",
    "Applicant",
    "Assurance",
    "Deadline",
    "Decide",
    "Decided",
    "EachDecided",
    "ExampleCase",
    "Expected",
    "Facts",
    "Filer",
    "FilerKind",
    "FormMapping",
    "Follows",
    "ForAnswers",
    "Kind",
    "Mark",
    "Path",
    "Pittari",
    "Procedure",
    "Results",
    "Validity",
]

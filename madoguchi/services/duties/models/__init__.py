from madoguchi.services.duties.models.assessment import Assessment, Level
from madoguchi.services.duties.models.disposal import Disposal, DisposalList, LeftOut, Verdict
from madoguchi.services.duties.models.leak import Leak, LeakPerson, LeakReport
from madoguchi.services.duties.models.preservation import Preservation, Why
from madoguchi.services.duties.models.publication import Publication

__all__ = [
    "Assessment",
    "Disposal",
    "DisposalList",
    "Leak",
    "LeakPerson",
    "LeakReport",
    "LeftOut",
    "Level",
    "Preservation",
    "Publication",
    "Verdict",
    "Why",
]

"""The door of duties: what the demo and the tests of the whole use."""

from madoguchi.services.duties.keeping.carry_out import answered, carry_out, dispose
from madoguchi.services.duties.keeping.hold import GoneAlready, hold, let_go
from madoguchi.services.duties.keeping.propose import due, propose
from madoguchi.services.duties.models import Disposal, DisposalList, Preservation

__all__ = [
    "Disposal",
    "DisposalList",
    "GoneAlready",
    "Preservation",
    "answered",
    "carry_out",
    "dispose",
    "due",
    "hold",
    "let_go",
    "propose",
]

"""The door of audit."""

from madoguchi.core.audit.chain import Problem, canonical, seal_batch, verify
from madoguchi.core.audit.codes import NotACode, only_codes
from madoguchi.core.audit.models import Entry, Seal
from madoguchi.core.audit.noting import listed, looked, note
from madoguchi.core.audit.queries import done_on_behalf_of, entries_of, head, oldest_unsealed

__all__ = [
    "Entry",
    "NotACode",
    "Problem",
    "Seal",
    "canonical",
    "done_on_behalf_of",
    "entries_of",
    "head",
    "listed",
    "looked",
    "note",
    "oldest_unsealed",
    "only_codes",
    "seal_batch",
    "verify",
]

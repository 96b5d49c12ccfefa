"""The door of audit."""

from madoguchi.core.audit.anchoring import anchor, file_of_anchors, verify_anchors
from madoguchi.core.audit.chain import Problem, canonical, seal_batch, verify
from madoguchi.core.audit.codes import NotACode, only_codes
from madoguchi.core.audit.exporting import EXPORT, Export, note_export
from madoguchi.core.audit.models import Anchor, Entry, Seal
from madoguchi.core.audit.noting import listed, looked, note
from madoguchi.core.audit.queries import (
    done_on_behalf_of,
    entries_of,
    head,
    looked_at_between,
    looks_at_any,
    looks_in,
    looks_of,
    oldest_unsealed,
    sealed_after,
)

__all__ = [
    "EXPORT",
    "Anchor",
    "Entry",
    "Export",
    "NotACode",
    "Problem",
    "Seal",
    "anchor",
    "canonical",
    "done_on_behalf_of",
    "entries_of",
    "file_of_anchors",
    "head",
    "listed",
    "looked",
    "looked_at_between",
    "looks_at_any",
    "looks_in",
    "looks_of",
    "note",
    "note_export",
    "oldest_unsealed",
    "only_codes",
    "seal_batch",
    "sealed_after",
    "verify",
    "verify_anchors",
]

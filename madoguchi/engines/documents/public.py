"""The door of documents.

from madoguchi.engines.documents import public as documents
"""

from madoguchi.engines.documents.actions.await_names import await_names
from madoguchi.engines.documents.actions.forget import forget_subject
from madoguchi.engines.documents.actions.issue import NoWording, Order, issue, issue_all, issue_or_wait
from madoguchi.engines.documents.actions.revoke import AlreadyRevoked, BadReplacement, revoke
from madoguchi.engines.documents.actions.solve import (
    AlreadySolved,
    StillMissing,
    SubstituteMissing,
    SubstituteNeedsReason,
    solve_by_font,
    solve_by_substitute,
)
from madoguchi.engines.documents.checks import needed_values, words_of_notice
from madoguchi.engines.documents.definitions import NoticeText
from madoguchi.engines.documents.events import DocumentIssued, DocumentRevoked, NamesAwaited, NamesSolved
from madoguchi.engines.documents.filling import BadPlace, UnknownName, fill, names_in
from madoguchi.engines.documents.models import (
    Document,
    How,
    NameIssue,
    NameSolution,
    Numbering,
    Revocation,
    SealMark,
    WhyRevoked,
)
from madoguchi.engines.documents.queries import (
    Verified,
    for_subjects,
    gaps,
    is_unchanged,
    names_waiting,
    read,
    register_of,
    verify,
)
from madoguchi.engines.documents.remedies import BODIES, UnknownBody, remedies_for
from madoguchi.engines.documents.seals import NoSealInDemo, SealMissing
from madoguchi.engines.documents.sheets import ADDRESS, LETTER, NOTICE, VERIFY
from madoguchi.engines.documents.substitutes import suggestion
from madoguchi.engines.documents.tokens import shown_token
from madoguchi.engines.documents.values import STANDARD

__all__ = [
    "ADDRESS", "BODIES", "LETTER", "NOTICE", "STANDARD", "VERIFY", "AlreadyRevoked", "AlreadySolved", "BadPlace",
    "BadReplacement", "Document", "DocumentIssued", "DocumentRevoked", "How", "NameIssue", "NameSolution",
    "NamesAwaited", "NamesSolved", "NoSealInDemo", "NoWording", "NoticeText", "Numbering", "Order", "Revocation", "SealMark",
    "SealMissing", "StillMissing", "SubstituteMissing", "SubstituteNeedsReason", "UnknownBody", "UnknownName",
    "Verified", "WhyRevoked", "await_names", "fill", "for_subjects", "gaps", "is_unchanged", "issue", "issue_all", "issue_or_wait",
    "names_in", "names_waiting", "needed_values", "read", "register_of", "remedies_for", "revoke", "shown_token",
    "solve_by_font", "forget_subject", "solve_by_substitute", "suggestion", "verify", "words_of_notice",
]  # fmt: skip

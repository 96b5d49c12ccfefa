from madoguchi.engines.documents.models.document import Document, SealMark
from madoguchi.engines.documents.models.name_issue import How, NameIssue, NameSolution
from madoguchi.engines.documents.models.numbering import Numbering
from madoguchi.engines.documents.models.revocation import Revocation, WhyRevoked

__all__ = ["Document", "How", "NameIssue", "NameSolution", "Numbering", "Revocation", "SealMark", "WhyRevoked"]

from madoguchi.services.authoring.models.manuscript import Manuscript
from madoguchi.services.authoring.models.remark import Remark
from madoguchi.services.authoring.models.revision import Revision
from madoguchi.services.authoring.models.submission import Asking, Submission
from madoguchi.services.authoring.models.typing import Typing

__all__ = ["Asking", "Manuscript", "Remark", "Revision", "Submission", "Typing"]

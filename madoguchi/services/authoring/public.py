"""The door of authoring: what the demo and tests of the whole use."""

from madoguchi.services.authoring.actions.begin import begin_blank, begin_change, begin_copy, begin_from_paper, begin_old
from madoguchi.services.authoring.actions.submit import discard, publish_due, submit, take_back
from madoguchi.services.authoring.models import Manuscript, Remark, Revision, Submission

__all__ = [
    "Manuscript",
    "Remark",
    "Revision",
    "Submission",
    "begin_blank",
    "begin_change",
    "begin_copy",
    "begin_from_paper",
    "begin_old",
    "discard",
    "publish_due",
    "submit",
    "take_back",
]

from madoguchi.services.plan.models.closed_year import ClosedYear
from madoguchi.services.plan.models.evaluation import Evaluation, Outcome
from madoguchi.services.plan.models.meeting import AgendaItem, Decision, FollowUp, Meeting
from madoguchi.services.plan.models.report import Report, Review
from madoguchi.services.plan.models.statement import PublicMeeting, Statement
from madoguchi.services.plan.models.task import Task, TaskAnswer

__all__ = [
    "AgendaItem",
    "ClosedYear",
    "Decision",
    "Evaluation",
    "FollowUp",
    "Meeting",
    "Outcome",
    "PublicMeeting",
    "Report",
    "Review",
    "Statement",
    "Task",
    "TaskAnswer",
]

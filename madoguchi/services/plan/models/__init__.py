from madoguchi.services.plan.models.closed_year import ClosedYear
from madoguchi.services.plan.models.evaluation import Evaluation, Outcome
from madoguchi.services.plan.models.meeting import (
    AgendaItem,
    Agreement,
    AgreementOutcome,
    Decision,
    FollowUp,
    Meeting,
    Paper,
    Withheld,
)
from madoguchi.services.plan.models.report import Report, Review
from madoguchi.services.plan.models.statement import PublicMeeting, PublicPaper, Statement
from madoguchi.services.plan.models.task import Task, TaskAnswer

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementOutcome",
    "ClosedYear",
    "Decision",
    "Evaluation",
    "FollowUp",
    "Meeting",
    "Outcome",
    "Paper",
    "PublicMeeting",
    "PublicPaper",
    "Report",
    "Review",
    "Statement",
    "Task",
    "TaskAnswer",
    "Withheld",
]

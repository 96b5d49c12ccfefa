"""The door of approvals."""

from madoguchi.engines.approvals.actions.answering import AlreadyAnswered
from madoguchi.engines.approvals.actions.approve import OwnDraft, approve
from madoguchi.engines.approvals.actions.request_approval import AlreadyRequested, request_approval
from madoguchi.engines.approvals.actions.send_back import SendingBackNeedsReason, send_back
from madoguchi.engines.approvals.actions.withdraw import withdraw
from madoguchi.engines.approvals.events import ApprovalRequested, ApprovalWithdrawn, Approved, SentBack
from madoguchi.engines.approvals.models import Answer, Approval, Verdict
from madoguchi.engines.approvals.queries import history_of, open_approval, queue, waiting_for
from madoguchi.engines.approvals.routes import ROUTES, SUBJECTS, Route, Subject

__all__ = [
    "AlreadyAnswered",
    "AlreadyRequested",
    "Answer",
    "Approval",
    "ApprovalRequested",
    "ApprovalWithdrawn",
    "Approved",
    "OwnDraft",
    "ROUTES",
    "Route",
    "SUBJECTS",
    "SendingBackNeedsReason",
    "SentBack",
    "Subject",
    "Verdict",
    "approve",
    "history_of",
    "open_approval",
    "queue",
    "request_approval",
    "send_back",
    "waiting_for",
    "withdraw",
]

from madoguchi.engines.cases.models.absence import Absence
from madoguchi.engines.cases.models.application import Application, ApplicationFile, ApplicationSecret, Source
from madoguchi.engines.cases.models.assignment import Assignment
from madoguchi.engines.cases.models.attachment import LaterAttachment
from madoguchi.engines.cases.models.batch import Batch, BatchItem
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.models.completion import Completion, Withdrawal
from madoguchi.engines.cases.models.correction import Correction, CorrectionItem, Ending
from madoguchi.engines.cases.models.decision import Decision, Outcome
from madoguchi.engines.cases.models.expiry import ExpiryReminder
from madoguchi.engines.cases.models.extension import Extension
from madoguchi.engines.cases.models.filing import FiledBy, Filing
from madoguchi.engines.cases.models.grant import Grant
from madoguchi.engines.cases.models.identity import IdentityCheck, Method
from madoguchi.engines.cases.models.lent import LentAnswers
from madoguchi.engines.cases.models.limit import DigestKey, LimitAccount, LimitUse
from madoguchi.engines.cases.models.link import CaseLink
from madoguchi.engines.cases.models.memo import Memo
from madoguchi.engines.cases.models.message import Message
from madoguchi.engines.cases.models.note import Note
from madoguchi.engines.cases.models.notification import Notification
from madoguchi.engines.cases.models.proposal import Proposal
from madoguchi.engines.cases.models.revision import Revision
from madoguchi.engines.cases.models.run import Run, RunLetter, RunMember, RunRound
from madoguchi.engines.cases.models.saved_view import SavedView
from madoguchi.engines.cases.models.search_key import SearchKey
from madoguchi.engines.cases.models.signature import Signature, SignatureMatch, SignatureState, SigningRequest
from madoguchi.engines.cases.models.standing import Standing, State, WaitsFor
from madoguchi.engines.cases.models.steps import Intake, Review
from madoguchi.engines.cases.models.tally import FormDownload, Tally
from madoguchi.engines.cases.models.transfer import Transfer

__all__ = [
    "Absence",
    "Application",
    "ApplicationFile",
    "ApplicationSecret",
    "Assignment",
    "Batch",
    "BatchItem",
    "Case",
    "Completion",
    "Correction",
    "CorrectionItem",
    "Decision",
    "Ending",
    "IdentityCheck",
    "Intake",
    "LaterAttachment",
    "Memo",
    "Message",
    "Method",
    "Note",
    "Notification",
    "Outcome",
    "Proposal",
    "Review",
    "Revision",
    "Run",
    "RunLetter",
    "RunMember",
    "RunRound",
    "SavedView",
    "SearchKey",
    "Signature",
    "SignatureMatch",
    "SignatureState",
    "SigningRequest",
    "Source",
    "FormDownload",
    "Standing",
    "Tally",
    "State",
    "WaitsFor",
    "Withdrawal",
    "ExpiryReminder",
    "Extension",
    "FiledBy",
    "Filing",
    "Grant",
    "DigestKey",
    "LentAnswers",
    "LimitAccount",
    "LimitUse",
    "CaseLink",
    "Transfer",
]

from madoguchi.engines.approvals.models.answer import Agreement, Answer, SendingBack, Verdict, Withdrawal
from madoguchi.engines.approvals.models.approval import Approval

__all__ = ["Agreement", "Answer", "Approval", "SendingBack", "Verdict", "Withdrawal"]

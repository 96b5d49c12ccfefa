"""種別: what sort of act a procedure is, and what follows from that."""

from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """種別: what sort of act it is. An application and a claim (申請・請求) receive a disposition (処分); a notification
    (届出) is received, an offer (申出) acknowledged, an inquiry (照会) answered.
    """

    APPLICATION = "application"
    CLAIM = "claim"
    NOTIFICATION = "notification"
    OFFER = "offer"
    INQUIRY = "inquiry"

    @property
    def is_answered(self) -> bool:
        """Whether it ends in a decision (決定) that is drafted and agreed to, and not in a receipt."""
        return self in {Kind.APPLICATION, Kind.CLAIM}

    @property
    def ends_in(self) -> str:
        """How a case of this kind ends when nothing stands in the way: an `Outcome`."""
        return {Kind.NOTIFICATION: "accepted", Kind.OFFER: "acknowledged", Kind.INQUIRY: "answered"}.get(self, "granted")


AppealBody = Literal[
    "mayor",
    "prefecture",
    "care-board",
    "health-insurance-board",
    "elderly-care-board",
    "board-of-education",
    "legal-affairs-bureau",
    "none",
]
Assurance = Literal["none", "account", "authenticate", "sign"]
Unsigned = Literal["wait", "flag"]

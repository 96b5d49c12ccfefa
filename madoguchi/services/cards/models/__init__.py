from madoguchi.services.cards.models.expiry_file import ExpiryFile, LineError
from madoguchi.services.cards.models.figure import IssueFigure
from madoguchi.services.cards.models.invitation import Invitation
from madoguchi.services.cards.models.renewal import FollowUp, Renewal, Told, What

__all__ = ["ExpiryFile", "FollowUp", "Invitation", "IssueFigure", "LineError", "Renewal", "Told", "What"]

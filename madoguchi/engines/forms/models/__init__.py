from madoguchi.engines.forms.models.attachment import DraftFile, LaterMark
from madoguchi.engines.forms.models.draft import Draft, Holder
from madoguchi.engines.forms.models.help import Help
from madoguchi.engines.forms.models.page import DraftPage
from madoguchi.engines.forms.models.parked import Parked
from madoguchi.engines.forms.models.secret import DraftSecret

__all__ = ["Draft", "DraftFile", "DraftPage", "DraftSecret", "Help", "Holder", "LaterMark", "Parked"]

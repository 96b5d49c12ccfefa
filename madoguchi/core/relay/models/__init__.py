from madoguchi.core.relay.models.incoming import Incoming
from madoguchi.core.relay.models.line import Line
from madoguchi.core.relay.models.outgoing import Outgoing
from madoguchi.core.relay.models.request import SeenRequest

__all__ = ["Incoming", "Line", "Outgoing", "SeenRequest"]

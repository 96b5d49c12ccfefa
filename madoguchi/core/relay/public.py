"""The door of the relay."""

from madoguchi.core.relay.calling import Round, call_once
from madoguchi.core.relay.crossings import CROSSINGS, Crossing, Gone, Said, crosses
from madoguchi.core.relay.enclosures import Taken, Writing
from madoguchi.core.relay.exchange import LARGEST, Reply, answer
from madoguchi.core.relay.guard import WrongSide
from madoguchi.core.relay.health import State, state
from madoguchi.core.relay.health import relay as findings
from madoguchi.core.relay.incoming import Declined, take_waiting
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.relay.outgoing import heard, is_unheard, note_crossing, seal_waiting
from madoguchi.core.relay.rows import letters, raw_of, said_of, values_of

__all__ = [
    "CROSSINGS",
    "LARGEST",
    "Crossing",
    "Declined",
    "Gone",
    "Incoming",
    "Outgoing",
    "Reply",
    "Round",
    "Said",
    "State",
    "Taken",
    "Writing",
    "WrongSide",
    "answer",
    "call_once",
    "crosses",
    "findings",
    "heard",
    "is_unheard",
    "letters",
    "note_crossing",
    "raw_of",
    "said_of",
    "seal_waiting",
    "state",
    "take_waiting",
    "values_of",
]

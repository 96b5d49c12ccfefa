"""The door of the relay."""

from madoguchi.core.relay.asking import QUESTIONS, SaidNo, answers, ask_public, is_up
from madoguchi.core.relay.calling import Round, call_once
from madoguchi.core.relay.crossings import CROSSINGS, Crossing, Gone, Said, crosses
from madoguchi.core.relay.enclosures import Taken, Writing
from madoguchi.core.relay.exchange import LARGEST, Reply, answer
from madoguchi.core.relay.guard import WrongSide
from madoguchi.core.relay.health import State, state
from madoguchi.core.relay.health import relay as findings
from madoguchi.core.relay.incoming import Declined, take_waiting
from madoguchi.core.relay.keys import fresh_keys
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.relay.outgoing import heard, is_unheard, note_crossing, seal_waiting
from madoguchi.core.relay.refusals import RelayRefused
from madoguchi.core.relay.rows import letters, raw_of, said_of, values_of
from madoguchi.core.relay.word import has_word

__all__ = [
    "CROSSINGS",
    "Crossing",
    "Declined",
    "Gone",
    "Incoming",
    "LARGEST",
    "Outgoing",
    "QUESTIONS",
    "RelayRefused",
    "Reply",
    "Round",
    "Said",
    "SaidNo",
    "State",
    "Taken",
    "Writing",
    "WrongSide",
    "answer",
    "answers",
    "ask_public",
    "call_once",
    "crosses",
    "findings",
    "fresh_keys",
    "has_word",
    "heard",
    "is_unheard",
    "is_up",
    "letters",
    "note_crossing",
    "raw_of",
    "said_of",
    "seal_waiting",
    "state",
    "take_waiting",
    "values_of",
]

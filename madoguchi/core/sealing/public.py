"""The door of sealing."""

from madoguchi.core.sealing.keys import destroy, fresh_key, new_key, plain_of, rewrap_all, take_key
from madoguchi.core.sealing.letters import close_letter, open_letter
from madoguchi.core.sealing.marks import mark, marks, unveil, veil
from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.office import fresh_pair, private_keys, public_key
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.ring import decoded
from madoguchi.core.sealing.sealing import seal, seal_json, unseal, unseal_json
from madoguchi.core.sealing.streaming import seal_stream, unseal_stream

__all__ = [
    "DataKey",
    "Unreadable",
    "close_letter",
    "decoded",
    "destroy",
    "fresh_key",
    "fresh_pair",
    "mark",
    "marks",
    "new_key",
    "open_letter",
    "plain_of",
    "private_keys",
    "public_key",
    "rewrap_all",
    "seal",
    "seal_json",
    "seal_stream",
    "take_key",
    "unseal",
    "unseal_json",
    "unseal_stream",
    "unveil",
    "veil",
]

"""The door of sealing."""

from madoguchi.core.sealing.keys import destroy, new_key, rewrap_all
from madoguchi.core.sealing.marks import mark, marks, unveil, veil
from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.sealing import seal, seal_json, unseal, unseal_json
from madoguchi.core.sealing.streaming import seal_stream, unseal_stream

__all__ = [
    "DataKey",
    "Unreadable",
    "destroy",
    "mark",
    "marks",
    "new_key",
    "rewrap_all",
    "seal",
    "seal_json",
    "seal_stream",
    "unseal",
    "unseal_json",
    "unseal_stream",
    "unveil",
    "veil",
]

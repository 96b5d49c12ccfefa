from madoguchi.core.audit.models.anchor import Anchor
from madoguchi.core.audit.models.entry import Entry
from madoguchi.core.audit.models.seal import Seal, Sealer

__all__ = ["Anchor", "Entry", "Seal", "Sealer"]

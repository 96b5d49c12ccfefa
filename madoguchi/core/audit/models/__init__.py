from madoguchi.core.audit.models.entry import Entry
from madoguchi.core.audit.models.seal import Seal, Sealer

__all__ = ["Entry", "Seal", "Sealer"]

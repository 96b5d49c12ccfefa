from madoguchi.engines.knowledge.models.checklist import Checklist
from madoguchi.engines.knowledge.models.vain import SearchInVain

__all__ = ["Checklist", "SearchInVain"]

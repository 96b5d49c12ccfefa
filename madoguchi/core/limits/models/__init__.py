from madoguchi.core.limits.models.taken import Taken

__all__ = ["Taken"]

from madoguchi.core.once.models.asked import Asked

__all__ = ["Asked"]

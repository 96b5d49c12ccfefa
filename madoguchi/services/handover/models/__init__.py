from madoguchi.services.handover.models.batch import Batch, Line, LineState

__all__ = ["Batch", "Line", "LineState"]

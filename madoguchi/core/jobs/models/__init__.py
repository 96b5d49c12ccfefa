from madoguchi.core.jobs.models.job import Job, State
from madoguchi.core.jobs.models.periodic import Periodic

__all__ = ["Job", "Periodic", "State"]

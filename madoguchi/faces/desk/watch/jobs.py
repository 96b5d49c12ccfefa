"""Proving the whole chain takes long where there is much of it: a job does it, and its outcome is the job's."""

from madoguchi.core.acting import SYSTEM
from madoguchi.core.audit import public as audit
from madoguchi.core.jobs.public import GiveUp, moment, task


@task(queue_name="slow", max_attempts=3, slow_after=3600)
def verify_whole() -> None:
    """Recompute every seal. Ends dead, with the first problem as its reason, where something was changed."""
    problems = audit.verify()
    audit.note("audit.verified", by=SYSTEM, at=moment(), data={"whole": True, "problems": len(problems)})
    if problems:
        raise GiveUp(problems[0].sentence)

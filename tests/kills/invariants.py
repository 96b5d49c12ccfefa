"""What must be true whatever was killed: printed as sentences of what is wrong, nothing when all is well.

python -m tests.kills.invariants LEDGER
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from django.db.models import Count

from madoguchi.core.audit.public import verify
from madoguchi.core.jobs.public import Job
from madoguchi.core.jobs.public import State as JobState
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import differing
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages


def wrong(ledger: list[str]) -> Iterator[str]:
    """No half case, no lost application, one Notice and one Delivery a channel."""
    numbers = set(cases.Application.objects.values_list("number", flat=True))
    yield from (f"application {number} was promised and is lost" for number in ledger if number not in numbers)
    yield from (f"application {a.number} has no case" for a in cases.Application.objects.filter(case=None))
    for case in cases.Case.objects.annotate(n=Count("decisions")).filter(n__gt=1):
        yield f"case {case.number} was decided twice"
    for decision in cases.Decision.objects.filter(notification=None):
        yield f"decision {decision.id} has no notification"
    for notification in cases.Notification.objects.filter(given_at=None, waits_for=""):
        yield f"notification of {notification.decision_id} was never given"
    for notice in messages.Notice.objects.annotate(n=Count("deliveries")).exclude(n=1):
        yield f"notice {notice.id} has {notice.n} deliveries"
    told, of_cases = cases.Notification.objects.exclude(given_at=None), messages.Notice.objects.filter(subject_kind="case")
    if told.count() != of_cases.count() or set(told.values_list("notice", flat=True)) != set(of_cases.values_list("pk", flat=True)):
        yield f"{told.count()} notifications given, {of_cases.count()} notices"
    issued, noticed = documents.Document.objects.count(), messages.Notice.objects.count()
    if issued != noticed:
        yield f"{issued} documents, {noticed} notices"
    yield from (f"standing of {case.number} is {is_}, should be {should}" for case, is_, should in differing())
    yield from (f"audit: {problem}" for problem in verify())
    for job in Job.objects.filter(state=JobState.DEAD):
        yield f"job {job} is dead: {job.reason}"


def main() -> None:
    ledger = Path(sys.argv[1]).read_text(encoding="utf-8").split() if Path(sys.argv[1]).exists() else []
    found = list(wrong(ledger))
    print("\n".join(found))
    print(f"{len(ledger)} promised, {cases.Case.objects.count()} cases, {cases.Decision.objects.count()} decided", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

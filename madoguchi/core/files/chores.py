"""Sweeping: bytes without a row, left by a rollback or a crash."""

from datetime import datetime, timedelta
from itertools import islice

from madoguchi.core.files.models import StoredFile
from madoguchi.core.files.stores import store
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone

YOUNG = timedelta(days=1)
"""A blob is written before its row is committed: what is younger may still get one."""
BATCH = 500


@every("files.sweep", seconds=6 * 3600, zone=Zone.ALL)
def sweep(at: datetime) -> int:
    """Remove orphans older than a day; how many."""
    blobs, gone = store().older_than(at - YOUNG), 0
    while batch := list(islice(blobs, BATCH)):
        known = set(StoredFile.objects.filter(pk__in=batch).values_list("pk", flat=True))
        for blob in batch:
            if blob not in known:
                store().remove(blob)
                gone += 1
    return gone

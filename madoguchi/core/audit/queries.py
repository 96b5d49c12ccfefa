"""Questions to the audit; they never write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from madoguchi.core.audit.models import Entry, Seal, Sealer


def oldest_unsealed(at: datetime) -> timedelta | None:
    """How long the first unsealed entry has waited; None when every entry is sealed."""
    first = Entry.objects.filter(seal=None).order_by("id").values_list("at", flat=True).first()
    return None if first is None else max(at - first, timedelta(0))


def entries_of(subject_kind: str, subject_id: object) -> QuerySet[Entry]:
    """All entries about one subject, newest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-id")


def sealed_after(seal: int, most: int) -> list[int]:
    """Numbers of the seals after that one, in the order of the chain: whoever reads along keeps the last."""
    return list(Seal.objects.filter(pk__gt=seal).order_by("pk").values_list("pk", flat=True)[:most])


def looks_in(seals: Sequence[int]) -> QuerySet[Entry]:
    """The looks of an unbroken row of seals, in their order."""
    rows = Entry.objects.filter(seal__gte=seals[0], seal__lte=seals[-1], action="looked")
    return rows.order_by("seal", "id")


def looks_of(by: str, first: datetime, last: datetime) -> list[tuple[datetime, str, str]]:
    """When somebody looked at what, both ends included."""
    rows = Entry.objects.filter(at__gte=first, at__lte=last, by=by, action="looked").order_by("at", "id")
    return list(rows.values_list("at", "subject_kind", "subject_id"))


def looks_at_any(subjects: Mapping[str, Iterable[str]], first: datetime, last: datetime) -> QuerySet[Entry]:
    """Looks of staff at any of these records (kind → ids) in that time, the newest first."""
    wanted = Q(pk__in=[])
    for kind, ids in subjects.items():
        wanted |= Q(subject_kind=kind, subject_id__in=list(ids))
    rows = Entry.objects.filter(wanted, action="looked", by__startswith="staff:", at__gte=first, at__lt=last)
    return rows.order_by("-at", "-id")


def looked_at_between(first: datetime, last: datetime) -> QuerySet[Entry, tuple[str, str]]:
    """Which records (kind, id) staff looked at from the one moment until before the other, each once."""
    rows = Entry.objects.filter(action="looked", by__startswith="staff:", at__gte=first, at__lt=last)
    return rows.order_by().values_list("subject_kind", "subject_id").distinct()


def done_on_behalf_of(code: str) -> QuerySet[Entry]:
    """What others did for somebody, newest first."""
    return Entry.objects.filter(on_behalf_of=code).exclude(on_behalf_of="").order_by("-id")


def head() -> str:
    """The digest at the end of the chain: written down elsewhere, it proves that the chain was not made anew."""
    sealer = Sealer.objects.select_related("head").first()
    return sealer.head.digest if sealer and sealer.head else ""

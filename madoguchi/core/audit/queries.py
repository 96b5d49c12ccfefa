"""Questions to the audit; they never write."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from madoguchi.core.audit.models import Entry, Sealer


def oldest_unsealed(at: datetime) -> timedelta | None:
    """How long the first unsealed entry has waited; None when every entry is sealed."""
    first = Entry.objects.filter(seal=None).order_by("id").values_list("at", flat=True).first()
    return None if first is None else max(at - first, timedelta(0))


def entries_of(subject_kind: str, subject_id: object) -> QuerySet[Entry]:
    """All entries about one subject, newest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-id")


def done_on_behalf_of(code: str) -> QuerySet[Entry]:
    """What others did for somebody, newest first."""
    return Entry.objects.filter(on_behalf_of=code).exclude(on_behalf_of="").order_by("-id")


def head() -> str:
    """The digest at the end of the chain: written down elsewhere, it proves that the chain was not made anew."""
    sealer = Sealer.objects.select_related("head").first()
    return sealer.head.digest if sealer and sealer.head else ""

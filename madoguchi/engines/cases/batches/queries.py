"""What a batch looks like while it runs and afterwards."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from madoguchi.city.public import without_text
from madoguchi.engines.cases.calculations.running import in_words
from madoguchi.engines.cases.models import Batch, BatchItem
from madoguchi.engines.people.public import Actor


def batch_items(batch: Batch, state: str = "") -> list[BatchItem]:
    """With their cases, in order. One query."""
    rows = batch.items.filter(state=state) if state else batch.items.all()
    related = rows.select_related("case__key", "case__version", "case__standing", "proposal__case__key")
    return list(related.defer(*without_text("case__version")).order_by("order"))


@dataclass(frozen=True)
class Group:
    """Cases whose drafts say the same, in words: label and value."""

    words: tuple[tuple[str, str], ...]
    cases: int


def groups_of(items: list[BatchItem], language: str = "ja") -> list[Group]:
    """What would be decided, the most frequent first: what the one who agrees looks at before the single cases."""
    counted = Counter(draft_in_words(item, language) for item in items if item.proposal)
    return [Group(words, n) for words, n in counted.most_common()]


def draft_in_words(item: BatchItem, language: str = "ja") -> tuple[tuple[str, str], ...]:
    """The values of a draft as its notice would say them."""
    values = item.proposal.values if item.proposal else {}
    found = []
    for one in item.case.definition.calculate:
        value = values.get(one.id)
        if not one.shown or value is None or isinstance(value, list | dict):
            continue
        chosen = one.chosen(value)
        words = chosen.label.in_(language) if chosen and chosen.label else in_words(value, one.written_as, language)
        found.append((one.label.in_(language), words))
    return tuple(found)


def batch_of_approval(approval_id: Any, *, by: Actor) -> Batch | None:
    return Batch.objects.visible_to(by).counted().select_related("key", "account").filter(approval=approval_id).first()


def open_batch_of(case: Any) -> Any:
    """The id of the batch whose agreement the case's draft waits for. A query only where its draft has none of its own."""
    drafted = next((one for one in case.proposals.all() if one.ended_at is None), None)
    if drafted is None or drafted.approval:
        return None
    return BatchItem.objects.filter(proposal=drafted).values_list("batch", flat=True).first()

"""Note what was looked for in vain, without names and numbers; and forget it in time."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Sum

from madoguchi.core.calendar.public import today
from madoguchi.engines.knowledge.finding.analysis import words
from madoguchi.engines.knowledge.models import SearchInVain
from madoguchi.engines.people.public import Actor, authorize

MOST_A_DAY = 2_000
"""Rows a day: whoever floods the search fills no table."""
KIN = frozenset("御 赤 お父 お母 父 母 娘 息子 孫 婆 爺 祖父 祖母 奥 旦那 親 外国 患者 業者".split(" "))  # noqa: SIM905
HONORIFICS = frozenset("さん 様 君 ちゃん 氏 殿 先生".split(" "))  # noqa: SIM905


def stripped(query: str) -> str:
    """The words of a query that the dictionary knows and that name nobody: no names, no numbers, nothing unknown.
    Of words in Latin letters only those that stand in small ones.
    """
    found = words(query)
    kept = []
    for i, word in enumerate(found):
        follows = found[i + 1].normal if i + 1 < len(found) else ""
        named = word.personal or (follows in HONORIFICS and word.normal not in KIN)
        hidden = word.latin and word.surface not in query
        if word.weight and word.known and not named and not hidden and not any(c.isdigit() for c in word.surface):
            kept.append(word.surface if word.latin else word.normal)
    return " ".join(kept)[:80].strip()


@transaction.atomic
def note_vain(query: str, language: str, *, at: datetime) -> SearchInVain | None:
    """One more time that these words found nothing. None where nothing may be kept of them."""
    kept, day = stripped(query), today(at)
    if not kept or settings.MADO_SEARCHES_KEPT <= 0:
        return None
    rows = SearchInVain.objects.filter(day=day)
    if rows.filter(words=kept, language=language).update(times=F("times") + 1):
        return rows.filter(words=kept, language=language).first()
    if rows.count() >= MOST_A_DAY:
        return None
    return SearchInVain.objects.get_or_create(day=day, words=kept, language=language)[0]


def searches_in_vain(*, by: Actor, limit: int) -> list[dict[str, Any]]:
    """Words with how often and when last, the most often first. Raises NotPermitted."""
    authorize(by, "knowledge.see-searches")
    rows = SearchInVain.objects.values("words", "language").annotate(n=Sum("times"), last=Max("day"))
    return [dict(row) for row in rows.order_by("-n", "-last", "words")[:limit]]


def forget_searches(day: date) -> int:
    """Delete what was kept long enough; how many rows."""
    return SearchInVain.objects.filter(day__lt=day - timedelta(days=settings.MADO_SEARCHES_KEPT)).delete()[0]

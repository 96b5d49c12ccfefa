"""The word: that until a moment the other side has said everything it had to say. Where silence could hurt somebody, what is
allowed on the public side is allowed only after a recent one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from madoguchi.core.identifiers.public import first_of
from madoguchi.core.relay.lines import line
from madoguchi.core.relay.models import Incoming, Line, Outgoing
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.zones import Zone, zone_here


def word_of(begun: datetime) -> dict[str, Any]:
    """What the office may say at the end of a call that began then: what was noted before has gone, but for these kinds."""
    waiting = Outgoing.objects.filter(seq=None, id__lt=first_of(begun))
    return {"until": begun.isoformat(), "without": sorted(set(waiting.values_list("kind", flat=True))), "seq": line("out").seq}


def take_word(said: dict[str, Any], at: datetime) -> bool:
    """Kept, if everything it speaks of is here. Never later than now, nor earlier than the last."""
    until = min(datetime.fromisoformat(said["until"]), at)
    known = line("in")
    if known.seq < int(said["seq"]) or (known.word_at and known.word_at > until):
        return False
    Line.objects.filter(pk="in").update(word_at=until, word_without=[str(kind) for kind in said["without"]])
    return True


def has_word(*kinds: str) -> bool:
    """Whether all that the office had to say of these kinds until a short while ago is known here. On the office side, and
    where both sides are one: always.
    """
    if zone_here() is not Zone.PUBLIC:
        return True
    known = line("in")
    patience = timedelta(seconds=settings.MADO_RELAY_WORD_SECONDS)
    if known.word_at is None or timezone.now() - known.word_at > patience or set(kinds) & set(known.word_without):
        return False
    return not Incoming.objects.filter(fate__in=[Fate.KEPT, Fate.STUCK], kind__in=kinds).exists()

"""ファイル簿を渡す: what is published goes to the public side, where everybody reads it."""

from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.zones import Zone
from madoguchi.services.duties.events import RegisterPublished
from madoguchi.services.duties.models import Publication

SHOWN = ("id", "entries", "digest", "at")


def write(subject: str, item: str, writing: Writing) -> Said:
    return said_of(Publication.objects.get(pk=subject), SHOWN)


def take(subject: str, said: Said, taken: Taken) -> None:
    if not Publication.objects.filter(pk=subject).exists():
        Publication.objects.create(**values_of(Publication, said), by_code="office")


crosses(Crossing("duties.register", Zone.PUBLIC, write, take, on=(RegisterPublished,)))

"""資料: files of an agenda item, and their copies for the public."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.files.public import Examined, Limits, drop, keep, open_file
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.actions.still_open import still_open
from madoguchi.services.plan.events import PaperAttached, PaperTakenBack
from madoguchi.services.plan.models import AgendaItem, Meeting, Paper, PublicMeeting, PublicPaper

PAPERS = Limits(most_files=60, kinds=frozenset({"pdf", "docx", "xlsx", "csv", "text", "jpeg", "png"}))
"""What a meeting takes."""


class PaperNeedsName(Refused):
    code, message = "plan-paper-needs-name", _("資料の名前を書いてください。")


@transaction.atomic
def attach_paper(item: AgendaItem, file: Examined, *, title: str, public: bool = True, by: Actor, at: datetime) -> Paper:
    """Attach a file, until the minutes are confirmed. A paper of an item that stays inside stays inside.

    Raises NotPermitted, MinutesStand, PaperNeedsName, FileRefused.
    """
    authorize(by, "plan.keep")
    meeting = still_open(item.meeting)
    if not title.strip():
        raise PaperNeedsName
    stored = keep(file, key=key_of(meeting), by=by, at=at, limits=PAPERS, purpose="plan-paper")
    made = Paper.objects.create(
        item=item, file=stored, title=title.strip()[:120], public=public and item.public, by_code=by.code, at=at
    )
    record(PaperAttached(subject=meeting.id, paper=str(made.id)), by=by, at=at)
    return made


@transaction.atomic
def take_back_paper(paper: Paper, *, by: Actor, at: datetime) -> None:
    """Take a paper away, until the minutes are confirmed. Raises NotPermitted, MinutesStand."""
    authorize(by, "plan.keep")
    meeting = still_open(paper.item.meeting)
    file = paper.file
    record(PaperTakenBack(subject=meeting.id, paper=str(paper.id)), by=by, at=at)
    paper.delete()
    drop(file, by=by, at=at)


def publish_papers(meeting: Meeting, public: PublicMeeting, *, by: Actor, at: datetime) -> int:
    """Copies of what the public may have, under a key of their own. Within the transaction that publishes the meeting."""
    papers = Paper.objects.filter(item__meeting=meeting, public=True, item__public=True).select_related("item", "file")
    key: DataKey | None = None
    for position, paper in enumerate(papers.order_by("item__position", "id"), 1):
        key = key or new_key("plan-public-meeting", str(public.id))
        copy = keep(open_file(paper.file), name=paper.file.name, key=key, by=by, at=at, limits=PAPERS, purpose="plan-paper")
        PublicPaper.objects.create(meeting=public, position=position, item=paper.item.title, title=paper.title, file=copy)
    return papers.count()


def key_of(meeting: Meeting) -> DataKey:
    """One key a meeting."""
    held = Paper.objects.filter(item__meeting=meeting).select_related("file__key").first()
    return held.file.key if held else new_key("plan-meeting", str(meeting.id))

"""申請する（機械から）: hand in whole answers with their papers, without a draft."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import Limits, StoredFile, keep
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application, Source
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor, authorize


class AccountNeeded(Refused):
    code, message = "sign-in-needed", _("この手続きには、サインインが必要です。窓口や郵送でも申請できます。")


@dataclass(frozen=True)
class Paper:
    """`slot`: the paper of the definition that it is for."""

    slot: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Sent:
    """`confirmed`: keys of explanations that the person has confirmed. `later`: papers that will follow."""

    answers: Mapping[str, Any]
    papers: Sequence[Paper] = ()
    confirmed: Sequence[str] = ()
    later: Sequence[str] = ()
    language: str = "ja"
    electronic_notice: bool = False


def submit_answers(version: Version, sent: Sent, *, by: Actor, at: datetime) -> Application:
    """Checked as a form is checked, kept as a form is kept.

    Raises NotPermitted, AccountNeeded, forms.NotReady (with every problem), forms.NoSuchSlot, forms.TooManyFiles, FileRefused.
    """
    authorize(by, "cases.submit")
    definition = version.definition
    assert isinstance(definition, Procedure)
    if by.kind == "machine":
        authorize(by, "cases.hand-in", Application(section=definition.department))
    elif definition.level != "none" and by.kind == "anonymous":
        raise AccountNeeded
    day, counts = today(at), Counter(paper.slot for paper in sent.papers)
    answers, problems = forms.taken(definition, sent.answers)
    if any(problem.code == "wrong-shape" for problem in problems):
        raise forms.NotReady(problems)
    way = forms.walk(definition, answers, day)
    asked = {one.path for stop in way.stops for one in stop.asked() if one.question.type == "file"}
    for path in asked & set(counts):
        answers = forms.put(answers, path, [paper.name for paper in sent.papers if paper.slot == path])
    limits = {slot: forms.limits_of(way, slot) for slot in counts}
    for slot, count in counts.items():
        if count > limits[slot].most_files:
            raise forms.TooManyFiles(max=limits[slot].most_files)
    unread = {problem.path for problem in problems}
    found = forms.check(definition, answers, day, confirmed=sent.confirmed, attached=counts, later=sent.later)
    problems += [problem for problem in found if not (problem.code == "required" and problem.path in unread)]
    if problems:
        raise forms.NotReady(problems)
    files = _kept(sent.papers, limits, by, at)
    for path in asked & set(counts):
        answers = forms.put(answers, path, [str(file.pk) for slot, file in files if slot == path])
    arrival = Arrival(
        version=version,
        answers=forms.effective(definition, answers, day),
        source=Source.API,
        account_id=by.account_id if by.kind == "resident" else None,
        files=files,
        assurance="account" if by.kind == "resident" else "none",
        electronic_notice=sent.electronic_notice,
        language=sent.language,
        confirmed=sent.confirmed,
        later=sent.later,
    )
    with transaction.atomic():
        return receive(arrival, by=by, at=at)


def _kept(papers: Sequence[Paper], limits: Mapping[str, Limits], by: Actor, at: datetime) -> list[tuple[str, StoredFile]]:
    """Under a key of their own, as the papers of a draft are."""
    if not papers:
        return []
    key = new_key("papers", uuid7())
    found = []
    for one in papers:
        kept = keep(one.content, name=one.name, key=key, by=by, at=at, limits=limits[one.slot], purpose=one.slot)
        found.append((one.slot, kept))
    return found

"""求める、説明する、結ぶ: what people do about an anomaly. Each is a step with its words; none can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import note
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.core.text.public import clean_multiline
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.engines.watch.models import Anomaly, State, Step
from madoguchi.engines.watch.permissions import EXPLAIN, SEE

LONGEST = 2000


class WordsMissing(Refused):
    code, message = "words-missing", _("内容を書いてください。")


class TooLong(Refused):
    code, message = "too-long", _("2,000文字までで書いてください。")


class AlreadyClosed(Refused):
    code, message = "already-closed", _("この気づきは、すでに結ばれています。")


class NotAsked(Refused):
    code, message = "not-asked", _("説明は求められていません。")


def ask(anomaly: Anomaly, text: str, *, by: Actor, at: datetime) -> Step:
    """A privacy officer asks the head of the section of whoever looked. Asking again is a further step."""
    authorize(by, SEE)
    return _step(anomaly, State.ASKED, text, by=by, at=at)


def explain(anomaly: Anomaly, text: str, *, by: Actor, at: datetime) -> Step:
    """The head of the section answers, for others, never for oneself. Raises NotAsked."""
    if not by.may(EXPLAIN, anomaly.section):
        raise NotPermitted
    if anomaly.state not in {State.ASKED, State.EXPLAINED}:
        raise NotAsked
    return _step(anomaly, State.EXPLAINED, text, by=by, at=at)


def close(anomaly: Anomaly, text: str, *, proper: bool, by: Actor, at: datetime) -> Step:
    """A privacy officer ends it with a reason: the look was proper, or it was not."""
    authorize(by, SEE)
    return _step(anomaly, State.CLEARED if proper else State.CONFIRMED, text, by=by, at=at)


@transaction.atomic
def _step(anomaly: Anomaly, what: State, text: str, *, by: Actor, at: datetime) -> Step:
    """Raises NotPermitted (about oneself), AlreadyClosed, WordsMissing, TooLong."""
    if anomaly.account_id == by.account_id:
        raise NotPermitted
    held = Anomaly.objects.select_for_update().get(pk=anomaly.pk)
    if not held.is_open:
        raise AlreadyClosed
    words = clean_multiline(text).strip()
    if not words:
        raise WordsMissing
    if len(words) > LONGEST:
        raise TooLong
    made = Step(anomaly=held, what=what, by_code=by.code, at=at)
    made.keep(words)
    made.save(force_insert=True)
    held.state = what
    held.save(update_fields=["state"])
    note(f"watch.{what.value}", by=by, at=at, subject_kind="anomaly", subject_id=held.pk, purpose="audit")
    return made

"""Answering a request once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.once.models import Asked
from madoguchi.core.refused import Refused

LONGEST = 200


class KeyUsedOtherwise(Refused):
    code: ClassVar[str] = "idempotency-key-reused"
    message: ClassVar[str | Promise] = _("同じ Idempotency-Key が、内容の違う依頼に使われています。別のキーで送ってください。")


class KeyTooLong(Refused):
    code: ClassVar[str] = "idempotency-key-too-long"
    message: ClassVar[str | Promise] = _("Idempotency-Key は、{most}文字までの印字できる英数字と記号で送ってください。")


@dataclass(frozen=True)
class Answer:
    """`again`: it is the answer of an earlier request under the same key."""

    status: int
    body: dict[str, Any]
    again: bool = False


def answer_once(caller: str, key: str, said: bytes, run: Callable[[], Answer], *, at: datetime) -> Answer:
    """What `run` answers, or what it answered the first time this caller sent these bytes under this key.

    `run` and the row that remembers it stand in one transaction. A refusal that `run` raises undoes both, so that the key may be
    used again. Raises KeyUsedOtherwise, KeyTooLong.
    """
    if not 0 < len(key) <= LONGEST or not (key.isascii() and key.isprintable()):
        raise KeyTooLong(most=LONGEST)
    digest = hashlib.sha256(said).hexdigest()
    try:
        with transaction.atomic():
            row = Asked.objects.create(caller=caller, key=key, digest=digest, at=at)
            answer = run()
            Asked.objects.filter(pk=row.pk).update(status=answer.status, body=answer.body)
            return answer
    except IntegrityError:
        known = Asked.objects.filter(caller=caller, key=key).first()
        if known is None:
            raise
    if known.digest != digest:
        raise KeyUsedOtherwise
    return Answer(known.status, known.body, again=True)

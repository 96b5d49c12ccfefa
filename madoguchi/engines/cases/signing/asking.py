"""署名を求める: the bytes for one draft, at one moment, for one signature."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import city
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.models.signature import SigningRequest
from madoguchi.engines.cases.signing.content import bytes_to_sign
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor, authorize

LASTS = timedelta(minutes=30)


class AgentSignsOnPaper(Refused):
    code, message = (
        "agent-signs-on-paper",
        _(
            "代理人のカードによる電子署名は、この市では使えません。署名なしで提出し、委任状と本人確認の書類を窓口か郵送で出してください。"
        ),
    )


def content_to_sign(draft: forms.Draft, asked: UUID, *, by: Actor, at: datetime) -> bytes | None:
    """The bytes of a request that still waits, for whom it was made; None where it is over or the draft has changed since."""
    request = SigningRequest.objects.filter(pk=asked, draft=draft.pk, asked_by=by.code, used_at=None, expires_at__gte=at).first()
    if request is None:
        return None
    try:
        content = bytes_to_sign(forms.look_over(draft, by=by, at=at), request)
    except Refused:
        return None
    return content if hashlib.sha256(content).hexdigest() == request.digest else None


@dataclass(frozen=True)
class ToSign:
    request: SigningRequest
    content: bytes


def may_sign_for(by: Actor) -> bool:
    """One's own card for oneself; a proxy's where the city takes it."""
    return by.acting_for is None or city().assurance.agent_online


def ask_to_sign(draft: forms.Draft, *, by: Actor, at: datetime) -> ToSign:
    """The bytes as the draft stands now. Raises what `submit` raises of a draft that is not ready, and AgentSignsOnPaper."""
    authorize(by, "cases.submit")
    if not may_sign_for(by):
        raise AgentSignsOnPaper
    frozen = forms.look_over(draft, by=by, at=at)
    request = SigningRequest(draft=draft, nonce=secrets.token_urlsafe(32), asked_by=by.code, asked_at=at, expires_at=at + LASTS)
    content = bytes_to_sign(frozen, request)
    request.digest = hashlib.sha256(content).hexdigest()
    request.save(force_insert=True)
    return ToSign(request, content)

"""署名を受け取る: judge it, keep its evidence, say which level of identity was reached."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import seal
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.events import ApplicationSigned
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.models.signature import Signature, SignatureState, SigningRequest, signature_context
from madoguchi.engines.cases.signing.content import bytes_to_sign, written_by
from madoguchi.engines.forms.public import Frozen
from madoguchi.engines.people import public as people


class SignatureGone(Refused):
    code, message = (
        "signature-too-late",
        _("署名の受付時間が過ぎたか、その署名はもう使われています。入力した内容は残っています。もう一度署名してください。"),
    )


class ContentChanged(Refused):
    code, message = (
        "content-changed",
        _("署名したあとに、申請の内容か添付が変わりました。入力した内容は残っています。もう一度署名してください。"),
    )


class SignatureRefused(Refused):
    """The sentence is that of the step that failed; nothing of the draft is lost."""

    code, message = (
        "signature-refused",
        _("{why} 入力した内容は残っています。署名なしで提出し、窓口で本人確認をすることもできます。"),
    )


WHY: dict[str, str | Promise] = {
    "digest": _("受け取った署名が、この申請に対するものではありません。"),
    "signature": _("電子署名が正しくありません。"),
    "chain": _("証明書が、信頼できる認証局から発行されたものではありません。"),
    "validity": _("電子証明書の有効期間が過ぎています。市役所の窓口で新しくできます。"),
    "usage": _("署名用の電子証明書ではありません。6文字から16文字の暗証番号を使う、署名用の証明書で署名してください。"),
    "real": _("テスト用の証明書は使えません。"),
    "revocation": _("電子証明書が失効しています。引っ越しや氏名の変更のあとは、窓口で新しくしてください。"),
}


@dataclass(frozen=True)
class Given:
    """A signature as it was sent: to which request, and the CMS."""

    request: UUID
    cms: bytes


@dataclass(frozen=True)
class Judged:
    verdict: people.Verdict
    request: SigningRequest
    content: bytes
    evidence: bytes

    @property
    def level(self) -> str:
        """`sign` where nothing is left to be looked into; else what the account is worth, and a clerk compares."""
        return level_of(self.verdict)


def level_of(verdict: people.Verdict) -> str:
    good = verdict.state is people.SignatureState.VALID and not verdict.waits_for_clerk
    return "sign" if good else ""


def judge(given: Given, frozen: Frozen, *, by: people.Actor, at: datetime) -> Judged:
    """Use the request up, and verify over the bytes as they are now. Call it in the transaction that hands in.

    Raises SignatureGone, ContentChanged, SignatureRefused.
    """
    request = SigningRequest.objects.filter(pk=given.request, draft=frozen.draft.pk, asked_by=by.code).first()
    fresh = SigningRequest.objects.filter(pk=given.request, used_at=None, expires_at__gte=at)
    if request is None or not fresh.update(used_at=at):
        raise SignatureGone
    content = bytes_to_sign(frozen, request)
    if hashlib.sha256(content).hexdigest() != request.digest:
        raise ContentChanged
    definition = frozen.version.definition
    assert isinstance(definition, Procedure)
    verdict, evidence = people.judge_signature(content, given.cms, written_by(definition, frozen.answers), at=at)
    if verdict.failed is not None:
        raise SignatureRefused(why=WHY[verdict.failed.value])
    return Judged(verdict, request, content, evidence)


def keep_signature(application: Application, judged: Judged, *, by: people.Actor, at: datetime) -> Signature:
    return keep_evidence(application, judged.request.pk, judged.verdict, judged.evidence, by=by, at=at)


def keep_evidence(
    application: Application, request: UUID, verdict: people.Verdict, evidence: bytes, *, by: people.Actor, at: datetime
) -> Signature:
    """The evidence with the application; its digest goes into the chain of events, so that no later evidence passes for it."""
    digest = people.digest_of_evidence(evidence)
    kept = Signature.objects.create(
        application=application,
        request=request,
        sealed_evidence=seal(application.key, evidence, signature_context(application.pk)),
        digest=digest,
        state=SignatureState(verdict.state.value),
        waits_for_clerk=verdict.waits_for_clerk,
        medium=verdict.policy.medium if verdict.policy else "card",
        test=bool((verdict.root and verdict.root.test) or (verdict.policy and verdict.policy.test)),
        at=at,
    )
    said = ApplicationSigned(subject=application.id, number=application.number, digest=digest, state=kept.state)
    record(said, by=by, at=at, section=application.section)
    return kept

"""電子署名を見せる: what was found on arrival, in words, beside the case; and the evidence as a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases.models import Case, Signature
from madoguchi.engines.people import public as people

FIELDS: dict[str, str | Promise] = {"name": _("氏名"), "birth": _("生年月日"), "address": _("住所")}
FITS: dict[people.Fit, str | Promise] = {
    people.Fit.SAME: _("同じ"),
    people.Fit.SPELLING: _("同じ（全角・半角や字体だけ違う）"),
    people.Fit.SUBSTITUTE: _("証明書に代替文字があります。住民票の字と見比べてください"),
    people.Fit.DIFFERS: _("違います"),
    people.Fit.UNSAID: _("どちらかに書かれていません"),
}


@dataclass(frozen=True)
class SignatureView:
    """`compared`: field, how it fits, as the form has it, as the certificate has it."""

    state: str | Promise
    is_valid: bool
    waits_for_clerk: bool
    on_phone: bool
    is_test: bool
    at: datetime
    steps: list[tuple[str | Promise, str | Promise, bool]]
    compared: list[tuple[str | Promise, str | Promise, str, str]]
    serial: str


def signature_of(case: Any) -> SignatureView | None:
    """Read from the evidence; the caller has opened the case by `look`."""
    kept = getattr(case.application, "signature", None)
    if kept is None:
        return None
    kept.application = case.application
    evidence = people.read_evidence(kept.evidence)
    facts, written = people.facts_of(evidence.certificate), evidence.written
    birth = facts.birth.isoformat() if facts.birth else facts.birth_text
    rows = {
        "name": (written.name, facts.name),
        "birth": (written.birth, birth),
        "address": (written.address, facts.address),
    }
    found = people.compare_facts(facts, written)
    steps = people.SIGNATURE_STEPS
    results = {step: people.SignatureResult(evidence.steps[step.value]) for step in steps}
    return SignatureView(
        state=people.SIGNATURE_STATES[people.SignatureState(kept.state)],
        is_valid=kept.state == people.SignatureState.VALID,
        waits_for_clerk=kept.waits_for_clerk,
        on_phone=kept.medium == "phone",
        is_test=kept.test,
        at=kept.at,
        steps=[(words, people.SIGNATURE_RESULTS[results[step]], results[step] == "passed") for step, words in steps.items()],
        compared=[(FIELDS[one.field], FITS[one.fit], *rows[one.field]) for one in found],
        serial=people.serial_of(evidence.certificate),
    )


def evidence_of_case(case: Case) -> tuple[str, bytes] | None:
    """Name and content of the file; None where nothing was signed."""
    kept = Signature.objects.select_related("application__key").filter(application=case.application).first()
    return (f"signature-{case.number}.json", kept.evidence) if kept else None

"""限度額の台帳: what a person has been granted against a limit, and the taking of more. Only digests tell persons and houses."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.money.public import format_yen
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key, seal, unseal
from madoguchi.core.text.public import address_key, to_halfwidth
from madoguchi.engines.cases.calculations.definitions import Calculation
from madoguchi.engines.cases.calculations.limits import Ask, History, Used, kinds_in
from madoguchi.engines.cases.models import Case, Decision, DigestKey, LimitAccount, LimitUse
from madoguchi.engines.forms.public import evaluate, read_path

DIGESTS = "limits"


class OverLimit(Refused):
    code, message = "over-limit", _("「{label}」は{rest}です。それを超える額（{yen}）は認定できません。")


def history_for(case: Case) -> History:
    """What a case's person was granted before, by other cases."""
    return partial(history, case)


def history(case: Case, ask: Ask) -> tuple[Iterable[Used], str]:
    place = place_digest(ask.place)
    uses = LimitUse.objects.filter(account__name=ask.account, account__who=person_digest(ask.who), decision__revised_by=None)
    rows = (
        uses.exclude(decision__case_id=case.pk)
        .order_by("on", "pk")
        .values("on", "yen", "place", "step", "same", "decision__case__number")
    )
    return [
        Used(row["on"], row["yen"], row["place"], row["step"], row["decision__case__number"], tuple(row["same"])) for row in rows
    ], place


def person_digest(who: str) -> str:
    """However the number was typed."""
    return digest("".join(to_halfwidth(who).split()))


def place_digest(address: Any) -> str:
    """The same house by whatever spelling of its address; nothing where none is asked for."""
    if not isinstance(address, Mapping):
        return ""
    return digest(address_key("".join(str(address.get(part, "")) for part in ("prefecture", "city", "street", "building"))))


def digest(text: str) -> str:
    return hmac.new(secret(), text.encode(), hashlib.sha256).hexdigest()


def secret() -> bytes:
    """Made once, sealed by the ring of keys; the digests outlive the rotation of the ring."""
    row = DigestKey.objects.select_related("key").filter(name=DIGESTS).first()
    if row is None:
        try:
            with transaction.atomic():
                key = new_key("digests", DIGESTS)
                plain = secrets.token_bytes(32)
                DigestKey.objects.create(name=DIGESTS, key=key, sealed=seal(key, plain, f"cases.digests:{DIGESTS}"))
                return plain
        except IntegrityError:
            row = DigestKey.objects.select_related("key").get(name=DIGESTS)
    return unseal(row.key, bytes(row.sealed), f"cases.digests:{DIGESTS}")


def take(decision: Decision, one: Calculation, names: Mapping[str, Any], values: Mapping[str, Any], rest: Any) -> LimitUse | None:
    """Take what is granted from the limit; the account was held before the rest was reckoned. Raises OverLimit."""
    left = one.left
    assert left is not None
    who, yen, day = read_path(names, left.who), values.get(left.used), evaluate(left.on, names)
    if not who or not isinstance(yen, int) or yen <= 0 or not isinstance(day, date):
        return None
    if isinstance(rest, int) and yen > rest:
        raise OverLimit(label=one.label, rest=format_yen(rest), yen=format_yen(yen))
    step = evaluate(left.step, names) if left.step else None
    return LimitUse.objects.create(
        account=account_of(left.account, str(who)),
        decision=decision,
        on=day,
        yen=yen,
        place=place_digest(read_path(names, left.place)) if left.place else "",
        step=step if isinstance(step, int) else None,
        same=kinds_in(names, left.same),
    )


def hold(one: Calculation, names: Mapping[str, Any]) -> None:
    """Hold the person's account of the limit until the end of the transaction."""
    who = read_path(names, one.left.who) if one.left else None
    if who and one.left:
        account = account_of(one.left.account, str(who))
        LimitAccount.objects.select_for_update().get(pk=account.pk)


def account_of(name: str, who: str) -> LimitAccount:
    account, _made = LimitAccount.objects.get_or_create(name=name, who=person_digest(who))
    return account

"""What a delegation may hold, in words: everything, all procedures, one procedure, booking."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined, all_defined, defined
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.people.public import EVERYTHING, Delegation

WHOLE: dict[str, str | Promise] = {
    EVERYTHING: _("すべての手続・予約・通知"),
    "procedure": _("すべての手続の申請"),
    "booking": _("すべての予約"),
}


def choices() -> list[tuple[str, str]]:
    """For a form: the wide ones first, then each procedure."""
    single = [(f"procedure:{one.code}", str(one.title)) for one in all_defined(Procedure)]
    return [*((code, str(label)) for code, label in WHOLE.items()), *sorted(single, key=lambda pair: pair[1])]


def words_of(delegation: Delegation) -> list[str]:
    return [_word(code) for code in sorted(delegation.scope_codes)]


def _word(code: str) -> str:
    if code in WHOLE:
        return str(WHOLE[code])
    kind, _colon, which = code.partition(":")
    if kind == "procedure":
        try:
            return gettext("手続：{title}").format(title=defined(Procedure, which).title)
        except NotDefined:
            return gettext("手続：{title}").format(title=which)
    return gettext("予約：{title}").format(title=which) if kind == "booking" else code
